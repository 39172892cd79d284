import { describe, expect, test } from "vitest";
import { fakeEditor } from "../helpers/fake-editor.ts";
import { type TryOut, tryOut } from "../helpers/try-out.ts";

const LINES = ["open", "presence --show away", "client.jid", "<presence/>", "history", "again 1"];

async function run(line: string, past: readonly string[] = LINES): Promise<TryOut & { refused?: string }> {
  const tool = tryOut({ editor: fakeEditor(past) });
  const outcome = await tool.run(line);
  return outcome.status === "wrong usage" ? { ...tool, refused: outcome.reason } : tool;
}

describe("a line runs again, and it is said which:", () => {
  test.each([
    ["again", "<presence/>", 4],
    ["again 1", "open", 1],
    ["again 3", "client.jid", 3],
    ["again pres", "presence --show away", 2],
    ["again history", "history", 5],
  ])("%s", async (line, again, n) => {
    const tool = tryOut({ editor: fakeEditor(LINES) });
    expect(await tool.run(line)).toEqual({ status: "passed" });
    expect(tool.editor.entered).toEqual([again]);
    expect(tool.shown).toBe(`    -- ${n}: ${again}\n`);
  });
});

test("what a line begins with is written as it is in the line: quotes and all", async () => {
  const tool = tryOut({ editor: fakeEditor(['message juliet@localhost "a  b" --type chat', "open"]) });
  await tool.run('again message juliet@localhost "a  b" --type');
  expect(tool.editor.entered).toEqual(['message juliet@localhost "a  b" --type chat']);
});

test("a line of several rows runs with its line breaks", async () => {
  const tool = tryOut({ editor: fakeEditor(["<message>\n</message>"]) });
  await tool.run("again");
  expect(tool.editor.entered).toEqual(["<message>\n</message>"]);
  expect(tool.shown).toBe("    -- 1: <message>\\n</message>\n");
});

describe("it is refused", () => {
  test.each([
    ["again 9", 'Cannot run line 9 again: the history has lines 1 to 6 ("history" lists them)'],
    ["again bind", 'Cannot run a line again: none begins with "bind" ("history" lists them)'],
    ["again 6", "Cannot run line 6 again: it runs another line itself (run that)"],
  ])("%s", async (line, reason) => {
    expect((await run(line)).refused).toBe(reason);
  });

  test("where the secrets of the line were not kept", async () => {
    const tool = await run("again", ["auth me [redacted]"]);
    expect(tool.refused).toBe(
      "Cannot run line 1 again: [redacted] stands in it for a secret that was not kept (type it again)",
    );
    expect(tool.editor.entered).toEqual([]);
  });

  test("where nothing was typed before", async () => {
    expect((await run("again", [])).refused).toBe(
      'Cannot run a line again: there is none ("history" lists them)',
    );
  });
});

test("an alias for it runs nothing round and round", async () => {
  const tool = tryOut({ editor: fakeEditor(["open", "r"]) });
  tool.aliases.define("r", "again");
  await tool.run("again");
  expect(tool.editor.entered).toEqual(["open"]);
});

describe("the history has the line that runs", () => {
  test("in place of the one that asks for it", async () => {
    const tool = tryOut({ editor: fakeEditor(["open", "ping"]) });
    await tool.run("again op");
    expect(tool.editor.history.map(({ line }) => line)).toEqual(["open", "ping", "open"]);
  });

  test("beside one that asks in vain: it is to be mended", async () => {
    const tool = await run("again bnid", ["open"]);
    expect(tool.editor.history.map(({ line }) => line)).toEqual(["open", "again bnid"]);
  });
});

test("a mistyped line runs again as it is: nothing in it was masked", async () => {
  const tool = tryOut();
  await tool.run("ping --timout 3s");
  await tool.run("again");
  expect(tool.editor.entered).toEqual(["ping --timout 3s"]);
});
