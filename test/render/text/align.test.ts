import { describe, expect, test } from "vitest";
import { type Row, wrapRows } from "../../../src/render/text/align.ts";

/** Rows as they are where nothing is wrapped. */
const aligned = (rows: readonly Row[]) => wrapRows(rows, { width: 0 }).flat();

test("rows are written with their values below each other", () => {
  expect(
    aligned([
      ["a", "1"],
      ["long", "2"],
    ]),
  ).toEqual(["a     1", "long  2"]);
});

test("no rows are no text", () => {
  expect(wrapRows([], { width: 80 })).toEqual([]);
});

test("what a terminal would obey is shown in its rows, and aligned as it is shown", () => {
  expect(
    aligned([
      ["a\u009b", "\u202e1\n2"],
      ["b", "3"],
    ]),
  ).toEqual(["a\\x9b  \\u202e1\\n2", "b      3"]);
});

test("a word that is longer than a row is broken, behind a part of it where it has some", () => {
  expect(wrapRows([["a", "x".repeat(30)]], { width: 23 })).toEqual([
    [`a  ${"x".repeat(20)}`, `   ${"x".repeat(10)}`],
  ]);
  expect(wrapRows([["ns", "http://jabber.org/protocol/disco#info"]], { width: 24 })).toEqual([
    ["ns  http://jabber.org/", "    protocol/disco#info"],
  ]);
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
