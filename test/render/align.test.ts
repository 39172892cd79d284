import { describe, expect, test } from "vitest";
import { alignRows, wrapRows } from "../../src/render/align.ts";

test("rows are written with their values below each other", () => {
  expect(
    alignRows([
      ["a", "1"],
      ["long", "2"],
    ]),
  ).toBe("a     1\nlong  2");
});

test("no rows are no text", () => {
  expect(alignRows([])).toBe("");
  expect(wrapRows([], { width: 80 })).toEqual([]);
});

test("what a terminal would obey is shown in its rows, and aligned as it is shown", () => {
  expect(
    alignRows([
      ["a\u009b", "\u202e1\n2"],
      ["b", "3"],
    ]),
  ).toBe("a\\x9b  \\u202e1\\n2\nb      3");
});

describe("rows that are wrapped", () => {
  test("go on below their value", () => {
    expect(
      wrapRows(
        [
          ["a", "one two three four five six"],
          ["bcd", "seven"],
        ],
        { width: 26, indent: "  " },
      ),
    ).toEqual([["  a    one two three four", "       five six"], ["  bcd  seven"]]);
  });

  test("leave a name that is too long a line of its own", () => {
    expect(
      wrapRows(
        [
          ["a", "one"],
          ["bcdefg", "two"],
        ],
        { width: 0, longestName: 4 },
      ),
    ).toEqual([["a  one"], ["bcdefg", "   two"]]);
  });

  test("are made safe first and styled afterwards", () => {
    const paint = (name: string) => `\x1b[1m${name}\x1b[22m`;
    expect(wrapRows([["\x9b", "\u202e"]], { width: 0, paint })).toEqual([
      [`\x1b[1m${String.raw`\x9b`}\x1b[22m  ${String.raw`\u202e`}`],
    ]);
  });
});
