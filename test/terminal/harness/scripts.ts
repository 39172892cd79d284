// The program in a folder with scripts that a test has written.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { onTestFinished } from "vitest";
import { stateFolder } from "../../helpers/state-folder.ts";
import { program } from "../../servers/harness/piped.ts";
import { node } from "./node.ts";
import { endsWith, type Prompt, type PromptOptions } from "./prompt.ts";
import { openTerminal } from "./terminal.ts";

/** Texts by the names of their files. */
export type Files = Readonly<Record<string, string>>;

/** A fresh folder with these files, gone after the test. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-scripts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Starts the program with these arguments in a folder, at a terminal; it ends with the test. */
export function startIn(folder: string, args: readonly string[], options: PromptOptions = {}): Prompt {
  const [command, ...rest] = inFolder(folder, args);
  const terminal = openTerminal({ command, args: rest, rows: 60, ...options });
  onTestFinished(() => terminal.stop());
  return {
    ...terminal,
    enter: (line) => terminal.type(`${line}\r`),
    standsAt: (rows) => terminal.waitFor(new RegExp(`(?:^|\n)${endsWith(rows).source}`)),
  };
}

/** Starts it in a fresh folder with these files. */
export function startWith(files: Files, args: readonly string[], options: PromptOptions = {}): Prompt {
  return startIn(folderWith(files), args, options);
}

export interface RawRun {
  readonly code: number;
  /** All that it wrote, with every escape sequence. */
  readonly written: string;
}

/** Runs it to its end at a terminal that nobody looks at; `redirected` is what a shell reads behind the command. */
export async function runRaw(
  folder: string,
  args: readonly string[],
  { columns = 80, redirected = "" }: { readonly columns?: number; readonly redirected?: string } = {},
): Promise<RawRun> {
  const [command, ...rest] = inFolder(folder, args, redirected);
  const state = stateFolder();
  const plain = { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C.UTF-8", TERM: "xterm-256color" };
  const env = { ...plain, ...state.environment };
  const running = spawn(command, rest, { cols: columns, rows: 60, env, name: env.TERM });
  let written = "";
  running.onData((text) => {
    written += text;
  });
  const code = await new Promise<number>((resolve) => running.onExit(({ exitCode }) => resolve(exitCode)));
  state.remove();
  return { code, written };
}

type CommandLine = readonly [string, ...string[]];

function inFolder(folder: string, args: readonly string[], redirected = ""): CommandLine {
  const script = `cd "$1" && shift && exec "$@" ${redirected}`;
  return ["/bin/sh", "-c", script, "sh", folder, node, program, ...args];
}
