// A process that cannot outlive the one that started it, however that one ends.
import { spawn } from "node:child_process";
import { once } from "node:events";

// The shell's standard input is a pipe whose other end only we hold: `read` returns when we close it, and also when we
// are killed. The process itself does not get the pipe, and the shell lets go of its output, so that the end of the
// output is the end of the process. SIGKILL, because its data is thrown away and an orderly shutdown takes a second.
const leash = `
scratch=$1; shift
"$@" </dev/null 2>&1 &
exec >/dev/null 2>&1
read -r _
kill -KILL "$!"
wait "$!"
rm -rf "$scratch"
`;

export interface LeashedProcess {
  /** All that the process has written so far, standard output and standard error in order. */
  output(): string;
  /** Waits until the output is as wanted, the process has ended, or the time in milliseconds is over. */
  outputReaches(
    wanted: (output: string) => boolean,
    milliseconds: number,
  ): Promise<"reached" | "ended" | "late">;
  /** Kills the process and removes its scratch directory; resolves when nothing of it is left. */
  stop(): Promise<void>;
}

export interface LeashedOptions {
  /** Removed when the process is stopped, or when we are gone. */
  readonly scratch: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export function startLeashed({ scratch, command, env }: LeashedOptions): LeashedProcess {
  const child = spawn("sh", ["-c", leash, "leash", scratch, ...command], {
    cwd: scratch,
    env,
    // A session of its own: Ctrl-C in the terminal must reach us alone, and the leash does the rest.
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  // "close" comes when every process that inherited the output has ended, not the shell alone.
  const closed = once(child, "close");
  const { stdin, stdout } = child;
  let output = "";
  stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });

  return {
    output: () => output,
    outputReaches: (wanted, milliseconds) =>
      new Promise((resolve) => {
        const settle = (result: "reached" | "ended" | "late") => {
          clearTimeout(timer);
          stdout.off("data", check).off("end", end);
          resolve(result);
        };
        const check = () => {
          if (wanted(output)) settle("reached");
        };
        const end = () => settle("ended");
        const timer = setTimeout(settle, milliseconds, "late");
        stdout.on("data", check).on("end", end);
        check();
        if (stdout.readableEnded) end();
      }),
    async stop() {
      stdin.end();
      await closed;
    },
  };
}
