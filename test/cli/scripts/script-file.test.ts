import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRunFile, readScriptFile } from "../../../src/cli/scripts/script-file.ts";
import { UsageError } from "../../../src/errors.ts";

const root = mkdtempSync(join(tmpdir(), "script-file-"));
const at = (name: string) => join(root, name);
const never = new AbortController().signal;

beforeAll(() => {
  for (const [name, text] of Object.entries({
    "main.xmpp": "open\n",
    "part.xmpp": "presence\n",
    "PAGE.MD": "text\n",
    "deep/part.scs": "# nothing\n",
    "..part.xmpp": "close\n",
    "key.pem": "the key\n",
    "scripts/main.xmpp": "open\n",
    "scripts/of others/main.xmpp": "open\n",
  })) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
  symlinkSync(at("part.xmpp"), at("scripts/link.xmpp"));
  symlinkSync(at("key.pem"), at("key.xmpp"));
  symlinkSync(at("scripts/main.xmpp"), at("main-link.xmpp"));
  mkdirSync(at("folder.xmpp"));
  writeFileSync(at("large.xmpp"), "");
  truncateSync(at("large.xmpp"), 64 * 1024 * 1024 + 1);
  execFileSync("mkfifo", [at("pipe.xmpp")]);
});

afterAll(() => rmSync(root, { recursive: true }));

/** What a person gets who types `run` with this name, below the folder of this test. */
async function typed(name: string): Promise<string> {
  const bytes = await readRunFile(at(name), { signal: never, outermost: undefined });
  return Buffer.from(bytes).toString();
}

/** What a script gets that has `run` with this name. */
async function asked(name: string, outermost = "main.xmpp"): Promise<string> {
  const bytes = await readRunFile(at(name), { signal: never, outermost: at(outermost) });
  return Buffer.from(bytes).toString();
}

describe("a script runs what lies with it:", () => {
  test.each([
    ["part.xmpp", "presence\n"],
    ["PAGE.MD", "text\n"],
    ["deep/part.scs", "# nothing\n"],
    ["..part.xmpp", "close\n"],
    ["main-link.xmpp", "open\n"],
  ])("%s", async (name, text) => {
    expect(await asked(name)).toBe(text);
  });
});

describe("a script runs nothing else:", () => {
  test.each([
    ["a file above its folder", "part.xmpp", "it is outside the folder of main.xmpp"],
    ["a link out of its folder", "scripts/link.xmpp", "it is outside the folder of main.xmpp"],
    ["a file that is not there", "scripts/none.xmpp", "there is no such file"],
  ])("%s", async (_what, name, why) => {
    await expect(asked(name, "scripts/main.xmpp")).rejects.toThrow(UsageError);
    await expect(asked(name, "scripts/main.xmpp")).rejects.toThrow(`Cannot run "${at(name)}": ${why}`);
  });

  test.each([
    ["a file of another kind", "key.pem", "its name is not that of a script"],
    ["a link to one", "key.xmpp", "its name is not that of a script"],
    ["a pipe", "pipe.xmpp", "it is no regular file"],
    ["a folder", "folder.xmpp", "it is a folder"],
    ["what is too large", "large.xmpp", "it has more than 64 MiB"],
  ])("%s", async (_what, name, why) => {
    await expect(asked(name)).rejects.toThrow(UsageError);
    await expect(asked(name)).rejects.toThrow(`Cannot run "${at(name)}": ${why}`);
  });

  test("a device", async () => {
    const zero = readRunFile("/dev/zero", { signal: never, outermost: at("main.xmpp") });
    await expect(zero).rejects.toThrow("it is outside the folder of main.xmpp");
  });

  test("standard input", async () => {
    const input = readRunFile("-", { signal: never, outermost: "main.xmpp" });
    await expect(input).rejects.toThrow('Cannot run "-": standard input is not for scripts here');
  });
});

test("where a script came from standard input, the folder is the current one", async () => {
  const far = readRunFile(at("part.xmpp"), { signal: never, outermost: "-" });
  await expect(far).rejects.toThrow(
    "it is outside the current folder (scripts run only scripts that lie with them)",
  );
});

describe("a person runs any file, whatever its name and its place:", () => {
  test("a file", async () => {
    expect(await typed("key.pem")).toBe("the key\n");
  });

  test.each([
    ["pipe.xmpp", "it is no regular file (name a file)"],
    ["folder.xmpp", "it is a folder"],
    ["large.xmpp", "it has more than 64 MiB (split it)"],
    ["none.xmpp", "there is no such file"],
  ])("but not %s", async (name, why) => {
    await expect(typed(name)).rejects.toThrow(`Cannot run "${at(name)}": ${why}`);
  });
});

describe("on the command line", () => {
  test("a pipe is read to its end", async () => {
    const read = readScriptFile(at("pipe.xmpp"));
    const writer = await open(at("pipe.xmpp"), "w");
    await writer.write("open\n");
    await writer.close();
    expect(Buffer.from(await read).toString()).toBe("open\n");
  });

  test("a pipe that nobody writes into is waited for until Ctrl-C", async () => {
    const ending = new AbortController();
    const read = readScriptFile(at("pipe.xmpp"), ending.signal);
    setImmediate(() => ending.abort());
    await expect(read).rejects.toMatchObject({ name: "AbortError" });
  });

  test.each([
    ["large.xmpp", "it has more than 64 MiB (split it)"],
    ["folder.xmpp", "it is a folder"],
    ["none.xmpp", "there is no such file"],
  ])("%s cannot be run", async (name, why) => {
    await expect(readScriptFile(at(name))).rejects.toThrow(UsageError);
    await expect(readScriptFile(at(name))).rejects.toThrow(`Cannot run "${at(name)}": ${why}`);
  });

  test("a device without an end is not read", async () => {
    await expect(readScriptFile("/dev/zero")).rejects.toThrow(
      'Cannot run "/dev/zero": it is no regular file',
    );
  });
});
