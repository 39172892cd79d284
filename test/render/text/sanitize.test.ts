import { describe, expect, test } from "vitest";
import { sanitize, sanitizeLine } from "../../../src/render/text/sanitize.ts";

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

test("what comes out never holds a live character, whatever goes in", () => {
  const everything = range(0, 0x2fff)
    .map((code) => String.fromCharCode(code))
    .join("");
  expect(sanitize(everything)).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
  );
});

test.each(["", "plain", "tab\tand\nnewline", "ÄÖÜ €", "日本語", "😀👨‍👩‍👧", "\u00a0\u00ad\u200d", "\\x1b"])(
  "everything else stays: %j",
  (text) => {
    expect(sanitize(text)).toBe(text);
  },
);

test("in one line newlines and tabs are escaped too", () => {
  expect(sanitizeLine("a\n\tb\r\x1b]0;title\x07")).toBe("a\\n\\tb\\r\\x1b]0;title\\x07");
});
