// Starts the front end that fits: the prompt at a terminal, else line after line.
import { ConnectionError, UsageError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";
import type { Setup } from "./setup.ts";

/** Runs until the end of the input or until the user leaves; returns the exit code. */
export async function start(setup: Setup, version: string): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const ended = new AbortController();
  // At a terminal Ctrl-C is a key, and no signal.
  const interrupt = stdin.isTTY ? {} : { SIGINT: EXIT.interrupted };
  const signals = { ...interrupt, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp };
  let killed: number | undefined;
  for (const [name, code] of Object.entries(signals)) {
    process.on(name, () => {
      killed = code;
      ended.abort();
    });
  }
  // A reader that has gone away, as in `| head`, is no reason for a stack trace.
  stdout.on("error", () => {
    killed ??= EXIT.outputClosed;
    ended.abort();
  });
  const common = { environment: env, version, colours: usesColour(setup, stdout), signal: ended.signal };
  try {
    const code = stdin.isTTY
      ? await (await import("./interactive.ts")).runInteractive(setup, { output: stdout, ...common })
      : await (await import("./piped.ts")).runPiped(setup, {
          input: stdin,
          output: stdout,
          messages: stderr,
          ...common,
        });
    return killed ?? code;
  } catch (error) {
    if (error instanceof UsageError) return complain(error, EXIT.usage);
    if (error instanceof ConnectionError) return complain(error, EXIT.noConnection);
    throw error;
  }
}

function complain(error: Error, code: number): number {
  process.stderr.write(`${error.message}\n`);
  return code;
}

/** https://no-color.org: NO_COLOR counts when it is not empty; --color wins over it. */
function usesColour({ color }: Setup, output: NodeJS.WriteStream): boolean {
  if (color !== undefined) return color;
  if (process.env.NO_COLOR) return false;
  return output.isTTY === true && process.env.TERM !== "dumb";
}
