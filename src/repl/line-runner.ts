// What a row does: it goes into XML or JavaScript that has begun, steps on in a script, or is a line that runs.
import { MASK } from "../render/redact.ts";
import type { Outcome } from "../shell/command.ts";
import type { Line } from "../shell/line.ts";
import { incompleteXml } from "./incomplete-xml.ts";
import type { JavaScriptLines } from "./javascript-lines.ts";
import { JavaScriptRunner } from "./javascript-runner.ts";
import type { Prompt } from "./prompt.ts";
import type { ReplOptions } from "./repl-options.ts";
import type { Stepping } from "./stepping.ts";
import type { Telling } from "./telling.ts";
import { UnfinishedXml } from "./unfinished-xml.ts";
import type { Waits } from "./waits.ts";

export interface Row {
  readonly text: string;
  /** All of its rows, where a block stands beneath it. */
  readonly typed: string;
  readonly block?: string | undefined;
  readonly from: "keys" | "paste";
}

/** "passed" is also what goes on with the next row. */
export type RowEnd = "passed" | "failed";

export interface LineRunnerOptions {
  readonly options: ReplOptions;
  readonly prompt: Prompt;
  readonly telling: Telling;
  readonly waits: Waits;
  readonly names: JavaScriptLines;
}

export class LineRunner {
  readonly #with: LineRunnerOptions;
  #xml: UnfinishedXml | undefined;
  /** The line that was run last. */
  #before: Line | undefined;
  /** How the line of this row ended. */
  #outcome: Outcome | undefined;
  /** What was said last of XML that is not complete: not again for each row. */
  #saidIncomplete: string | undefined;
  readonly #javaScript: JavaScriptRunner;

  constructor(options: LineRunnerOptions) {
    this.#with = options;
    this.#javaScript = new JavaScriptRunner(options);
  }

  /** XML of which more is to come. */
  get xml(): UnfinishedXml | undefined {
    return this.#xml;
  }

  /** What the next row goes into. */
  get amid(): "XML" | "JavaScript" | undefined {
    if (this.#xml) return "XML";
    return this.#with.prompt.javaScript.isPending ? "JavaScript" : undefined;
  }

  /** The prompt amid a line of several rows. */
  get label(): string | undefined {
    return this.#with.prompt.javaScript.isPending ? "... " : this.#xml?.label;
  }

  /** Ended by Ctrl-C where a function of JavaScript is called. */
  get signal(): AbortSignal {
    return this.#javaScript.signal;
  }

  /** Forgets what has begun; what was typed of it can be recalled. */
  drop(): void {
    this.#with.prompt.history.giveUp();
    this.#with.prompt.javaScript.drop();
    this.#xml = undefined;
  }

  async run(row: Row): Promise<RowEnd> {
    const { options, waits, prompt, telling } = this.#with;
    this.#outcome = undefined;
    let end: RowEnd = "passed";
    try {
      if (prompt.javaScript.isPending) end = await this.#javaScript.run(row.text);
      else if (this.#xml && !this.#isForStepping(row.text)) end = await this.#addToXml(this.#xml, row);
      else if (await this.step(async (stepping, signal) => await stepping.take(row.text, signal))) {
        if (!this.#xml) prompt.history.add(row.typed);
        return "passed";
      } else end = await this.#runTyped(row);
      const outcome = this.#outcome;
      if (this.amid === undefined)
        await waits.run("line", async (signal) => await options.stepping?.rowRan(signal, outcome));
    } catch (error) {
      telling.bug(error);
      end = "failed";
    }
    prompt.screen.draw();
    return end;
  }

  /** Goes on with the script, where there is one; Ctrl-C ends the step that is under way. */
  async step<T>(take: (stepping: Stepping, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { options, prompt, waits } = this.#with;
    const { stepping } = options;
    if (!stepping) return undefined;
    const { screen } = prompt;
    const taking = waits.run("line", async (signal) => await take(stepping, signal));
    // The step is under way: the prompt does not ask for it any more.
    screen.lift();
    screen.draw();
    const taken = await taking;
    screen.lift();
    screen.draw();
    return taken;
  }

  #isForStepping(row: string): boolean {
    const xml = this.#with.options.stepping?.amidXml?.(row);
    if (xml === "dropped") {
      this.drop();
      this.#with.prompt.screen.write("The unfinished XML was dropped; nothing of it was sent\n");
    }
    return xml !== undefined;
  }

  /** A row that begins something. */
  async #runTyped(row: Row): Promise<RowEnd> {
    const { options, telling } = this.#with;
    const { shell, aliases, showsSecrets } = options;
    const meant = aliases.resolve(row.text);
    if (meant !== undefined)
      telling.aside(`${nameIn(row.text)}: ${showsSecrets() ? meant : shell.mask(meant)}`);
    const text = meant ?? row.text;
    const why = row.from === "paste" ? undefined : shell.whyBlock(text, this.#before);
    if (why !== undefined) return this.#refuse(row, why);
    this.#before = shell.read(text);
    return await this.#runLine(this.#before, { ...row, text });
  }

  #refuse(row: Row, reason: string): RowEnd {
    this.#with.prompt.history.add(row.typed);
    this.#with.telling.complain(reason);
    return "failed";
  }

  async #runLine(line: Line, row: Row): Promise<RowEnd> {
    const { options, names } = this.#with;
    if (line.kind === "command" && names.isRedefined(line)) return await this.#javaScript.run(line.text);
    if (line.kind === "other") return await this.#runOther(line, row);
    const start = line.kind === "command" ? options.shell.payloadStart(line) : 0;
    // A block is complete in any case, and so is what stands above it.
    if ((line.kind !== "xml" && line.kind !== "command") || start === undefined || row.block !== undefined)
      return await this.#runInShell(line, row);
    this.#xml = new UnfinishedXml(row.text, line, start);
    return await this.#addToXml(this.#xml, { ...row, text: line.text.slice(start) });
  }

  /** Somebody who presses Enter on an empty row wants it to be sent as it stands. */
  async #addToXml(xml: UnfinishedXml, row: Row): Promise<RowEnd> {
    const isEnd = row.from === "keys" && row.text === "";
    if (!isEnd && !xml.input.add(row.text)) {
      this.#with.prompt.history.unfinished = xml.typed;
      this.#sayIncomplete(xml);
      return "passed";
    }
    this.#xml = undefined;
    return await this.#runInShell(xml.line, { typed: xml.typed });
  }

  /** Whoever has left out an end does not know why the prompt has changed, nor how to get out. */
  #sayIncomplete({ input }: UnfinishedXml): void {
    const text = incompleteXml(input);
    if (this.#saidIncomplete === text) return;
    this.#saidIncomplete = text;
    this.#with.telling.note(text);
  }

  async #runInShell(line: Line, { typed, block }: Pick<Row, "typed" | "block">): Promise<RowEnd> {
    const { options, prompt, telling, waits } = this.#with;
    prompt.history.add(typed);
    const outcome = await waits.run("line", async (signal) => await options.shell.run(line, signal, block));
    this.#outcome = outcome;
    telling.outcome(outcome);
    return outcome.status === "passed" ? "passed" : "failed";
  }

  /** Not a command and not XML: JavaScript, when it can be read as that. */
  async #runOther(line: Line & { readonly kind: "other" }, row: Row): Promise<RowEnd> {
    const { options, names } = this.#with;
    if (line.text.startsWith(MASK))
      return this.#refuse(row, "Cannot run it: the line held a secret and was not kept (type it again)");
    const wrong = line.client === undefined ? names.whyNot(line.text) : "after @name comes a command or XML";
    if (wrong === undefined) return await this.#javaScript.run(line.text);
    const unknown = options.shell.unknown(line.text).message;
    return this.#refuse(row, wrong === "" ? unknown : `${unknown}; nor is it JavaScript: ${wrong}`);
  }
}

/** The name that the line begins with, behind its client. */
function nameIn(line: string): string {
  return /^\s*(?:@\S+\s+)?(\S+)/.exec(line)?.[1] ?? "";
}
