import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { answerSasl, challenge, RFC_7677, success } from "../../helpers/sasl-answers.ts";
import { answerHandshake, tryOut } from "../../helpers/try-out.ts";

const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = "AG1lAHRlc3Q=";

interface Logged {
  readonly [name: string]: unknown;
}

/** Runs lines with a log to that file; what is in it then, an object a line. */
async function log(file: string, lines: readonly string[], showSecrets = false): Promise<Logged[]> {
  const tool = tryOut({ setup: { log: file, showSecrets } });
  answerHandshake(tool.server);
  for (const line of lines) await tool.run(line);
  await tool.finish();
  const text = readFileSync(file, "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line): Logged => JSON.parse(line));
}

test("a log is a header and an entry a line, to the very end", async () => {
  const [header, ...entries] = await log(join(folder, "walk"), ["open"]);
  expect(header).toEqual({
    format: "xmpp-repl transcript",
    version: 1,
    started: "2026-01-01T00:00:00.000Z",
    tool: "xmpp-repl 0.0.0",
    address: "localhost",
  });
  expect(entries.map(({ n }) => n)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.map(({ type }) => type)).toEqual([
    "command",
    "connection",
    ...Array(5).fill("traffic"),
    "connection",
  ]);
  expect(entries[2]).toMatchObject({
    client: "main",
    from: "client",
    secure: false,
    event: { type: "open" },
  });
  expect(entries.at(-1)).toMatchObject({ change: "disconnected" });
});

test("a log is without secrets, and says where", async () => {
  const file = join(folder, "redacted");
  const entries = await log(file, ["open", "auth me test"]);
  expect(readFileSync(file, "utf8")).not.toContain(SECRET);
  expect(readFileSync(file, "utf8")).not.toContain("me test");
  expect(entries.filter(({ redacted }) => redacted).map(({ type }) => type)).toEqual(["command", "traffic"]);
});

test("a log has secrets with --show-secrets, and does not say redacted", async () => {
  const file = join(folder, "shown");
  const entries = await log(file, ["open", "auth me test"], true);
  expect(readFileSync(file, "utf8")).toContain(SECRET);
  expect(entries.filter(({ redacted }) => redacted)).toEqual([]);
});

test("a log has everything, also what the transcript has dropped and each keepalive", async () => {
  const entries = await log(join(folder, "all"), ["set keep entries 1", "open", "send ' '", "send ' '"]);
  expect(entries.filter(({ event }) => (event as Logged | undefined)?.type === "whitespace")).toHaveLength(2);
  expect(entries.slice(1).map(({ n }) => n)).toEqual(entries.slice(1).map((_, index) => index + 1));
});

describe("nobody else can read a log", () => {
  test("that is new", async () => {
    const file = join(folder, "new");
    await log(file, ["open"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("that is written over a file that others could read", async () => {
    const file = join(folder, "old");
    writeFileSync(file, "x".repeat(100_000));
    chmodSync(file, 0o644);
    await log(file, ["open"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

test("a file that cannot be written is a mistake in the command line", () => {
  const file = join(folder, "missing", "log");
  expect(() => tryOut({ setup: { log: file } })).toThrow(UsageError);
  expect(() => tryOut({ setup: { log: file } })).toThrow(`Cannot write the log to ${file}: `);
});

test("a worked example is in a log without what helps to find the password", async () => {
  const file = join(folder, "explained");
  const tool = tryOut({ setup: { log: file } });
  answerSasl(tool, { replies: [challenge(RFC_7677.serverFirst), success(RFC_7677.serverFinal)] });
  for (const line of ["open", "auth user pencil --mechanism SCRAM-SHA-256 --explain"]) await tool.run(line);
  await tool.finish();
  const text = readFileSync(file, "utf8");
  expect(text).toContain('"name":"SaltedPassword"');
  for (const value of ["pencil", "c4a49510", "W22ZaJ0S", "6rriTRBi", "rOprNGfw", "biwsbj11"])
    expect(text).not.toContain(value);
});
