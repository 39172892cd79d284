// Scripts that a test has written, in a folder of its own, and the program that runs them.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { Run } from "./piped.ts";
import { type Program, startProgram } from "./program.ts";

/** Where each client of the tests' scripts has an account; the password of all is in the environment. */
export const accounts = [
  ...["--jid", "me@localhost"],
  ...["--account", "juliet=juliet@localhost"],
  ...["--account", "romeo=romeo@localhost"],
] as const;

export const password = { XMPP_PASSWORD: "test" } as const;

/** The lines that open a client's stream and bind the resource "desk". */
export const logIn = "open\nauth --mechanism PLAIN\nrestart\nbind desk\n";

export interface Scripts {
  /** The folder in which the program is started, gone after the test. */
  readonly folder: string;
  /** Writes a file into the folder. */
  write(name: string, text: string | Uint8Array): Promise<void>;
  /** Starts the program with the accounts, in the folder. */
  start(...args: readonly string[]): Program;
  /** `run` with the accounts, in the folder. */
  run(...args: readonly string[]): Promise<Run>;
  /** Runs a text as `script.xmpp`. */
  play(text: string, ...args: readonly string[]): Promise<Run>;
}

/** How a run ended: "passed", or the place and the reason of what did not: `script.xmpp:5:1: …`. */
export function endingOf({ code, messages }: Run): string {
  if (code === 0) return "passed";
  return /^\S+:\d+:\d+: .*$/m.exec(messages)?.[0] ?? messages;
}

/** A fresh folder for each test. */
export function useScripts(): Scripts {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "xmpp-repl-scripts-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const start = (...args: readonly string[]) =>
    startProgram(["run", ...accounts, ...args], { folder, env: password });
  const write = async (name: string, text: string | Uint8Array) => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  return {
    get folder() {
      return folder;
    },
    write,
    start,
    run: (...args) => start(...args).ended,
    async play(text, ...args) {
      await write("script.xmpp", text);
      return await start("script.xmpp", ...args).ended;
    },
  };
}
