// Runs lines of JavaScript, records them, and knows which call belongs to which line.
import { AsyncLocalStorage } from "node:async_hooks";
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
  /** What ends the line that a call belongs to, also when it is made after the line has returned. */
  readonly #lines = new AsyncLocalStorage<AbortSignal>();

  constructor(options: JavaScriptRunnerOptions) {
    this.#with = options;
  }

  /** Ended by Ctrl-C; for a call that belongs to no line it never is. */
  get signal(): AbortSignal {
    return this.#lines.getStore() ?? NEVER;
  }

  async run(line: string): Promise<"passed" | "failed"> {
    const { prompt, waits, options, underWay } = this.#with;
    const { transcript, clients, shell } = options;
    transcript.append(clients.current.session.id, { type: "command", line, masked: shell.mask(line) });
    prompt.history.running = line;
    const how = await waits.run(
      "JavaScript",
      async (signal) =>
        await this.#lines.run(
          signal,
          async () =>
            await underWay.during({ kind: "JavaScript" }, async () => await prompt.javaScript.evaluate(line)),
        ),
    );
    prompt.history.add(line);
    return how === "done" ? "passed" : "failed";
  }
}
