// Runs rows of JavaScript, records them, and knows which call belongs to which line.
import { AsyncLocalStorage } from "node:async_hooks";
import { MASK } from "../../render/secrets/redact.ts";
import type { Prompt } from "../prompt.ts";
import type { ReplOptions } from "../repl-options.ts";
import type { UnderWay } from "../under-way.ts";
import type { Waits } from "../waits.ts";

const NEVER = new AbortController().signal;

export interface JavaScriptRunnerOptions {
  readonly options: Pick<ReplOptions, "shell" | "transcript" | "clients">;
  readonly prompt: Prompt;
  readonly waits: Waits;
  readonly underWay: UnderWay;
}

export class JavaScriptRunner {
  readonly #with: JavaScriptRunnerOptions;
  /** The rows so far. */
  #whole = "";
  /** What ends the line that a call belongs to, also when it is made after the line has returned. */
  readonly #lines = new AsyncLocalStorage<AbortSignal>();

  constructor(options: JavaScriptRunnerOptions) {
    this.#with = options;
  }

  /** Ended by Ctrl-C; for a call that belongs to no line it never is. */
  get signal(): AbortSignal {
    return this.#lines.getStore() ?? NEVER;
  }

  async run(row: string): Promise<"passed" | "failed"> {
    const { prompt, waits, options, underWay } = this.#with;
    const { transcript, clients, shell } = options;
    const { isPending } = prompt.javaScript;
    this.#whole = isPending ? `${this.#whole}\n${row}` : row;
    // `await auth(` may be a row above: what is secret is told from all the rows.
    const isSecret = isPending && shell.maskJavaScript(this.#whole) !== this.#whole;
    const masked = isSecret ? MASK : shell.mask(row);
    transcript.append(clients.current.session.id, { type: "command", line: row, masked });
    prompt.history.unfinished = this.#whole;
    const how = await waits.run(
      "JavaScript",
      async (signal) =>
        await this.#lines.run(
          signal,
          async () =>
            await underWay.during({ kind: "JavaScript" }, async () => await prompt.javaScript.evaluate(row)),
        ),
    );
    if (how !== "unfinished") prompt.history.add(this.#whole);
    return how === "failed" ? "failed" : "passed";
  }
}
