import { execFileSync } from "node:child_process";
import { constants } from "node:fs";
import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeSavedFile } from "../../../src/cli/logs/saved-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-save-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file that is there is kept, unless it is to be replaced", async () => {
  const file = join(folder, "a.xmpp");
  await writeSavedFile(file, "one\n", { mode: "readable", existing: "kept" });
  await expect(writeSavedFile(file, "two\n", { mode: "readable", existing: "kept" })).rejects.toThrow(
    `Cannot save to "${file}": the file is there already (--force writes over it)`,
  );
  expect(await readFile(file, "utf8")).toBe("one\n");
  await writeSavedFile(file, "two\n", { mode: "readable", existing: "replaced" });
  expect(await readFile(file, "utf8")).toBe("two\n");
});

test("nobody but its owner may read what is private, also where the file was there before", async () => {
  const file = join(folder, "a.xmpp");
  await writeSavedFile(file, "one\n", { mode: "readable", existing: "kept" });
  await writeSavedFile(file, "two\n", { mode: "private", existing: "replaced" });
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test("a folder that is not there is said to be that", async () => {
  const file = join(folder, "none", "a.xmpp");
  await expect(writeSavedFile(file, "", { mode: "readable", existing: "kept" })).rejects.toThrow(
    "its folder is not there (make it first)",
  );
});

test("a folder is said to be one: nothing writes over that", async () => {
  await expect(writeSavedFile(folder, "", { mode: "private", existing: "kept" })).rejects.toThrow(
    `Cannot save to "${folder}": it is a folder (name a file in it)`,
  );
});

test.skipIf(process.platform === "win32")(
  "a pipe is refused, whoever reads it now: to wait until somebody does is what nothing ends",
  async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      await expect(writeSavedFile(pipe, "one\n", { mode: "private", existing: "replaced" })).rejects.toThrow(
        `Cannot save to "${pipe}": it is a pipe, which may be read by nobody (name a file)`,
      );
    } finally {
      await reader.close();
    }
  },
);
