import { expect, test } from "vitest";
import { fakeEditor } from "../helpers/fake-editor.ts";
import { tryOut } from "../helpers/try-out.ts";

const past = (...lines: readonly string[]) => tryOut({ editor: fakeEditor(lines) });

test("it lists the last twenty lines with their numbers, without the one that asks", async () => {
  const tool = past(...Array.from({ length: 30 }, (_, at) => `line ${at + 1}`));
  await tool.run("history");
  const rows = tool.shown.trimEnd().split("\n");
  expect(rows).toHaveLength(20);
  expect([rows[0], rows.at(-1)]).toEqual(["11  line 11", "30  line 30"]);
});

test("however many they are, the newest stand last, above the prompt, and not behind a pager", async () => {
  const paged: string[] = [];
  const lines = Array.from({ length: 300 }, (_, at) => `line ${at + 1}`);
  const tool = tryOut({ editor: fakeEditor(lines), page: (text) => paged.push(text) });
  await tool.run("history 300");
  expect(tool.shown).toMatch(/^ {2}1 {2}line 1\n[\s\S]*\n300 {2}line 300\n$/);
  expect(paged).toEqual([]);
});

test("a number says how many, a text which ones", async () => {
  const tool = past("open", "auth me", "message juliet@localhost to open it", "close");
  await tool.run("history 2");
  expect(tool.shown).toBe("3  message juliet@localhost to open it\n4  close\n");
  const other = past("open", "auth me", "message juliet@localhost to open it", "close");
  await other.run("history open");
  expect(other.shown).toBe("1  open\n3  message juliet@localhost to open it\n");
});

test("the rows of a line stand below each other, and nothing in it moves the cursor", async () => {
  const tool = past("<message>\n  <body/>\n</message>", "send \x1b[2J");
  await tool.run("history");
  expect(tool.shown).toBe("1  <message>\n     <body/>\n   </message>\n2  send \\x1b[2J\n");
});

test("what is not there is said", async () => {
  const tool = past();
  await tool.run("history");
  await tool.run("history lunch");
  await tool.run("history 0");
  expect(tool.shown).toBe('Nothing was typed yet\nNo line has "lunch" in it\nNo line has "0" in it\n');
});

test("where nobody types there is none", async () => {
  expect(await tryOut({ isInteractive: false }).run("history")).toMatchObject({
    reason: expect.stringMatching(/^Cannot list lines: there is no prompt here/),
  });
});
