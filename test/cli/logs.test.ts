import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

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
