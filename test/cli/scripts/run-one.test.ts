import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PLAIN_SETUP } from "../../../src/cli/command-line/setup.ts";
import { EVERYTHING, type OneRun, runOne } from "../../../src/cli/scripts/run-one.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";

const folder = mkdtempSync(join(tmpdir(), "run-one-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TERMINAL: Terminal = {
  theme: NO_COLOR,
  columns: () => 0,
  write: () => {},
  warn: () => {},
  askSecret: async () => "",
  confirm: async () => false,
  quit: () => {},
  isInteractive: false,
  isPrivate: false,
  lines: "left out",
  transcript: "left out",
  environment: {},
  version: "0.0.0",
};

/** Runs a file, and tells of the bugs that came to light. */
async function ran(file: string, run: Partial<OneRun> = {}) {
  const bugs: unknown[] = [];
  const result = await runOne(file, {
    setup: PLAIN_SETUP,
    terminal: TERMINAL,
    signal: new AbortController().signal,
    tags: EVERYTHING,
    crashed: (bug) => bugs.push(bug),
    ...run,
  });
  return { ...result, errors: result.errors.map(({ message }) => message), bugs };
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test("a bug in one script is in its result, and told of, so that the others can go on", async () => {
  const file = write("a.xmpp", "define a b\n");
  const bug = new TypeError("no columns");
  const terminal: Terminal = {
    ...TERMINAL,
    get environment(): Terminal["environment"] {
      throw bug;
    },
  };
  expect(await ran(file, { terminal })).toMatchObject({
    status: "wrong usage",
    errors: [`${file}:1:1: Cannot go on: a bug in xmpp-repl (TypeError: no columns)`],
    bugs: [bug],
  });
});

test("of a file that is no script the first twenty errors are told, and how many more there are", async () => {
  const file = write("no-script.xmpp", "nonsense here\n".repeat(1000));
  const { status, errors } = await ran(file);
  expect(status).toBe("wrong usage");
  expect(errors).toHaveLength(21);
  expect(errors.slice(19)).toEqual([
    expect.stringContaining(`${file}:20:1: Cannot run "nonsense"`),
    `${file}:21:1: … and 980 more`,
  ]);
});

test("twenty errors are all told", async () => {
  expect((await ran(write("twenty.xmpp", "nonsense\n".repeat(20)))).errors).toHaveLength(20);
});

test("a pipe that nobody writes into is interrupted by Ctrl-C", async () => {
  const pipe = join(folder, "pipe.xmpp");
  execFileSync("mkfifo", [pipe]);
  const ending = new AbortController();
  const running = ran(pipe, { signal: ending.signal });
  setImmediate(() => ending.abort());
  expect(await running).toMatchObject({ status: "interrupted", errors: [], bugs: [] });
});

test("a script that asks for what the practice server has not is skipped where nothing else is named", async () => {
  const file = write("component.xmpp", "## server: component\n\ndefine a b\n");
  expect(await ran(file)).toMatchObject({
    status: "skipped",
    why: "the practice server takes no components",
  });
  const setup = { ...PLAIN_SETUP, address: "localhost:5222" };
  expect(await ran(file, { setup })).toMatchObject({ status: "passed", passed: 1 });
});
