// What ends the program from outside, and whether its output has colours.
import { EXIT } from "./exit-codes.ts";
import type { Setup } from "./setup.ts";

export interface Ending {
  readonly signal: AbortSignal;
  /** The exit code of what has ended it. */
  code(): number | undefined;
}

/** Ctrl-C is a key at the prompt, and a signal everywhere else. */
export function untilSignal(interrupt: "as a signal" | "as a key" = "as a signal"): Ending {
  const ended = new AbortController();
  let killed: number | undefined;
  const onKey = interrupt === "as a signal" ? { SIGINT: EXIT.interrupted } : {};
  for (const [name, code] of Object.entries({ ...onKey, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp })) {
    process.on(name, () => {
      killed = code;
      ended.abort();
      if (name === "SIGHUP") endHungUp();
    });
  }
  // A reader that has gone away, as in `| head`, is no reason for a stack trace.
  process.stdout.on("error", () => {
    killed ??= EXIT.outputClosed;
    ended.abort();
  });
  return { signal: ended.signal, code: () => killed };
}

/** COMPAT(Node 20): it aborts at its end where the terminal is gone, because it cannot give it its modes back. */
function endHungUp(): void {
  process.once("exit", () => {
    process.removeAllListeners("SIGHUP");
    process.kill(process.pid, "SIGHUP");
  });
}

/** https://no-color.org: NO_COLOR counts when it is not empty; --color wins over it. */
export function usesColour({ color }: Pick<Setup, "color">, output: NodeJS.WriteStream): boolean {
  if (color !== undefined) return color;
  if (process.env.NO_COLOR) return false;
  return output.isTTY === true && process.env.TERM !== "dumb";
}
