// What ends the program from outside, and whether its output has colours.
import { EXIT } from "./command-line/exit-codes.ts";
import type { Setup } from "./command-line/setup.ts";

export interface Ending {
  readonly signal: AbortSignal;
  /** The exit code of what has ended it. */
  code(): number | undefined;
}

/** Ctrl-C is a key at the prompt, where the signal comes from elsewhere; while JavaScript runs node has it to itself. */
export function untilSignal(): Ending {
  const ended = new AbortController();
  let killed: number | undefined;
  const ends = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp };
  for (const [name, code] of Object.entries(ends)) {
    process.on(name, () => {
      // A program that has the terminal for a while is who Ctrl-C is for.
      if (name === "SIGINT" && process.listenerCount(name) > 1) return;
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
export function usesColour(
  { color }: Pick<Setup, "color">,
  output: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (color !== undefined) return color;
  if (environment.NO_COLOR) return false;
  return output.isTTY === true && !WITHOUT_COLOURS.test(environment.TERM ?? "");
}

/** As terminfo has them; supports-color, which chalk asks, thinks that a VT100 has colours. */
const WITHOUT_COLOURS = /^(?:dumb$|vt(?:52|1\d\d|2\d\d|320|420|510|520)(?!\d))|-m(?:ono)?$/;
