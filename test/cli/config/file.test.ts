import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { configurationFor } from "../../../src/cli/config/configured.ts";
import { configFile, readConfigFile } from "../../../src/cli/config/file.ts";
import { whyUnreadable } from "../../../src/shell/file-trouble.ts";
import { pipeAt } from "../../helpers/pipe-at.ts";

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return configFile({ XDG_CONFIG_HOME: folder });
}

test("it is in the folder that XDG_CONFIG_HOME names; a relative path in that counts as none", () => {
  const usual = configFile({});
  expect(usual).toMatch(/[\\/]\.config[\\/]xmpp-repl[\\/]config$/);
  expect(configFile({ XDG_CONFIG_HOME: "config" })).toBe(usual);
  expect(configFile({ XDG_CONFIG_HOME: "/etc" })).toBe("/etc/xmpp-repl/config");
});

test("most people have none", () => {
  expect(readConfigFile(home())).toEqual({ status: "missing" });
});

test("what is in it is read", () => {
  const path = home();
  mkdirSync(dirname(path));
  writeFileSync(path, "set view raw\n");
  expect(readConfigFile(path)).toEqual({ status: "read", text: "set view raw\n" });
});

test("what cannot be read is not taken for missing", () => {
  const path = home();
  mkdirSync(path, { recursive: true });
  expect(readConfigFile(path)).toMatchObject({ status: "unreadable" });
});

function whyNotRead(path: string): string | undefined {
  const file = readConfigFile(path);
  return file.status === "unreadable" ? whyUnreadable(file.error) : undefined;
}

test("a pipe is told, and nothing waits until somebody writes to it", () => {
  const path = home();
  mkdirSync(dirname(path));
  pipeAt(path);
  expect(whyNotRead(path)).toBe("it is a pipe (put a plain file in its place)");
});

test("a device is told, which may never end", () => {
  const path = home();
  mkdirSync(dirname(path));
  symlinkSync("/dev/null", path);
  expect(whyNotRead(path)).toBe("it is a device (put a plain file in its place)");
});

test("a file that is too long to be one is told, and not read", () => {
  const path = home();
  mkdirSync(dirname(path));
  writeFileSync(path, "");
  truncateSync(path, 1024 * 1024 + 1);
  expect(whyNotRead(path)).toBe("it is longer than 1MiB (make it shorter)");
});

test("where it cannot be read nobody is told to write into it, where it is not there one is", async () => {
  const path = home();
  const environment = { XDG_CONFIG_HOME: dirname(dirname(path)) };
  expect((await configurationFor(environment)).path).toBe(path);
  mkdirSync(path, { recursive: true });
  expect((await configurationFor(environment)).path).toBeUndefined();
});
