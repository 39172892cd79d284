// The interactive front end: rows -> lines -> the shell, and what it all means for the prompt.
import { AsyncLocalStorage } from "node:async_hooks";
import type { AsyncCompleter, CompleterResult } from "node:readline";
import { runInContext, Script } from "node:vm";
import { describePosition } from "../explain/due.ts";
import { MASK, redactFragment } from "../render/redact.ts";
import { sanitize, sanitizeLine } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import { wrapQuoting } from "../render/wrap.ts";
import type { Clients } from "../session/clients.ts";
import type { Command, Outcome } from "../shell/command.ts";
import type { Line } from "../shell/line.ts";
import { mismatchLines, redactMismatch } from "../shell/mismatch-lines.ts";
import type { Shell } from "../shell/shell.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { XmlInput } from "../xml/input.ts";
import { askLine } from "./ask-line.ts";
import { complete } from "./completion.ts";
import { describe } from "./describe.ts";
import { incompleteXml } from "./incomplete-xml.ts";
import type { Prompt } from "./prompt.ts";
import { scopeFor } from "./scope.ts";
import type { Stepping } from "./stepping.ts";

export interface ReplOptions {
  readonly shell: Shell;
  readonly commands: readonly Command[];
  readonly clients: Clients;
  readonly transcript: Transcript;
  readonly theme: Theme;
  /** Whether secrets are shown as they are. */
  showsSecrets(): boolean;
  /** What was typed in earlier sessions, newest first. */
  readonly past?: readonly string[] | undefined;
  /** Keeps a line, without its secrets, for later sessions. */
  keep?(line: string): void;
  /** A script that is gone through step by step. */
  readonly stepping?: Stepping | undefined;
}

const NEVER = new AbortController().signal;

export class Repl {
  readonly #prompt: Prompt;
  #options: ReplOptions | undefined;
  /** XML of which more is to come, and the line that runs when it has. */
  #xml: { readonly input: XmlInput; readonly lineWith: (xml: string) => Line } | undefined;
  #running: { readonly wait: AbortController; readonly what: "line" | "JavaScript" } | undefined;
  /** The functions of the commands, as JavaScript had them at first. */
  readonly #functions: Record<string, unknown> = {};
  /** What ends the line of JavaScript that a call belongs to, also when it is made after the line has returned. */
  readonly #lines = new AsyncLocalStorage<AbortSignal>();
  #question: string | undefined;
  /** The line that was typed last. */
  #before: Line | undefined;
  /** How the line of this row ended. */
  #outcome: Outcome | undefined;
  /** What was said last of XML that is not complete: not again for each row. */
  #saidIncomplete: string | undefined;
  /** The rows of JavaScript that is not complete. */
  #javaScript = "";

  constructor(prompt: Prompt) {
    this.#prompt = prompt;
    prompt.server.on("SIGINT", () => this.#interrupt());
  }

  write(text: string): void {
    this.#prompt.screen.write(text);
  }

  async askSecret(question: string, signal: AbortSignal): Promise<string> {
    return await askLine({
      screen: this.#prompt.screen,
      keys: this.#prompt.keys,
      question,
      echo: "hidden",
      signal,
      setPrompt: (text) => {
        this.#question = text;
      },
      interrupt: () => this.#interrupt(),
    });
  }

  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    const answer = await askLine({
      screen: this.#prompt.screen,
      keys: this.#prompt.keys,
      question,
      echo: "shown",
      signal,
      setPrompt: (text) => {
        this.#question = text;
      },
      interrupt: () => this.#interrupt(),
    });
    return /^y(es)?$/i.test(answer.trim());
  }

  /** Puts the tool behind the prompt, and runs what has been typed since. */
  attach(options: ReplOptions): void {
    this.#options = options;
    const { server } = this.#prompt;
    const scope = scopeFor({ ...options, signal: () => this.#lines.getStore() ?? NEVER });
    Object.defineProperties(server.context, scope);
    for (const { name } of options.commands) this.#functions[name] = scope[name]?.value;
    this.#completeOurs(options.commands);
    const typed = server.history.map((line) => this.#mask(line));
    for (const line of [...typed].reverse()) options.keep?.(line);
    server.history = [...typed, ...(options.past ?? [])];
    server.on("history", (history: string[]) => {
      if (history[0] === undefined) return;
      history[0] = this.#mask(history[0]);
      options.keep?.(history[0]);
    });
    this.#prompt.setWriter((value, inspected) => describe(value, inspected, options.theme));
    this.#prompt.setLabel(() => this.#label(options));
    const begun = this.#step(options, async (stepping, signal) => await stepping.begin(signal)).catch(
      (error: unknown) => this.#tellBug(error),
    );
    this.#prompt.handle(async (row) => {
      await begun;
      await this.#runRow(row, options);
    });
  }

  /** Goes on with the script, where there is one; Ctrl-C ends the step that is under way. */
  async #step<T>(
    { stepping }: ReplOptions,
    take: (stepping: Stepping, signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    if (!stepping) return undefined;
    const { screen } = this.#prompt;
    const taking = this.#interruptible("line", async (signal) => await take(stepping, signal));
    // The step is under way: the prompt does not ask for it any more.
    screen.lift();
    screen.draw();
    const taken = await taking;
    screen.lift();
    screen.draw();
    return taken;
  }

  #label({ clients, theme, stepping }: ReplOptions): string {
    if (this.#question !== undefined) return this.#question;
    if (this.#xml) return `${this.#xml.input.openElements.map(sanitizeLine).join(" ") || "xml"}> `;
    const { name, session } = clients.current;
    if (stepping?.label !== undefined) return theme.prompt(sanitizeLine(`${stepping.label}> `));
    return theme.prompt(sanitizeLine(`${name} ${describePosition(session.state)}> `));
  }

  async #runRow(row: string, options: ReplOptions): Promise<void> {
    try {
      if (this.#prompt.isInJavaScript) await this.#runJavaScript(row, options);
      else if (this.#xml && !this.#isForStepping(row, options)) await this.#addToXml(row, options);
      else if (await this.#step(options, async (stepping, signal) => await stepping.take(row, signal)))
        return;
      else await this.#runTyped(row, options);
      if (!this.#xml && !this.#prompt.isInJavaScript) {
        const outcome = this.#outcome;
        this.#outcome = undefined;
        await this.#interruptible("line", async (signal) => await options.stepping?.rowRan(signal, outcome));
      }
    } catch (error) {
      this.#tellBug(error);
    }
    this.#prompt.screen.draw();
  }

  /** A bug of ours: it is shown whole, and the session goes on. */
  #tellBug(error: unknown): void {
    this.write(`${sanitize(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  }

  /** A row that begins something. */
  async #runTyped(row: string, options: ReplOptions): Promise<void> {
    const { shell, theme } = options;
    const why = shell.whyBlock(row, this.#before);
    if (why !== undefined) return this.#complain(why, theme);
    this.#before = shell.read(row);
    await this.#runLine(this.#before, options);
  }

  async #runLine(line: Line, options: ReplOptions): Promise<void> {
    if (line.kind === "command" && this.#isRedefined(line))
      return await this.#runJavaScript(line.text, options);
    if (line.kind === "xml") {
      this.#xml = { input: new XmlInput(), lineWith: (text) => ({ ...line, text }) };
      return await this.#addToXml(line.text, options);
    }
    if (line.kind === "other") return await this.#runOther(line, options);
    const start = line.kind === "command" ? options.shell.payloadStart(line) : undefined;
    if (line.kind !== "command" || start === undefined) return await this.#runInShell(line, options);
    const before = line.text.slice(0, start);
    this.#xml = { input: new XmlInput(), lineWith: (xml) => ({ ...line, text: before + xml }) };
    await this.#addToXml(line.text.slice(start), options);
  }

  async #addToXml(row: string, options: ReplOptions): Promise<void> {
    const xml = this.#xml;
    if (!xml) return;
    if (!xml.input.add(row)) return this.#sayIncomplete(xml, options.theme);
    this.#xml = undefined;
    await this.#runInShell(xml.lineWith(xml.input.text), options);
  }

  #isForStepping(row: string, { stepping }: ReplOptions): boolean {
    const xml = stepping?.amidXml?.(row);
    if (xml === "dropped") {
      this.#xml = undefined;
      this.write("The unfinished XML was dropped; nothing of it was sent\n");
    }
    return xml !== undefined;
  }

  /** Whoever has left out an end does not know why the prompt has changed, nor how to get out. */
  #sayIncomplete({ input }: { readonly input: XmlInput }, theme: Theme): void {
    const text = incompleteXml(input);
    if (this.#saidIncomplete === text) return;
    this.#saidIncomplete = text;
    this.#writeWrapped(text, theme.note);
  }

  async #runInShell(line: Line, { shell, theme, showsSecrets }: ReplOptions): Promise<void> {
    const outcome = await this.#interruptible("line", async (signal) => await shell.run(line, signal));
    this.#outcome = outcome;
    const text = textOf(outcome);
    if (text) this.#complain(text, theme);
    if (outcome.status !== "failed" || !outcome.mismatch) return;
    const mismatch = showsSecrets() ? outcome.mismatch : redactMismatch(outcome.mismatch);
    this.write(
      mismatchLines(mismatch, theme)
        .map((line) => `  ${line}\n`)
        .join(""),
    );
  }

  /** Not a command and not XML: JavaScript, when it can be read as that. */
  async #runOther(line: Line & { readonly kind: "other" }, options: ReplOptions): Promise<void> {
    if (line.text.startsWith(MASK)) {
      return this.#complain(
        "Cannot run it: the line held a secret and was not kept (type it again)",
        options.theme,
      );
    }
    const wrong =
      line.client === undefined ? this.#whyNotJavaScript(line.text) : "after @name comes a command or XML";
    if (wrong === undefined) return await this.#runJavaScript(line.text, options);
    const unknown = options.shell.unknown(line.text).message;
    this.#complain(wrong === "" ? unknown : `${unknown}; nor is it JavaScript: ${wrong}`, options.theme);
  }

  #complain(reason: string, theme: Theme): void {
    this.#writeWrapped(reason, theme.failure);
  }

  #writeWrapped(text: string, paint: (line: string) => string): void {
    const lines = wrapQuoting(sanitizeLine(text), this.#prompt.columns);
    this.write(lines.map((line) => `${paint(line)}\n`).join(""));
  }

  async #runJavaScript(text: string, { transcript, clients }: ReplOptions): Promise<void> {
    const { id } = clients.current.session;
    transcript.append(id, { type: "command", line: text, masked: this.#mask(text) });
    this.#javaScript = this.#withRowsBefore(text);
    await this.#interruptible("JavaScript", async (signal) => {
      await this.#lines.run(signal, async () => await this.#prompt.evaluate(text));
    });
  }

  /** Undefined for JavaScript, also unfinished; "" for a lone name that nothing has; else what is wrong with it. */
  #whyNotJavaScript(text: string): string | undefined {
    if (/^[\w$-]+$/.test(text) && !/^[\d.]+$/.test(text)) return this.#isDefined(text) ? undefined : "";
    try {
      new Script(`(async () => {${text}\n})`);
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return /unexpected end|unterminated template|missing \)|missing \}/i.test(message) || isCutShort(text)
        ? undefined
        : message;
    }
  }

  /** Whether a lone name is a command's, but JavaScript has made something else of it: `const reply = …`. */
  #isRedefined({ name, text, client }: Line & { readonly kind: "command" }): boolean {
    if (text.trim() !== name || client !== undefined) return false;
    try {
      return runInContext(name, this.#prompt.server.context) !== this.#functions[name];
    } catch {
      return false;
    }
  }

  #isDefined(name: string): boolean {
    try {
      return runInContext(`typeof ${name}`, this.#prompt.server.context) !== "undefined";
    } catch {
      return false;
    }
  }

  async #interruptible<T>(what: "line" | "JavaScript", run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const wait = new AbortController();
    this.#running = { wait, what };
    try {
      return await run(wait.signal);
    } finally {
      this.#running = undefined;
    }
  }

  /** Ctrl-C ends the wait; without one it drops the XML; without that it clears the line, and says how to leave. */
  #interrupt(): void {
    if (this.#running && !this.#running.wait.signal.aborted) {
      this.#running.wait.abort();
      if (this.#running.what === "JavaScript") this.#prompt.interruptAsNode();
    } else if (this.#xml) {
      this.#xml = undefined;
      this.#prompt.screen.clearLine();
      this.write("The unfinished XML was dropped; nothing of it was sent\n");
    } else if (this.#prompt.isInJavaScript) {
      this.#prompt.dropJavaScript();
      this.#prompt.screen.clearLine();
      this.write("The unfinished JavaScript was dropped\n");
    } else if (this.#prompt.server.line !== "") this.#prompt.interruptAsNode();
    else this.write('To leave, run "quit" or press Ctrl-D\n');
  }

  #withRowsBefore(row: string): string {
    return this.#prompt.isInJavaScript ? `${this.#javaScript}\n${row}` : row;
  }

  #mask(row: string): string {
    if (!this.#options) return row;
    // `await auth(` may be a row above: what is secret is told from all the rows.
    if (this.#prompt.isInJavaScript) {
      const whole = this.#withRowsBefore(row);
      return this.#options.shell.maskJavaScript(whole) === whole ? row : MASK;
    }
    return this.#xml ? redactFragment(row, this.#xml.input.text) : this.#options.shell.mask(row);
  }

  #completeOurs(commands: readonly Command[]): void {
    const { server } = this.#prompt;
    const completeJavaScript = server.completer;
    const completer: AsyncCompleter = (line, callback) => {
      const ours = this.#xml ? NOTHING : complete(line, commands);
      if (ours) callback(null, ours);
      else completeJavaScript?.call(server, line, callback);
    };
    Object.assign(server, { completer });
  }
}

const NOTHING: CompleterResult = [[], ""];

/** Whether text only lacks its end: it becomes readable with some brackets closed. */
function isCutShort(text: string): boolean {
  return /[{([,`=+\-*/&|?:]\s*$/.test(text);
}

function textOf(outcome: Outcome): string | undefined {
  if (outcome.status === "passed") return undefined;
  return outcome.status === "interrupted"
    ? "Interrupted: the wait has ended, the session goes on"
    : outcome.reason;
}
