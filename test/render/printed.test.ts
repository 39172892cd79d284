import { expect, test } from "vitest";
import { wrapPrinted } from "../../src/render/printed.ts";

test("a row that is too long is broken at a word, and what stands in quotes stays whole", () => {
  expect(wrapPrinted('nothing is written to a file (run "log FILE")', 38)).toBe(
    'nothing is written to a file (run\n"log FILE")',
  );
});

test("a note goes on below its text, also where it has a colour", () => {
  expect(wrapPrinted("\x1b[2m    -- 12 is on the line, as it was sent\x1b[22m", 31)).toBe(
    "\x1b[2m    -- 12 is on the line, as it\n       was sent\x1b[22m",
  );
});

test("a row of a list goes on further to the right than the next row begins", () => {
  expect(wrapPrinted("* main: bound, not encrypted, last traffic 3 s ago\n  romeo: offline", 32)).toBe(
    "* main: bound, not encrypted,\n    last traffic 3 s ago\n  romeo: offline",
  );
});

test("rows that fit, long words and what is not for a terminal stay as they are", () => {
  expect(wrapPrinted("  name   its value\n\n         goes on", 20)).toBe(
    "  name   its value\n\n         goes on",
  );
  expect(wrapPrinted(`urn:${"x".repeat(40)}`, 20)).toBe(`urn:${"x".repeat(40)}`);
  expect(wrapPrinted("one two three", 0)).toBe("one two three");
});
