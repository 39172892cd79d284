import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { logFileFor } from "../../src/cli/log-dir.ts";
import { UsageError } from "../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "log-dir-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The names of the logs of a run, one for each of its files. */
async function names(...files: readonly string[]): Promise<readonly string[]> {
  const folder = join(root, "logs");
  const logs = files.map((file, index) => logFileFor(folder, { file, index, files }));
  return (await Promise.all(logs)).map((log) => relative(folder, log));
}

test("the folder is made where there is none, and the folders it is in", async () => {
  const folder = join(root, "new", "er");
  expect(await logFileFor(folder, { file: "a.xmpp", index: 0, files: ["a.xmpp"] })).toBe(
    join(folder, "a.xmpp.ndjson"),
  );
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
  const made = logFileFor(join(file, "logs"), { file: "a", index: 0, files: ["a"] });
  await expect(made).rejects.toThrow(UsageError);
  await expect(made).rejects.toThrow(`Cannot log into ${join(file, "logs")}: ENOTDIR`);
});
