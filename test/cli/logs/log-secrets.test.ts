// Lines in a log that turn out to hold a password.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Word } from "../../../src/shell/language/words.ts";
import { answerHandshake, type TryOut, tryOut } from "../../helpers/try-out.ts";

const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-log-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ENDINGS = ["ndjson", "txt"];

async function opened(file: string): Promise<TryOut> {
  const tool = tryOut();
  answerHandshake(tool.server);
  await tool.run("open");
  await tool.run(`log ${file} --force`);
  return tool;
}

test.each(ENDINGS)(
  "what was defined, and is a password later, is written over in a log: .%s",
  async (ending) => {
    const file = join(folder, `defined.${ending}`);
    const tool = await opened(file);
    await tool.run("define x hunter02");
    await tool.run("auth me ${x}");
    await tool.run("define y after");
    await tool.run("log off");
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain("hunter02");
    expect(text).toContain("define x ********");
    expect(text).toContain("define y after");
    if (ending === "ndjson") {
      for (const row of text.trimEnd().split("\n")) expect(JSON.parse(row)).toBeTypeOf("object");
    }
  },
);

test.each(["true", "line"])(
  "a password that the format has as well leaves that as it is: %s",
  async (password) => {
    const file = join(folder, `${password}.ndjson`);
    const tool = await opened(file);
    await tool.run(`define x ${password}`);
    await tool.run("auth me ${x}");
    await tool.run("log off");
    const rows = readFileSync(file, "utf8").trimEnd().split("\n");
    const lines = rows.map((row) => JSON.parse(row)).filter(({ type }) => type === "command");
    expect(lines).toMatchObject([
      { line: "define x ****" },
      { line: "auth me [redacted]" },
      { line: "log off" },
    ]);
  },
);

test.each(ENDINGS)("the line of JavaScript that uses it by another name is, too: .%s", async (ending) => {
  const file = join(folder, `called.${ending}`);
  const tool = await opened(file);
  const row = 'a("me", "hünter\\"02")';
  tool.transcript.append("main", { type: "command", line: row, masked: tool.shell.mask(row) });
  const words = ["me", 'hünter\\"02'].map((text): Word => ({ text, kind: "quoted" }));
  await tool.shell.call("auth", words, new AbortController().signal);
  await tool.run("log off");
  expect(readFileSync(file, "utf8")).not.toContain("hünter");
});

test("what is saved and shown later has a mask there", async () => {
  const tool = await opened(join(folder, "kept"));
  await tool.run("define x hunter02");
  await tool.run("auth me ${x}");
  await tool.run("log save kept.txt");
  expect(tool.saved.get("kept.txt")).toContain("> define x [redacted-password]\n");
  expect(tool.saved.get("kept.txt")).not.toContain("hunter02");
});

test("who is started with --show-secrets keeps them in a log", async () => {
  const file = join(folder, "shown");
  const tool = tryOut({ setup: { showSecrets: true, log: file } });
  answerHandshake(tool.server);
  for (const line of ["open", "define x hunter02", "auth me ${x}"]) await tool.run(line);
  await tool.finish();
  expect(readFileSync(file, "utf8")).toContain("define x hunter02");
});

test("a name that is the password as well is written over nowhere", async () => {
  const file = join(folder, "name");
  const tool = await opened(file);
  await tool.run("define x romeo");
  await tool.run("auth romeo romeo");
  await tool.run("log off");
  expect(readFileSync(file, "utf8")).toContain("define x romeo");
});
