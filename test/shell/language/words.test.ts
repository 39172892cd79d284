import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { splitWords, type Word, writeWords } from "../../../src/shell/language/words.ts";

/** A word as it is written here: plain, in quotes, or as XML. */
function written({ text, kind }: Word): string {
  return kind === "plain" ? text : `${kind}:${text}`;
}

/** The words of a line, wherever they stand in it. */
function split(line: string): Word[] {
  return splitWords(line).map(({ text, kind }) => ({ text, kind }));
}

function words(line: string): string[] {
  return splitWords(line).map(written);
}

describe("a line is split into words", () => {
  test.each<[string, string, string[]]>([
    ["at blanks, however many", "  bind \t  desk  ", ["bind", "desk"]],
    ["into none where there is nothing", " \t ", []],
    [
      "with blanks kept between double quotes",
      'presence --status "out  for lunch"',
      ["presence", "--status", "quoted:out  for lunch"],
    ],
    ["with blanks kept between single quotes", "a 'b  c'", ["a", "quoted:b  c"]],
    ["with an empty word where quotes hold nothing", `a "" ''`, ["a", "quoted:", "quoted:"]],
    ["with quotes inside a word as they are", `it's a"b c"d what's`, ["it's", 'a"b', 'c"d', "what's"]],
    [
      "with an option and its quoted value as one word",
      '--status="out for lunch"',
      ["--status=out for lunch"],
    ],
    [
      "with the other quote as an ordinary character inside",
      `"it's" 'say "hi"'`,
      ["quoted:it's", 'quoted:say "hi"'],
    ],
    [
      "with a # as an ordinary character",
      "message juliet@localhost # 1",
      ["message", "juliet@localhost", "#", "1"],
    ],
    ["not at a no-break space, which is there to hold words together", "10\u00a0km", ["10\u00a0km"]],
  ])("%s", (_what, line, expected) => {
    expect(words(line)).toEqual(expected);
  });
});

describe("XML in a line", () => {
  test.each<[string, string, string[]]>([
    [
      "goes to the end of the line",
      'iq get <query xmlns="a b">  x </query> ',
      ["iq", "get", 'xml:<query xmlns="a b">  x </query> '],
    ],
    ["is not looked into for quotes or escapes", `send <a>it's \\n "`, ["send", `xml:<a>it's \\n "`]],
    [
      "begins at a word's beginning only",
      "message juliet@localhost a<b 1",
      ["message", "juliet@localhost", "a<b", "1"],
    ],
    ["may be on several rows", "send <a>\n  <b/>\n</a>", ["send", "xml:<a>\n  <b/>\n</a>"]],
  ])("%s", (_what, line, expected) => {
    expect(words(line)).toEqual(expected);
  });
});

describe("in double quotes", () => {
  test.each<[string, string, string]>([
    ['\\" is a quote', String.raw`"a\"b"`, 'a"b'],
    ["\\\\ is a backslash", String.raw`"a\\b"`, "a\\b"],
    ["\\n is a line feed", String.raw`"a\nb"`, "a\nb"],
    ["\\t is a tab", String.raw`"a\tb"`, "a\tb"],
    ["\\u{…} is a character by its number", String.raw`"\u{e9}\u{1F600}\u{0}\u{10FFFF}"`, "é😀\0\u{10ffff}"],
    ["an escaped backslash does not escape the quote behind it", String.raw`"a\\"`, "a\\"],
  ])("%s", (_what, line, text) => {
    expect(split(line)).toEqual([{ text, kind: "quoted" }]);
  });

  test.each([
    ["an escape that is none", String.raw`"a\sb"`, "\\s is no escape"],
    ["\\u without braces", String.raw`"\u00e9"`, "\\u is no escape"],
    ["a number beyond the last character", String.raw`"\u{110000}"`, "\\u{110000} is no escape"],
    ["\\u{} without a number", String.raw`"\u{}"`, "\\u is no escape"],
    ["half of a surrogate pair, which is no character", String.raw`"\u{d800}"`, "\\u{d800} is no escape"],
  ])("%s is refused, with the escapes there are", (_what, line, reason) => {
    expect(() => splitWords(line)).toThrow(UsageError);
    expect(() => splitWords(line)).toThrow(reason);
    expect(() => splitWords(line)).toThrow(String.raw`(write \" \\ \n \t or \u{…}, or quote with '…')`);
  });
});

test("a quoted word with something behind it is refused, with what to write", () => {
  expect(() => splitWords(`"a"b`)).toThrow(/a blank must follow the " that closes a word/);
});

test("single quotes and bare words take a backslash as it is", () => {
  expect(words(String.raw`'a\nb' C:\new`)).toEqual([String.raw`quoted:a\nb`, String.raw`C:\new`]);
});

test.each([`auth me "secret`, `auth me 'secret`, `presence --status="out`, String.raw`"a\"`])(
  "a quote that is not closed is refused: %s",
  (line) => {
    expect(() => splitWords(line)).toThrow(UsageError);
    expect(() => splitWords(line)).toThrow(
      /^Cannot read the line: the quote ["'] is not closed \(put the text in "…"\)$/,
    );
  },
);

describe("a line written for words", () => {
  test.each<[string, Word[]]>([
    ["with blanks in them", [{ text: "out for lunch", kind: "quoted" }]],
    ["that look like options", [{ text: "--no-wait", kind: "quoted" }]],
    ["that look like XML", [{ text: "<a b='c'/>", kind: "quoted" }]],
    ["with quotes, backslashes, tabs and line feeds", [{ text: "a\"b\\c\td\ne'f", kind: "quoted" }]],
    ["that are empty", [{ text: "", kind: "quoted" }]],
    [
      "and XML at the end",
      [
        { text: "get", kind: "plain" },
        { text: '<a b="c d"/>', kind: "xml" },
      ],
    ],
  ])("%s is read back as the same words", (_what, given) => {
    const [name, ...rest] = split(writeWords("iq", given));
    expect(name).toEqual({ text: "iq", kind: "plain" });
    expect(rest).toEqual(given);
  });

  test("quotes no more than it must", () => {
    const texts = ["juliet@localhost", "hello there"];
    expect(
      writeWords(
        "message",
        texts.map((text) => ({ text, kind: "quoted" })),
      ),
    ).toBe('message juliet@localhost "hello there"');
  });
});
