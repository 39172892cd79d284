import { describe, expect, test } from "vitest";
import { LineReader } from "../../src/cli/lines.ts";

/** The lines that the rows make, as `row: text`. */
function lines(...rows: string[]): string[] {
  const reader = new LineReader();
  return rows.flatMap((row) => {
    const line = reader.add(row);
    return line ? [`${line.row}: ${line.text}`] : [];
  });
}

describe("rows are put together to lines", () => {
  test.each<[string, string[], string[]]>([
    ["a command is a row", ["open", "auth me test"], ["1: open", "2: auth me test"]],
    ["a blank row and a comment are lines too", ["", "# hello"], ["1: ", "2: # hello"]],
    ["XML is a row where it ends on it", ["<a/>", "<b/>"], ["1: <a/>", "2: <b/>"]],
    [
      "XML goes on until it is complete",
      ["open", "<a>", "  <b/>", "</a>", "close"],
      ["1: open", "2: <a>\n  <b/>\n</a>", "5: close"],
    ],
    [
      "XML keeps blank rows and rows that look like commands",
      ["<a>", "", "close", "# no", "</a>"],
      ["1: <a>\n\nclose\n# no\n</a>"],
    ],
    ["XML may be indented", ["  <a>", "  </a>"], ["1: <a>\n  </a>"]],
    ["XML of a named client goes on too", ["@juliet <a>", "</a>"], ["1: @juliet <a>\n</a>"]],
    [
      "a stream header ends at its >",
      ["<stream:stream", " to='a'>", "<a/>"],
      ["1: <stream:stream\n to='a'>", "3: <a/>"],
    ],
    [
      "a declaration is a line",
      ["<?xml version='1.0'?>", "<stream:stream>"],
      ["1: <?xml version='1.0'?>", "2: <stream:stream>"],
    ],
    ["XML that is not well-formed ends where that shows", ["<a></b>", "close"], ["1: <a></b>", "2: close"]],
    ["XML behind a command ends with the row", ["send <a>", "close"], ["1: send <a>", "2: close"]],
  ])("%s", (_what, rows, expected) => {
    expect(lines(...rows)).toEqual(expected);
  });
});

test("XML that is still open at the end is known by its first row and its open elements", () => {
  const reader = new LineReader();
  for (const row of ["open", "<message>", "<body>"]) reader.add(row);
  expect(reader.unfinished).toEqual({ row: 2, openElements: ["message", "body"] });
});

test("nothing is open behind XML that is complete", () => {
  const reader = new LineReader();
  for (const row of ["<a>", "</a>"]) reader.add(row);
  expect(reader.unfinished).toBeUndefined();
});
