// Starts the front end that fits: the prompt at a terminal, else line after line.
import { ConnectionError, UsageError } from "../errors.ts";
import { EXIT } from "./command-line/exit-codes.ts";
import type { Setup } from "./command-line/setup.ts";
import { complain } from "./complain.ts";
import { leavePrompt } from "./prompt/leave-prompt.ts";
import { untilSignal, usesColour } from "./signals.ts";

/** Runs until the end of the input or until the user leaves; returns the exit code. */
export async function start(setup: Setup, version: string): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const { signal, code: killed } = untilSignal();
  const common = { environment: env, version, colours: usesColour(setup, stdout), signal };
  try {
    if (stdin.isTTY) {
      const { runInteractive } = await import("./prompt/interactive.ts");
      const code = await runInteractive(setup, { output: stdout, ...common });
      return await leavePrompt(killed() ?? code);
    }
    const { runPiped } = await import("./piped.ts");
    const code = await runPiped(setup, { input: stdin, output: stdout, messages: stderr, ...common });
    return killed() ?? code;
  } catch (error) {
    if (error instanceof UsageError) return failed(error, EXIT.usage);
    if (error instanceof ConnectionError) return failed(error, EXIT.noConnection);
    throw error;
  }
}

function failed({ message }: Error, code: number): number {
  complain(message);
  return code;
}
