import {
  chmodSync,
  closeSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPrivate } from "../../../src/cli/logs/private-file.ts";
import { UsageError } from "../../../src/errors.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "xmpp-repl-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes to a file in which something may be already, and tells who may read it and what is in it. */
function write(file: string, flags: "w" | "a"): { readonly mode: string; readonly text: string } {
  const opened = openPrivate(file, flags, "the log");
  writeSync(opened, "new\n");
  closeSync(opened);
  return { mode: (statSync(file).mode & 0o777).toString(8), text: readFileSync(file, "utf8") };
}

describe.each([
  ["anew", "w", "new\n"],
  ["behind what is there", "a", "old\nnew\n"],
] as const)("a file that is written %s", (_how, flags, text) => {
  test("is its owner's alone", () => {
    expect(write(join(folder, `new-${flags}`), flags)).toEqual({ mode: "600", text: "new\n" });
  });

  test("is its owner's alone also where others could read it before", () => {
    const file = join(folder, `old-${flags}`);
    writeFileSync(file, "old\n");
    chmodSync(file, 0o644);
    expect(write(file, flags)).toEqual({ mode: "600", text });
  });
});

test("a file that cannot be written is a mistake in the command line", () => {
  const file = join(folder, "missing", "log");
  expect(() => openPrivate(file, "a", "the TLS keys")).toThrow(UsageError);
  expect(() => openPrivate(file, "a", "the TLS keys")).toThrow(
    `Cannot write the TLS keys to ${file}: its folder is not there`,
  );
});

test("a folder is said to be one: nothing writes over that", () => {
  expect(() => openPrivate(folder, "wx", "the log")).toThrow(
    `Cannot write the log to ${folder}: it is a folder (name a file in it)`,
  );
});
