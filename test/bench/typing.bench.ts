// From a keystroke to the screen while stanzas arrive, against a bare node:repl with the same rows above its line.
import { type ChildProcessByStdio, spawn as spawnProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { spawn } from "@lydell/node-pty";
// The package is CommonJS and its names are not found by a named import.
import headless from "@xterm/headless";
import { stateFolder } from "../helpers/state-folder.ts";
import { median, report } from "./measure.ts";

const MAIN = "dist/main.js";
const COUNT = 100_000;
/** Somebody who types fast: 25 keys a second. */
const PAUSE = 40;
/** A line is emptied when it is so long. */
const LINE = 20;
/** Letters that nothing else writes: whichever comes back is the key that was pressed. */
const LETTERS = Array.from({ length: 0x4ff - 0x48a }, (_, n) => String.fromCodePoint(0x48a + n)).concat(
  Array.from({ length: 0x481 - 0x400 }, (_, n) => String.fromCodePoint(0x400 + n)),
);
const CTRL_U = "\x15";

if (!existsSync(MAIN))
  throw new Error(`Cannot measure typing: there is no ${MAIN} (run "npm run build" first)`);

for (const [name, perSecond] of [
  ["as fast as they are taken", 0],
  ["10,000 a second", 10_000],
] as const) {
  const ours = await typeAmid(perSecond, (port) => [MAIN, `127.0.0.1:${port}`, "--domain", "localhost"]);
  const bare = await typeAmid(perSecond, (port) => ["test/bench/bare-repl.mjs", String(port)]);
  const what = `100,000 stanzas, ${name}: key to screen`;
  report({ what, result: told(ours), aim: "no lag that one feels: 99th percentile below 100 ms" });
  report({ what: `${what}, bare node:repl`, result: told(bare) });
}

interface Typing {
  /** Milliseconds from each key to the screen. */
  readonly costs: readonly number[];
  /** Milliseconds until the server had sent the last stanza. */
  readonly flood: number;
}

function told({ costs, flood }: Typing): string {
  const sorted = costs.toSorted((a, b) => a - b);
  const worst = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] ?? Number.NaN;
  return `median ${median(costs).toFixed(1)} ms, 99th percentile ${worst.toFixed(1)} ms (${costs.length} keys in ${(flood / 1000).toFixed(1)} s)`;
}

/** Types as long as stanzas come. */
async function typeAmid(perSecond: number, argsFor: (port: number) => readonly string[]): Promise<Typing> {
  const server: ChildProcessByStdio<Writable, Readable, null> = spawnProcess(
    process.execPath,
    ["test/bench/flood-server.mjs", String(COUNT), String(perSecond)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  // It ends by itself when its client is gone, so this is asked for beforehand.
  const closed = once(server, "close");
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const { value: port } = await lines.next();
  const prompt = openPrompt(argsFor(Number(port)));
  try {
    await prompt.shows("> ");
    if (argsFor(0)[0] === MAIN) {
      prompt.type("open\r");
      await prompt.shows("auth next> ");
    }
    const at = performance.now();
    let flood: number | undefined;
    server.stdin.write("go\n");
    const sent = lines.next().then(() => {
      flood = performance.now() - at;
    });
    const costs: Promise<number>[] = [];
    for (const [n, letter] of LETTERS.entries()) {
      if (flood !== undefined) break;
      if (n % LINE === LINE - 1) {
        // A letter that is taken away before it was drawn never is.
        await Promise.all(costs);
        prompt.type(CTRL_U);
      }
      costs.push(prompt.costOf(letter));
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    const all = await Promise.all(costs);
    await sent;
    return { costs: all, flood: flood ?? Number.NaN };
  } finally {
    await prompt.stop();
    server.kill("SIGKILL");
    await closed;
  }
}

/** A program at a terminal whose screen is kept, as a terminal's is. */
function openPrompt(args: readonly string[]) {
  const state = stateFolder();
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: state.environment.XDG_STATE_HOME,
    ...state.environment,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
  };
  const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true, scrollback: 1000 });
  const program = spawn(process.execPath, [...args], { cols: 80, rows: 24, env });
  const waiting = new Set<(written: string) => boolean>();
  let last = "";
  terminal.onData((answer) => program.write(answer));
  program.onData((text) => {
    // What is cut in two by the chunks is found as well.
    const written = last + text;
    last = written.slice(-LINE);
    terminal.write(text, () => {
      for (const check of waiting) if (check(written)) waiting.delete(check);
    });
  });
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      waiting.add((written) => {
        const isThere = written.includes(text);
        if (isThere) resolve();
        return isThere;
      });
    });
  return {
    type: (text: string) => program.write(text),
    shows,
    async costOf(letter: string): Promise<number> {
      const start = performance.now();
      const shown = shows(letter);
      program.write(letter);
      await shown;
      return performance.now() - start;
    },
    async stop(): Promise<void> {
      const exited = new Promise((resolve) => program.onExit(resolve));
      program.kill("SIGKILL");
      await exited;
      terminal.dispose();
      state.remove();
    },
  };
}
