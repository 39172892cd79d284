import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { logFilesFor } from "../../../src/cli/logs/log-dir.ts";
import { UsageError } from "../../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "log-dir-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The names of the logs of a run, one for each of its files. */
async function names(...files: readonly string[]): Promise<readonly string[]> {
  const folder = join(root, "logs");
  return (await logFilesFor(folder, files)).map((log) => relative(folder, log));
}

test("the folder is made where there is none, and the folders it is in", async () => {
  const folder = join(root, "new", "er");
  expect(await logFilesFor(folder, ["a.xmpp"])).toEqual([join(folder, "a.xmpp.ndjson")]);
  expect(existsSync(folder)).toBe(true);
});

describe("a log is named after its script", () => {
  test.each([
    ["login.xmpp", "login.xmpp.ndjson"],
    ["./login.xmpp", "login.xmpp.ndjson"],
    ["scripts/deep/login.scs", "scripts_deep_login.scs.ndjson"],
    ["/home/me/login.xmpp", "home_me_login.xmpp.ndjson"],
    ["../../login.xmpp", "login.xmpp.ndjson"],
    ["-", "standard-input.ndjson"],
    [".hidden.xmpp", ".hidden.xmpp.ndjson"],
  ])("%s", async (file, name) => {
    expect(await names(file)).toEqual([name]);
  });

  test("and stays in the folder whatever its path", async () => {
    for (const file of ["../x", "a/../../x", "..", "/../x"]) {
      const [name = ""] = await names(file);
      expect(name).not.toMatch(/[/\\]/);
    }
  });
});

test("a script that is run again has a log of its own", async () => {
  expect(await names("a.xmpp", "b.xmpp", "a.xmpp", "a.xmpp")).toEqual([
    "a.xmpp.ndjson",
    "b.xmpp.ndjson",
    "a.xmpp.2.ndjson",
    "a.xmpp.3.ndjson",
  ]);
});

test("a script that is called as another that is run again has a log of its own", async () => {
  const logs = await names("a", "a", "a.2", "a.2", "a");
  expect(new Set(logs).size).toBe(5);
});

test("a hundred thousand runs of one script have a log each", async () => {
  const logs = await names(...Array.from({ length: 100_000 }, () => "a.xmpp"));
  expect(logs.at(-1)).toBe("a.xmpp.100000.ndjson");
});

test.each([
  ["in two folders", "a/login.xmpp", "b/login.xmpp"],
  ["whose paths make the same name", "a/b.xmpp", "a_b.xmpp"],
  ["here and in the folder above", "login.xmpp", "../login.xmpp"],
])("two scripts %s do not write into one log", async (_where, one, other) => {
  expect(new Set(await names(one, other)).size).toBe(2);
});

test("a folder that cannot be made is told with why", async () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  const made = logFilesFor(join(file, "logs"), ["a"]);
  await expect(made).rejects.toThrow(UsageError);
  await expect(made).rejects.toThrow(`Cannot log into ${join(file, "logs")}: its folder is a file`);
});
