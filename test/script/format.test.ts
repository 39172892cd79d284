import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { ScriptError, UsageError } from "../../src/errors.ts";
import { formatText } from "../../src/script/format.ts";
import { rowsOf } from "../../src/script/rows.ts";
import type { Item } from "../../src/script/script.ts";
import { readLine } from "../../src/shell/language/line.ts";
import { splitWords } from "../../src/shell/language/words.ts";
import { COMMANDS, errors, read, rows, withoutPlace } from "./reading.ts";

function format(text: string, file = "a.xmpp"): string {
  return formatText(file, text, COMMANDS);
}

describe("formatting a script", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "puts one blank behind # and around a tag's colon",
      ["#a", "#   b", "##c:d", "##  e :  f"],
      ["# a", "# b", "## c: d", "## e: f"],
    ],
    [
      "keeps rows of #, and the line for the kernel",
      ["#!/usr/bin/env xmpp-repl", "#####"],
      ["#!/usr/bin/env xmpp-repl", "#####"],
    ],
    [
      "makes one blank line of several, and none at either end",
      ["", "", "open", "", " ", "", "auth", ""],
      ["open", "", "auth"],
    ],
    [
      "puts one blank between words",
      ["auth   me\ttest  --mechanism  PLAIN "],
      ["auth me test --mechanism PLAIN"],
    ],
    [
      "keeps quotes as they are written",
      [`message   me@localhost  "two  \\"words\\""  'a  b'  --id="c  d"`],
      [`message me@localhost "two  \\"words\\"" 'a  b' --id="c  d"`],
    ],
    ["keeps XML on a line as it is", ["send   <a  b='c'>  d  </a>"], ["send <a  b='c'>  d  </a>"]],
    [
      "puts one blank behind a client",
      ["@juliet    open  localhost", "@juliet   <a/>"],
      ["@juliet open localhost", "@juliet <a/>"],
    ],
    [
      "keeps XML over several rows as it is",
      ["<a>  ", "", "", "    b ", "</a> "],
      ["<a>  ", "", "", "    b ", "</a>"],
    ],
    [
      "indents blocks by two blanks and keeps what is in them",
      ["send", "      <a  b='c'> ", "\t", "", "        #d", "      </a>", "expect", "\t<a/>"],
      ["send", "  <a  b='c'> ", "", "", "    #d", "  </a>", "expect", "  <a/>"],
    ],
    ["leaves a line whose words cannot be told apart", [`auth  "me`], [`auth  "me`]],
  ])("%s", (_what, before, after) => {
    expect(format(rows(...before))).toBe(rows(...after));
  });

  test("ends every line with \\n, the last one too", () => {
    expect(format("open\r\nauth\rsend\r\n  a\r\n  b")).toBe("open\nauth\nsend\n  a\n  b\n");
  });

  test("makes nothing of nothing", () => {
    expect(format("\n \n")).toBe("");
  });

  test("is refused where the script cannot be read", () => {
    expect(() => format("open\nopne\n")).toThrow(
      new ScriptError(
        "a.xmpp",
        { line: 2, column: 1 },
        'Cannot run "opne": there is no such command (did you mean "open"?)',
      ),
    );
  });

  test("is refused for Scansion's scripts", () => {
    expect(() => format("[Client] Romeo\n", "a.scs")).toThrow(
      new UsageError(
        'Cannot format a.scs: it is a script of Scansion (run "xmpp-repl convert a.scs" to make .xmpp of it)',
      ),
    );
  });
});

describe("formatting Markdown", () => {
  test.each<[string, string, string]>([
    [
      "leaves everything but the xmpp blocks as it is",
      "#Title  \n\n\n```sh\na   b\n```\n```xmpp\n\nopen   a\n\n\n#b\n\n```\n  open   a",
      "#Title  \n\n\n```sh\na   b\n```\n```xmpp\nopen a\n\n# b\n```\n  open   a",
    ],
    [
      "keeps the indentation of a block in a list",
      "1. a\n   ```xmpp\n   send\n      <a>\n\n       b\n   open  \n   ```\n",
      "1. a\n   ```xmpp\n   send\n     <a>\n\n      b\n   open\n   ```\n",
    ],
    [
      "keeps the ends of lines that the file has",
      "a\r\n```xmpp\r\nopen  a\r\n\r\n```\r\nb\r",
      "a\r\n```xmpp\r\nopen a\r\n```\r\nb\r",
    ],
    ["leaves an empty block empty", "```xmpp\n```\n", "```xmpp\n```\n"],
    ["ends the last line of a block that nothing closes", "```xmpp\nopen  a", "```xmpp\nopen a\n"],
  ])("%s", (_what, before, after) => {
    expect(format(before, "a.md")).toBe(after);
    expect(format(after, "a.md")).toBe(after);
  });
});

describe("whatever the script", () => {
  const scripts = Array.from({ length: 3000 }, (_, seed) => randomScript(seed));
  const readable = scripts.filter((text) => errors(text).length === 0);

  test("formatting it again changes nothing", () => {
    expect(readable.length).toBeGreaterThan(1000);
    for (const text of readable) expect(format(format(text)), JSON.stringify(text)).toBe(format(text));
  });

  test("it means what it meant", () => {
    for (const text of readable) expect(meaning(format(text)), JSON.stringify(text)).toEqual(meaning(text));
  });

  test("in Markdown too", () => {
    for (const text of readable.slice(0, 500)) {
      const page = `* a\n  ~~~~xmpp\n${indented(text)}\n  ~~~~\n`;
      expect(format(format(page, "a.md"), "a.md"), JSON.stringify(page)).toBe(format(page, "a.md"));
      expect(meaning(format(page, "a.md"), "a.md"), JSON.stringify(page)).toEqual(meaning(page, "a.md"));
    }
  });
});

test("the scripts that come along have the layout of fmt", () => {
  const folder = new URL("../../scripts/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".xmpp"));
  expect(files).not.toEqual([]);
  for (const name of files) {
    const text = readFileSync(new URL(name, folder), "utf8");
    expect(formatText(name, text, new Set(commands.map((command) => command.name)))).toBe(text);
  }
});

/** Everything in a script but blank lines and what blanks there are between words. */
function meaning(text: string, file = "a.xmpp"): unknown {
  const { script, errors: wrong } = read(text, file);
  expect(wrong).toEqual([]);
  return script.items.filter(({ kind }) => kind !== "blank").map(meaningOf);
}

function meaningOf(item: Item): unknown {
  if (item.kind !== "step") return withoutPlace(item);
  const line = readLine(item.text, (name) => COMMANDS.has(name));
  if (line.kind !== "command") return { line, block: item.block?.text };
  const words = splitWords(line.text).map(({ start: _start, end: _end, ...word }) => word);
  return { client: line.client, words, block: item.block?.text };
}

function indented(text: string): string {
  return rowsOf(text)
    .map((row) => `  ${row.text}`)
    .join("\n");
}

const PIECES = [
  "open",
  "auth  me test",
  "@juliet\tsend   <a/>",
  "@juliet  ",
  `message "a  b"  'c'`,
  "send",
  "expect  ",
  "presence\u00a0x",
  "<a>",
  "</a>",
  "<b/>  ",
  "<!-- c -->",
  "#comment",
  "##  key :value",
  "##",
  "# # x",
  "",
  "   ",
  "\t",
  "  text  ",
  "    <a>",
  "\t\tx",
  " \t y ",
  "\u00a0 z",
  "      # in a block",
];
const ENDS = ["\n", "\n", "\n", "\r\n", "\r"];

/** A few rows out of those above; the same ones for the same seed. */
function randomScript(seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from(
    { length: 1 + below(9) },
    () => (PIECES[below(PIECES.length)] ?? "") + (ENDS[below(ENDS.length)] ?? ""),
  ).join("");
}
