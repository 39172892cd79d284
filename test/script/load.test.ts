import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { UsageError } from "../../src/errors.ts";
import { loadScript } from "../../src/script/load.ts";
import { stepsOf } from "../../src/script/script.ts";

async function load(text: string, { file = "a.xmpp", variables = [] as readonly string[] } = {}) {
  const reading = await loadScript(file, {
    commands,
    variables: new Set(variables),
    readFile: async () => Buffer.from(text),
  });
  return { steps: stepsOf(reading.script).length, errors: reading.errors.map(({ message }) => message) };
}

test("a script is read and checked by its file's name and the commands there are", async () => {
  expect(await load("open\nauth --mechanism PLAIN\nclose\n")).toEqual({ steps: 3, errors: [] });
  expect(await load("# A page\n\n```xmpp\nopen\n```\n", { file: "a.md" })).toEqual({ steps: 1, errors: [] });
});

test("all that is wrong is told, by its place, whether in reading or in checking", async () => {
  const { errors } = await load("open --insecure\nopn\npresence\n  <x/>\n  indented\nexpect\n  <a>\n");
  expect(errors.map((message) => /^a\.xmpp:\d+:\d+/.exec(message)?.[0])).toEqual([
    "a.xmpp:1:6",
    "a.xmpp:2:1",
    "a.xmpp:4:3",
    "a.xmpp:7:3",
  ]);
});

describe("the engine for expressions is there where there are any", () => {
  test.each(["expect <a b='{re:(}'/>\n", "expect\n  <a>{re:(}</a>\n", "iq get\n  <iq id='{re:(}'/>\n"])(
    "%s",
    async (text) => {
      expect((await load(text)).errors).toEqual([expect.stringContaining("a ( is not closed")]);
    },
  );
});

test("what is defined already may be used", async () => {
  expect((await load("message ${to} hello\n")).errors).toHaveLength(1);
  expect((await load("message ${to} hello\n", { variables: ["to"] })).errors).toEqual([]);
});

test.each([
  "expect <a b='{capture:jid}'/>\n",
  "expect <a b='{capture:1x}'/>\n",
  "define jid x\n",
  "define 1x y\n",
])("a name that no variable can have is told before anything is sent: %s", async (text) => {
  expect((await load(text)).errors).toHaveLength(1);
});

test("a file that cannot be read is the reader's to tell", async () => {
  const readFile = async () => {
    throw new UsageError("Cannot read it");
  };
  await expect(loadScript("a.xmpp", { commands, variables: new Set(), readFile })).rejects.toThrow(
    UsageError,
  );
});
