import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { escapeBytes, unescapeText } from "../../../src/render/text/escapes.ts";

const BOTH_WAYS: readonly [string, string, readonly number[]][] = [
  ["text", "me test", [...Buffer.from("me test")]],
  ["no text at all", "", []],
  ["text in any script", "жульетта 😀", [...Buffer.from("жульетта 😀")]],
  ["NUL", String.raw`\0me\0test`, [0, 0x6d, 0x65, 0, 0x74, 0x65, 0x73, 0x74]],
  ["a digit behind NUL", String.raw`\01`, [0, 0x31]],
  ["a line feed and a tab", String.raw`a\nb\tc`, [0x61, 0x0a, 0x62, 0x09, 0x63]],
  ["a backslash", String.raw`a\\n`, [0x61, 0x5c, 0x6e]],
  ["what a terminal would obey", String.raw`\x1b[2J\x0d\x7f`, [0x1b, 0x5b, 0x32, 0x4a, 0x0d, 0x7f]],
  ["a character that changes the direction", String.raw`a\xe2\x80\xae`, [0x61, 0xe2, 0x80, 0xae]],
  ["what is no UTF-8", String.raw`a\xff\x00\x0a`, [0x61, 0xff, 0x00, 0x0a]],
  ["a backslash in what is no UTF-8", String.raw`\x5cx\xff`, [0x5c, 0x78, 0xff]],
];

test.each(BOTH_WAYS)("bytes are shown so that they can be typed again: %s", (_what, text, bytes) => {
  expect(escapeBytes(Uint8Array.from(bytes))).toBe(text);
});

test.each(BOTH_WAYS)("what is typed becomes those bytes: %s", (_what, text, bytes) => {
  expect([...unescapeText(text)]).toEqual(bytes);
});

test("every byte comes back, alone and beside others", () => {
  const every = Array.from({ length: 256 }, (_, byte) => byte);
  for (const byte of every) expect([...unescapeText(escapeBytes(Uint8Array.of(byte)))]).toEqual([byte]);
  expect([...unescapeText(escapeBytes(Uint8Array.from(every)))]).toEqual(every);
});

test("digits of either case are read", () => {
  expect([...unescapeText(String.raw`\xaB\xFf`)]).toEqual([0xab, 0xff]);
});

test.each([
  [String.raw`\u{0}me\u{0}test`, "\0me\0test"],
  [String.raw`m\u{E9}`, "mé"],
  [String.raw`\u{1f600}`, "😀"],
])("characters can be typed by their numbers: %s", (text, meant) => {
  expect(unescapeText(text).toString("utf8")).toBe(meant);
});

describe("an escape that is none is refused, and it is said which there are:", () => {
  test.each([
    [String.raw`\r`, String.raw`\r`],
    [String.raw`\u`, String.raw`\u`],
    [String.raw`\u{}`, String.raw`\u`],
    [String.raw`\u{e9`, String.raw`\u`],
    [String.raw`\u{110000}`, String.raw`\u{110000}`],
    ["\\ ", "\\ "],
    ["\\\n", "\\\n"],
    ["\\", "\\"],
  ])("%j", (text, named) => {
    expect(() => unescapeText(`a${text}`)).toThrow(UsageError);
    expect(() => unescapeText(`a${text}`)).toThrow(
      `Cannot read the escape ${named}: there are \\0 \\xHH \\u{…} \\n \\t \\\\`,
    );
  });
});
