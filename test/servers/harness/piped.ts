// The built program, fed with lines through a pipe, as somebody's shell runs it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { stateFolder } from "../../helpers/state-folder.ts";

/** The program as it is shipped. */
export const program = fileURLToPath(new URL("../../../dist/main.js", import.meta.url));

export interface Run {
  readonly code: number | null;
  /** Standard output, the transcript. */
  readonly output: string;
  /** Standard error, where it says why it stopped. */
  readonly messages: string;
}

export interface RunOptions {
  /** Added to PATH, LANG and a state folder of its own: nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program with these arguments and these lines on its standard input, until it ends. */
export async function runPiped(
  args: readonly string[],
  lines: readonly string[],
  { env = {} }: RunOptions = {},
): Promise<Run> {
  const state = stateFolder();
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8", ...state.environment, ...env },
  });
  let [output, messages] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
  });
  // A program that stops at an early line does not read the rest.
  child.stdin.on("error", () => {});
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const [code]: (number | null)[] = await once(child, "close");
  state.remove();
  return { code: code ?? null, output, messages };
}

/** The lines of a piped transcript that one side sent (`C`, or `juliet S`), each entry's own put together again. */
export function entriesFrom(side: string, output: string): readonly string[] {
  const entries: string[] = [];
  let isOurs = false;
  for (const line of output.split("\n")) {
    const [, who, text = ""] = /^ *\d+ ((?:\w+ )?[CS]): (.*)$/.exec(line) ?? [];
    if (who !== undefined) {
      isOurs = who === side;
      if (isOurs) entries.push(text);
    } else if (isOurs && /^ {7}/.test(line)) entries.push(`${entries.pop() ?? ""}${line.trim()}`);
    else isOurs = false;
  }
  return entries;
}

/** The remarks in a transcript: the lines that begin with two dashes. */
export function remarksIn(output: string): readonly string[] {
  return Array.from(output.matchAll(/^ +-- (.*)$/gm), ([, remark = ""]) => remark);
}

/** Logs in without a remark on the way, so that those of the test's own mistakes come next. */
export const logIn = "auth me test --mechanism PLAIN";

/** The lines that log in and bind the resource "test", ahead of those that a test is about. */
export const loggedIn = ["open", logIn, "restart", "bind test"] as const;
