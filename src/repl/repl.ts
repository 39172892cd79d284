// The interactive front end: wires the line at the bottom of the terminal to the tool behind it.
import { describePosition } from "../explain/due.ts";
import { sanitize, sanitizeLine } from "../render/sanitize.ts";
import type { LineEditor } from "../shell/line-editor.ts";
import { usageHint } from "../shell/usage-hint.ts";
import { askLine } from "./ask-line.ts";
import { completeAtPrompt } from "./complete-at-prompt.ts";
import { describe } from "./describe.ts";
import { JavaScriptLines } from "./javascript-lines.ts";
import { LineRunner } from "./line-runner.ts";
import type { Prompt } from "./prompt.ts";
import { lineEditor } from "./prompt-editor.ts";
import type { ReplOptions } from "./repl-options.ts";
import { RowByRow } from "./row-by-row.ts";
import { lastLineStart } from "./rows-of-line.ts";
import { scopeFor } from "./scope.ts";
import { searchOnCtrlR } from "./search.ts";
import { Telling } from "./telling.ts";
import { Waits } from "./waits.ts";

export class Repl {
  readonly #prompt: Prompt;
  readonly #waits = new Waits();
  #runner: LineRunner | undefined;
  #rows: RowByRow | undefined;
  /** What the prompt says while something else is asked for. */
  #question: string | undefined;

  constructor(prompt: Prompt) {
    this.#prompt = prompt;
    prompt.server.on("SIGINT", () => this.#interrupt());
  }

  write(text: string): void {
    this.#prompt.screen.write(text);
  }

  get editor(): LineEditor {
    return lineEditor(this.#prompt);
  }

  async askSecret(question: string, signal: AbortSignal): Promise<string> {
    return await this.#ask({ question, echo: "hidden", signal });
  }

  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#ask({ question, echo: "shown", signal });
    return /^y(es)?$/i.test(answer.trim());
  }

  async #ask(asking: Pick<Parameters<typeof askLine>[0], "question" | "echo" | "signal">): Promise<string> {
    const { screen, keys } = this.#prompt;
    const setPrompt = (text: string | undefined) => {
      this.#question = text;
    };
    return await askLine({ ...asking, screen, keys, setPrompt, interrupt: () => this.#interrupt() });
  }

  /** Puts the tool behind the prompt, and runs what has been typed since. */
  attach(options: ReplOptions): void {
    const prompt = this.#prompt;
    const { shell, theme, showsSecrets } = options;
    const { past = [], keep = () => {} } = options;
    prompt.history.begin({ past, keep, mask: (line) => shell.mask(line) });
    const names = this.#giveNames(options);
    const write = (text: string) => this.write(text);
    const telling = new Telling({ theme, columns: () => prompt.columns, showsSecrets, write });
    const runner = new LineRunner({ options, prompt, telling, waits: this.#waits, names });
    this.#runner = runner;
    const rows = new RowByRow({
      runner,
      reading: shell,
      show: (shown) => this.write(`${this.#label(options)}${shown.map(sanitize).join("\n")}\n`),
      tell: (text) => telling.note(text),
      mask: (row) => shell.mask(row),
    });
    this.#rows = rows;
    this.#listen(options, runner, telling);
    prompt.javaScript.setWriter((value, inspected) => describe(value, inspected, theme));
    prompt.setLabel(() => this.#label(options));
    const begun = runner
      .step(async (stepping, signal) => await stepping.begin(signal))
      .catch((error: unknown) => telling.bug(error));
    prompt.entered.handle(async (entered) => {
      await begun;
      await rows.run(entered);
    });
  }

  /** What JavaScript sees of the tool. */
  #giveNames(options: ReplOptions): JavaScriptLines {
    const { context } = this.#prompt.server;
    const scope = scopeFor({ ...options, signal: () => this.#runner?.signal ?? NEVER });
    Object.defineProperties(context, scope);
    return new JavaScriptLines(
      context,
      new Map(options.commands.map(({ name }) => [name, scope[name]?.value])),
    );
  }

  /** The keys that mean something only where there is a tool behind the prompt. */
  #listen(options: ReplOptions, runner: LineRunner, telling: Telling): void {
    const { server, screen, keys, hint, history, entered } = this.#prompt;
    const { shell, commands, settings, theme } = options;
    completeAtPrompt(this.#prompt, {
      ...options,
      unfinishedXml: () => runner.xml?.unfinished,
      tellBug: (error) => telling.bug(error),
    });
    const setPrompt = (text: string | undefined) => {
      this.#question = text;
    };
    searchOnCtrlR({ server, screen, keys, lines: () => history.recallable, setPrompt });
    hint.setSource({
      text: () => {
        const isFree = this.#question === undefined && runner.amid === undefined;
        return isFree && settings.get("hints") === "on" ? usageHint(server.line, commands) : undefined;
      },
      paint: (text) => theme.ghost(text),
    });
    this.#prompt.setKept((rows) => {
      const last = rows.length - 1;
      if (runner.amid !== undefined || entered.isBusy) return last;
      const first = lastLineStart(rows, shell);
      // A line that is higher than the terminal cannot be edited there.
      return rows.length - first > (process.stdout.rows ?? 0) / 2 ? last : first;
    });
    // Whoever leaves amid a line finds it the next time.
    void this.#prompt.left.then(() => history.giveUp());
  }

  #label({ clients, filters, theme, stepping }: ReplOptions): string {
    if (this.#question !== undefined) return this.#question;
    const amid = this.#runner?.label;
    if (amid !== undefined) return amid;
    const { name, session } = clients.current;
    if (stepping?.label !== undefined) return theme.prompt(sanitizeLine(`${stepping.label}> `));
    const place = [...clients].findIndex((client) => client.session === session);
    const paintName = clients.count > 1 ? theme.client(place) : theme.prompt;
    const filtered = filters.current === undefined ? "" : ", filtered";
    const rest = sanitizeLine(` ${describePosition(session.state)}${filtered}> `);
    return paintName(sanitizeLine(name)) + theme.prompt(rest);
  }

  /** Ctrl-C ends the wait; without one it drops what has begun; without that it clears the line, and says how to leave. */
  #interrupt(): void {
    const { screen, server } = this.#prompt;
    const amid = this.#runner?.amid;
    const isAmidRows = this.#rows?.isRunning;
    this.#rows?.drop();
    const ended = this.#waits.end();
    if (ended === "JavaScript") this.#prompt.interruptAsNode();
    else if (ended !== undefined || isAmidRows) return;
    else if (amid !== undefined) {
      this.#runner?.drop();
      screen.clearLine();
      this.write(
        amid === "XML"
          ? "The unfinished XML was dropped; nothing of it was sent\n"
          : "The unfinished JavaScript was dropped\n",
      );
    } else if (server.line !== "") this.#prompt.interruptAsNode();
    else this.write('To leave, run "quit" or press Ctrl-D\n');
  }
}

const NEVER = new AbortController().signal;
