import { describe, expect, test } from "vitest";
import { sanitize, sanitizeLine, sanitizeRow } from "../../../src/render/text/sanitize.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");

describe("a character that a terminal obeys is shown as a visible escape", () => {
  test.each([...range(0x00, 0x08), ...range(0x0b, 0x0c), ...range(0x0e, 0x1f), 0x7f, ...range(0x80, 0x9f)])(
    "C0, DEL and C1: %i",
    (code) => {
      expect(sanitize(`a${String.fromCharCode(code)}b`)).toBe(`a\\x${hex(code, 2)}b`);
    },
  );

  test("the carriage return by its letter", () => {
    expect(sanitize("a\r\nb")).toBe("a\\r\nb");
  });

  test.each([
    ["arabic letter mark", 0x061c],
    ["left-to-right mark", 0x200e],
    ["right-to-left mark", 0x200f],
    ["left-to-right embedding", 0x202a],
    ["right-to-left embedding", 0x202b],
    ["pop directional formatting", 0x202c],
    ["left-to-right override", 0x202d],
    ["right-to-left override", 0x202e],
    ["left-to-right isolate", 0x2066],
    ["right-to-left isolate", 0x2067],
    ["first strong isolate", 0x2068],
    ["pop directional isolate", 0x2069],
    ["line separator", 0x2028],
    ["paragraph separator", 0x2029],
    ["byte order mark", 0xfeff],
  ])("%s", (_name, code) => {
    expect(sanitize(`a${String.fromCharCode(code)}b`)).toBe(`a\\u${hex(code, 4)}b`);
  });

  test.each([
    ["the first half of a pair alone", "a\ud83db", "a\\ud83db"],
    ["the second half of a pair alone", "a\ude00b", "a\\ude00b"],
    ["two halves in the wrong order", "\ude00\ud83d", "\\ude00\\ud83d"],
  ])("%s", (_name, text, shown) => {
    expect(sanitize(text)).toBe(shown);
  });
});

describe("what nobody would see is shown as a visible escape", () => {
  test.each([
    ["zero-width space", "a\u200bb", "a\\u200bb"],
    ["word joiner", "a\u2060b", "a\\u2060b"],
    ["soft hyphen", "a\u00adb", "a\\xadb"],
    ["function application", "a\u2061b", "a\\u2061b"],
    ["Hangul filler", "a\u3164b", "a\\u3164b"],
    ["interlinear annotation", "a\ufff9b", "a\\ufff9b"],
    ["a tag, which needs two UTF-16 units", "a\u{e0041}b", "a\\u{e0041}b"],
    ["a joiner between Latin letters", "a\u200d\u200cb", "a\\u200d\\u200cb"],
    ["a joiner behind a picture and before none", "😀\u200da", "😀\\u200da"],
    ["a second joiner", "\u0645\u06cc\u200c\u200c\u062e", "\u0645\u06cc\\u200c\\u200c\u062e"],
    ["a non-joiner at the end of an Arabic word", "\u0645\u06cc\u200c@b", "\u0645\u06cc\\u200c@b"],
    ["a selector behind a letter", "a\ufe0f", "a\\ufe0f"],
    ["a second selector", "❤\ufe0f\ufe0f", "❤\ufe0f\\ufe0f"],
    ["a selector behind a digit that is no keycap", "1\ufe0f", "1\\ufe0f"],
    ["the name of a flag that does not end", "🏴\u{e0067}\u{e0062}", "🏴\\u{e0067}\\u{e0062}"],
  ])("%s", (_name, text, shown) => {
    expect(sanitize(text)).toBe(shown);
  });
});

describe("what changes how the characters beside it are drawn stays", () => {
  test.each([
    ["a non-joiner between Arabic letters", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["a joiner behind an Arabic letter", "\u0647\u200d"],
    ["a joiner in Devanagari", "\u0915\u094d\u200d\u0937"],
    ["a non-joiner at the end of a word in Devanagari", "\u0915\u094d\u200c"],
    ["a joiner before a virama in Bengali", "\u09b0\u200d\u09cd\u09af"],
    ["a family", "👨‍👩‍👧"],
    ["a profession with a colour of skin", "👩🏽‍🚀"],
    ["a flag that is joined", "🏳️‍🌈"],
    ["a heart as a picture", "❤️"],
    ["a keycap", "1️⃣"],
    ["the flag of a part of a country", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["a variant of an ideograph", "葛\u{e0100}"],
  ])("%s", (_name, text) => {
    expect(sanitize(text)).toBe(text);
  });
});

test("what comes out never holds a live character, whatever goes in", () => {
  const everything = range(0, 0x2fff)
    .map((code) => String.fromCharCode(code))
    .join("");
  expect(sanitize(everything)).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
  );
});

test.each(["", "plain", "tab\tand\nnewline", "ÄÖÜ €", "日本語", "😀👨‍👩‍👧", "\u00a0", "\\x1b"])(
  "everything else stays: %j",
  (text) => {
    expect(sanitize(text)).toBe(text);
  },
);

test("in one row a backslash of the text is told from one that begins an escape", () => {
  expect(sanitizeRow("a\\nb\nc\\x1b\x1b")).toBe("a\\\\nb\\nc\\\\x1b\\x1b");
});

test("in one line newlines and tabs are escaped too", () => {
  expect(sanitizeLine("a\n\tb\r\x1b]0;title\x07")).toBe("a\\n\\tb\\r\\x1b]0;title\\x07");
});
