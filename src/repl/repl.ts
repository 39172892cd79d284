// The interactive front end: wires the line at the bottom of the terminal to the tool behind it.
import { sanitize, sanitizeLine } from "../render/text/sanitize.ts";
import type { Theme } from "../render/themes/theme.ts";
import { usageHint } from "../shell/language/usage-hint.ts";
import type { XmlInput } from "../xml/input.ts";
import { completeAtPrompt } from "./complete-at-prompt.ts";
import { type Search, searchOnCtrlR } from "./history/search.ts";
import { describe } from "./javascript/describe.ts";
import { JavaScriptLines } from "./javascript/javascript-lines.ts";
import { scopeFor } from "./javascript/scope.ts";
import { LineRunner } from "./line-runner.ts";
import { placeOf } from "./place.ts";
import type { Prompt } from "./prompt.ts";
import { lineEditor, type PromptEditor } from "./prompt-editor.ts";
import { Questions } from "./questions/questions.ts";
import type { ReplOptions } from "./repl-options.ts";
import { RowByRow } from "./row-by-row.ts";
import { whyBroken } from "./rows/enter.ts";
import { maskBroken } from "./rows/mask-broken.ts";
import { placeAmid } from "./rows/open-line.ts";
import { lastLineStart, type Reading } from "./rows/rows-of-line.ts";
import { UnfinishedOnLine } from "./rows/unfinished-on-line.ts";
import { StatusRows } from "./screen/status-rows.ts";
import { Telling } from "./telling.ts";
import { UnderWay } from "./under-way.ts";
import { Waits } from "./waits.ts";

export class Repl {
  /** What stands above the line. */
  readonly status: StatusRows;
  readonly editor: PromptEditor;
  readonly #prompt: Prompt;
  readonly #waits = new Waits();
  readonly #questions: Questions;
  #runner: LineRunner | undefined;
  #rows: RowByRow | undefined;
  #unfinished: UnfinishedOnLine | undefined;
  #search: Search | undefined;

  constructor(prompt: Prompt) {
    this.#prompt = prompt;
    this.editor = lineEditor(prompt);
    this.#questions = new Questions({ prompt, interrupt: () => this.#interrupt() });
    this.status = new StatusRows((rows) => prompt.screen.setStatus(rows));
    prompt.server.on("SIGINT", () => this.#interrupt());
    // Somebody may have left before there was a tool to talk to.
    if (prompt.server.closed) this.#leave();
    else prompt.server.once("close", () => this.#leave());
  }

  write(text: string): void {
    this.#prompt.screen.write(text);
  }

  async askSecret(question: string, signal: AbortSignal): Promise<string> {
    return await this.#questions.ask({ question, echo: "hidden", signal }, () => {
      this.#search?.end();
      // Whoever has typed the password ahead would see it run as a line, and find it in the history.
      if (this.#prompt.entered.dropTyped()) {
        this.write("What was typed before the question was dropped, and is not kept: it is asked now\n");
      }
      this.#rows?.asks();
    });
  }

  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    const asking = { question, echo: "shown", signal } as const;
    const answer = await this.#questions.ask(asking, () => this.#search?.end());
    return /^y(es)?$/i.test(answer.trim());
  }

  /** Puts the tool behind the prompt, and runs what has been typed since. */
  attach(options: ReplOptions): void {
    const prompt = this.#prompt;
    const { shell, aliases, theme, stepping, showsSecrets } = options;
    const { past = [], keep = () => {}, drop = () => {} } = options;
    const names = this.#giveNames(options);
    const write = (text: string) => this.write(text);
    const columns = () => prompt.size().columns;
    const told = (text: string) => shell.told(text);
    const telling = new Telling({ theme, columns, showsSecrets, told, write });
    const underWay = this.#underWay(theme);
    const runner = new LineRunner({ options, prompt, telling, waits: this.#waits, names, underWay });
    this.#runner = runner;
    const reading: Reading = {
      read: (line) => shell.read(aliases.resolve(line) ?? line),
      payloadStart: (line) => shell.payloadStart(line),
    };
    const mask = (line: string) => maskBroken(line, reading, (row) => shell.mask(row));
    prompt.history.begin({ past, keep, drop, mask });
    prompt.setKept((kept) => lastLineStart(kept, reading));
    const amidXml = stepping?.amidXml?.bind(stepping);
    const helpAmidXml = stepping?.helpAmidXml;
    this.#unfinished = new UnfinishedOnLine({
      prompt,
      reading,
      amidXml,
      helpAmidXml,
      tell: (text) => telling.note(text),
    });
    this.#listen(options, telling);
    prompt.javaScript.setWriter((value, inspected, positions) =>
      describe(value, inspected, {
        theme,
        columns: prompt.size().columns,
        positions,
        command: names.commandOf(value),
      }),
    );
    prompt.setLabel(() => this.#label(options));
    const rows = new RowByRow({
      runner,
      reading,
      putBack: (back) => prompt.entered.putBack(back),
      hold: prompt.server.terminal ? (held, xml) => this.#hold(held, xml, telling) : undefined,
      begun: runner
        .step(async (stepping, signal) => await stepping.begin(signal))
        .catch((error: unknown) => telling.bug(error)),
      show: (line) => {
        const shown = showsSecrets() ? line : shell.mask(line);
        this.write(`${this.#place(options)}${sanitize(shown)}\n`);
      },
      tell: (text) => telling.note(text),
      mask: (row) => shell.mask(row),
    });
    this.#rows = rows;
    prompt.entered.handle(
      async (entered) => await rows.run(entered),
      (error) => telling.bug(error),
    );
  }

  /** Puts rows that begin with broken XML on the line, with all that waits behind them. */
  #hold(rows: readonly string[], xml: XmlInput, telling: Telling): void {
    const { entered } = this.#prompt;
    const held = [...rows, ...entered.drop()];
    entered.putBack(held);
    telling.note(whyBroken({ at: 0, xml }, held.join("\n")));
    telling.note("The rows from there on were not run: they are on the line");
  }

  /** Says what runs, in a row above the line. */
  #underWay({ note }: Theme): UnderWay {
    const { screen, entered, size } = this.#prompt;
    return new UnderWay({
      show: this.status.part(),
      paint: note,
      columns: () => size().columns,
      waiting: () => entered.waiting + (this.#rows?.left ?? 0),
      isAsking: () => screen.isAsking,
      later: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        // Nobody is kept from leaving by it.
        timer.unref();
        return () => clearTimeout(timer);
      },
    });
  }

  /** What JavaScript sees of the tool. */
  #giveNames(options: ReplOptions): JavaScriptLines {
    const { context } = this.#prompt.server;
    const scope = scopeFor({ ...options, signal: () => this.#signal });
    Object.defineProperties(context, scope);
    return new JavaScriptLines(
      context,
      new Map(options.commands.map(({ name }) => [name, scope[name]?.value])),
    );
  }

  /** What ends a call of JavaScript: its line, or that the user leaves. */
  get #signal(): AbortSignal {
    const { left } = this.#waits;
    return left.aborted ? left : (this.#runner?.signal ?? NEVER);
  }

  /** The keys that mean something only where there is a tool behind the prompt. */
  #listen(options: ReplOptions, telling: Telling): void {
    const { server, screen, keys, hint, history } = this.#prompt;
    const { commands, aliases, settings, theme, shell } = options;
    completeAtPrompt(this.#prompt, {
      ...options,
      told: (text) => shell.told(text),
      history: () => this.editor.history,
      complain: (reason) => telling.complain(reason),
    });
    this.#search = searchOnCtrlR({ server, screen, keys, lines: () => history.recallable });
    hint.setSource({
      text: () =>
        !screen.isAsking && settings.get("hints") === "on"
          ? usageHint(server.line, commands, aliases)
          : undefined,
      paint: (text) => theme.ghost(text),
    });
    // Whoever leaves amid a line finds it the next time.
    void this.#prompt.left.then(() => {
      history.giveUp();
      this.#unfinished?.keep();
    });
  }

  #label(options: ReplOptions): string {
    const open = this.#unfinished?.open;
    if (!open) return this.#place(options);
    const { clients, theme } = options;
    return placeAmid(open, { clients, theme, columns: this.#prompt.size().columns });
  }

  /** What stands before a line that begins. */
  #place({ clients, filters, theme, stepping }: ReplOptions): string {
    if (stepping?.label !== undefined) return theme.prompt(sanitizeLine(`${stepping.label}> `));
    return placeOf({ clients, filters, theme, columns: this.#prompt.size().columns });
  }

  /** What is under way ends, and what waits is not run. */
  #leave(): void {
    this.#waits.leave();
    const left = this.#prompt.entered.close();
    if (this.#rows) this.#rows.leave(left);
    else this.#tellDropped(left);
  }

  /** Before there is a tool nobody can tell what of them is secret: they are only counted. */
  #tellDropped(rows: readonly string[]): void {
    const { length } = rows.filter((row) => row.trim() !== "");
    if (length === 1) this.write("One row was not run\n");
    else if (length > 1) this.write(`${length} rows were not run\n`);
  }

  /**
   * Ctrl-C ends the wait, and drops what waits behind it; without one it drops what has begun; without that it clears the
   * line, and says how to leave.
   */
  #interrupt(): void {
    const { screen, server } = this.#prompt;
    const isAmidRows = this.#rows?.isRunning;
    screen.passOver();
    const dropped = this.#prompt.entered.drop();
    if (this.#rows) this.#rows.drop(dropped);
    else this.#tellDropped(dropped);
    const ended = this.#waits.end();
    const { isAsking } = this.#questions;
    this.#questions.giveUp();
    if (ended === "JavaScript") this.#prompt.interruptAsNode();
    else if (ended !== undefined || isAsking || isAmidRows || dropped.length > 0) return;
    else if (this.#unfinished?.drop()) return;
    else if (server.line !== "") this.#prompt.interruptAsNode();
    else this.write('To leave, run "quit" or press Ctrl-D\n');
  }
}

const NEVER = new AbortController().signal;
