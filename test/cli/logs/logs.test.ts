import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeLog } from "../../../src/cli/logs/log.ts";
import { Transcript } from "../../../src/transcript/transcript.ts";
import { tryOut } from "../../helpers/try-out.ts";

const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-logs-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

// A device that is always full: there is none on Windows and macOS.
test.runIf(existsSync("/dev/full"))(
  "a full disk is told once, ends the log, and the session goes on",
  async () => {
    const tool = tryOut();
    await tool.run("log /dev/full --force");
    await until(() => tool.shown.includes("Cannot write the log"));
    expect(await tool.run("open --no-wait")).toEqual({ status: "passed" });
    await tool.run("define a b");
    expect(tool.shown.split("Cannot write the log to /dev/full any more: ENOSPC").length - 1).toBe(1);
    const before = tool.shown.length;
    await tool.run("log");
    expect(tool.shown.slice(before)).toContain("nothing is written to a file");
    tool.server.close();
    expect(await tool.finish()).toEqual({ isLogWhole: false });
  },
);

test("a file in a folder that is not there is refused at once", async () => {
  expect(await tryOut().run("log /no/such/folder/log")).toEqual({
    status: "wrong usage",
    reason: "Cannot write the log to /no/such/folder/log: its folder is not there (make it first)",
  });
});

describe("a file that is logged to is not written over", () => {
  test.each(["log save", "save"])("by %s --force, under no name", async (line) => {
    const tool = tryOut();
    const file = join(folder, `${line} it`);
    const other = join(folder, `${line} link`);
    await tool.run(`log "${file}"`);
    linkSync(file, other);
    await tool.run("open --no-wait");
    for (const name of [file, other]) {
      expect(await tool.run(`${line} "${name}" --force`)).toEqual({
        status: "wrong usage",
        reason: `Cannot save to "${name}": what happens is written to it (name another file, or run "log off" first)`,
      });
    }
    expect(tool.saved.size).toBe(0);
    await tool.run("log off");
    expect(await tool.run(`${line} "${file}" --force`)).toEqual({ status: "passed" });
  });

  test("by log --force, where --log writes to it", async () => {
    const file = join(folder, "always");
    const tool = tryOut({ setup: { log: file } });
    const other = join(folder, "always link");
    symlinkSync(file, other);
    expect(await tool.run(`log "${other}" --force`)).toEqual({
      status: "wrong usage",
      reason: `Cannot log to "${other}": --log writes to it already (name another file)`,
    });
    await tool.run("define a b");
    await tool.finish();
    expect(readFileSync(file, "utf8")).toContain("define a b");
  });
});

/** A pipe with a name, which Windows does not have. */
function makePipe(name: string): string {
  const pipe = join(folder, name);
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

test.skipIf(process.platform === "win32")(
  "a pipe is refused where a line names it: nobody may ever read it",
  async () => {
    const pipe = makePipe("refused");
    expect(await tryOut().run(`log ${pipe} --force`)).toEqual({
      status: "wrong usage",
      reason: `Cannot log to "${pipe}": it is a pipe, which may be read by nobody (name a file, or start with --log)`,
    });
  },
);

test.skipIf(process.platform === "win32")(
  "a log ends, and says so, where very much waits for a file that does not take it",
  async () => {
    const pipe = makePipe("slow");
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const failures: string[] = [];
    const transcript = new Transcript({ now: () => 0 });
    const log = writeLog({
      file: pipe,
      transcript,
      from: "now",
      existing: "replaced",
      mostWaiting: 1_000_000,
      writer: { heading: "", textOf: () => "x".repeat(200_000), pass: () => {} },
      onFailure: (message) => failures.push(message),
    });
    for (let n = 0; n < 10; n += 1) transcript.append("main", { type: "note", by: "tool", text: "" });
    expect(failures).toEqual([
      `Cannot write the log to ${pipe} any more: it takes less than what comes (what came so far is still written)`,
    ]);
    expect(log.entries).toBe(6);
    closeSync(reader);
    expect(await log.end()).toBe(false);
  },
);
