// What a line does: it steps on in a script, or runs.
import { MASK } from "../render/secrets/redact.ts";
import type { Awaited } from "../session/inbox.ts";
import type { Line } from "../shell/language/line.ts";
import type { Outcome } from "../shell/outcome.ts";
import { lacksSecret } from "../shell/secrets/lost-secrets.ts";
import type { JavaScriptLines } from "./javascript/javascript-lines.ts";
import { JavaScriptRunner } from "./javascript/javascript-runner.ts";
import { lacksEnd } from "./javascript/lacks-end.ts";
import type { Prompt } from "./prompt.ts";
import type { ReplOptions } from "./repl-options.ts";
import type { Stepping } from "./stepping.ts";
import type { Telling } from "./telling.ts";
import type { UnderWay } from "./under-way.ts";
import type { Waits } from "./waits.ts";

/** A line, which may have several rows itself. */
export interface Row {
  readonly text: string;
  /** The same with the block beneath it. */
  readonly typed: string;
  readonly block?: string | undefined;
  readonly from: "keys" | "paste";
}

export type RowEnd = "passed" | "failed";

export interface LineRunnerOptions {
  readonly options: ReplOptions;
  readonly prompt: Prompt;
  readonly telling: Telling;
  readonly waits: Waits;
  readonly names: JavaScriptLines;
  readonly underWay: UnderWay;
}

export class LineRunner {
  readonly #with: LineRunnerOptions;
  /** The line that was run last. */
  #before: Line | undefined;
  /** How the line of this row ended. */
  #outcome: Outcome | undefined;
  readonly #javaScript: JavaScriptRunner;

  constructor(options: LineRunnerOptions) {
    this.#with = options;
    this.#javaScript = new JavaScriptRunner(options);
  }

  /** Ended by Ctrl-C where a function of JavaScript is called. */
  get signal(): AbortSignal {
    return this.#javaScript.signal;
  }

  async run(row: Row): Promise<RowEnd> {
    const { options, waits, prompt, telling } = this.#with;
    this.#outcome = undefined;
    let end: RowEnd = "passed";
    try {
      if (await this.step(async (stepping, signal) => await stepping.take(row.text, signal))) {
        prompt.history.add(row.typed);
        return "passed";
      }
      end = await this.#runTyped(row);
      const outcome = this.#outcome;
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
    screen.refresh();
    const taken = await taking;
    screen.refresh();
    return taken;
  }

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
    const { names } = this.#with;
    if (line.kind === "command" && names.isRedefined(line)) return await this.#javaScript.run(line.text);
    return line.kind === "other" ? await this.#runOther(line, row) : await this.#runInShell(line, row);
  }

  async #runInShell(line: Line, { typed, block }: Row): Promise<RowEnd> {
    const { options, prompt, telling, waits, underWay } = this.#with;
    prompt.history.add(typed);
    const outcome = await waits.run("line", async (signal) => {
      const running = {
        kind: "line",
        text: options.shell.mask(typed),
        awaited: () => this.#awaited(signal),
      } as const;
      return await underWay.during(running, async () => await options.shell.run(line, signal, block));
    });
    this.#outcome = outcome;
    telling.outcome(outcome);
    return outcome.status === "passed" ? "passed" : "failed";
  }

  /** What a line waits for, of whichever client: it may run lines for others. */
  #awaited(signal: AbortSignal): Awaited | undefined {
    for (const { session } of this.#with.options.clients) {
      const awaited = session.inbox.awaitedBy(signal);
      if (awaited) return awaited;
    }
    return undefined;
  }

  /** Not a command and not XML: JavaScript, when it can be read as that. */
  async #runOther(line: Line & { readonly kind: "other" }, row: Row): Promise<RowEnd> {
    const { options, names } = this.#with;
    if (line.text.startsWith(MASK))
      return this.#refuse(row, "Cannot run it: the line held a secret and was not kept (type it again)");
    if (lacksSecret(line.text, (text) => options.shell.maskJavaScript(text)))
      return this.#refuse(
        row,
        `Cannot run it: ${MASK} stands in it for a secret that was not kept (type that in its place)`,
      );
    const wrong = line.client === undefined ? names.whyNot(line.text) : "after @name comes a command or XML";
    if (wrong === undefined) return await this.#javaScript.run(line.text);
    if (wrong !== "" && lacksEnd(line.text))
      return this.#refuse(row, `Cannot run it: it is JavaScript that lacks its end: ${described(wrong)}`);
    if (wrong !== "" && (this.#callsCommand(line.text) || line.text.includes("\n")))
      return this.#refuse(row, `Cannot run it: it is JavaScript that cannot be read: ${described(wrong)}`);
    const unknown = options.shell.unknown(line.text).message;
    // Whoever meant a command does not want to know why it is no JavaScript.
    const isEnough = wrong === "" || (line.client === undefined && unknown.includes("did you mean"));
    return this.#refuse(row, isEnough ? unknown : `${unknown}; nor is it JavaScript: ${wrong}`);
  }

  /** Whether the function of a command is called: there is such a command, but it is not what was meant. */
  #callsCommand(text: string): boolean {
    const called = /^([\w$]+)\(/.exec(text)?.[1];
    return this.#with.options.commands.some(({ name }) => name === called);
  }
}

/** What V8 says of a text whose quote is not closed names no quote. */
function described(wrong: string): string {
  return /unexpected token$/i.test(wrong) ? `${wrong} (is every quote closed?)` : wrong;
}

/** The name that the line begins with, behind its client. */
function nameIn(line: string): string {
  return /^\s*(?:@\S+\s+)?(\S+)/.exec(line)?.[1] ?? "";
}
