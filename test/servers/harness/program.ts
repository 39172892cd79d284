// The built program with arguments, as somebody's shell starts it in the background.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { stateFolder } from "../../helpers/state-folder.ts";
import { program, type Run } from "./piped.ts";

export interface ProgramOptions {
  /** What standard input holds; without it nothing. */
  readonly input?: string | Uint8Array;
  /** Added to PATH, LANG and a state folder of its own: nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it is started; without it where we are. */
  readonly folder?: string | undefined;
}

export interface Program {
  /** What standard error has so far. */
  messages(): string;
  /** What standard output has so far. */
  output(): string;
  /** Resolves when standard error or standard output has this text; rejects when the program ends without it. */
  shows(text: string): Promise<void>;
  /** Sends it a signal, as Ctrl-C and kill do. */
  signal(name: "SIGINT" | "SIGTERM"): void;
  readonly ended: Promise<Run>;
}

export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const { input = "", env = {}, folder } = options;
  const state = stateFolder();
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8", ...state.environment, ...env },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  let [output, messages] = ["", ""];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of waiting) check();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    look();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    messages += text;
    look();
  });
  // A program that does not read all of it is no mistake of the test.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const ended = once(child, "close").then(([code]: (number | null)[]) => {
    state.remove();
    return { code: code ?? null, output, messages };
  });
  return {
    messages: () => messages,
    output: () => output,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!messages.includes(text) && !output.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
        void ended.then((run) => reject(new Error(`It ended without "${text}": ${JSON.stringify(run)}`)));
      }),
    signal: (name) => child.kill(name),
    ended,
  };
}

/** Runs it to its end. */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Run> {
  return await startProgram(args, options).ended;
}
