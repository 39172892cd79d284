import { execFileSync, spawn } from "node:child_process";
import { onTestFinished } from "vitest";

/** A pipe with somebody who waits to write nothing to it: whoever opens it to read finds its end, and does not wait. */
export function pipeAt(path: string): void {
  execFileSync("mkfifo", [path]);
  const writer = spawn("sh", ["-c", ': > "$0"', path], { stdio: "ignore" });
  onTestFinished(() => {
    writer.kill("SIGKILL");
  });
}
