import { expect, test } from "vitest";
import { wrapPainted } from "../../../src/render/text/wrap-painted.ts";

const wrapped = (row: string, width: number) => wrapPainted(row, { width, margin: "  " });

test("a row that fits, and any row where there is no width, stays as it is", () => {
  expect(wrapped("one two", 7)).toEqual(["one two"]);
  expect(wrapped("one two", 0)).toEqual(["one two"]);
});

test("it is broken behind blanks, and goes on behind the margin", () => {
  expect(wrapped("one two three four five six seven", 24)).toEqual([
    "one two three four five",
    "  six seven",
  ]);
});

test("a blank behind a row that is full needs no room, also where it is painted", () => {
  const row = "message me@localhost hello my dear friend";
  const rows = ["message me@localhost hello my dear", "  friend"];
  expect(wrapped(row, 34)).toEqual(rows);
  const painted = wrapped(`\x1b[2m${row}\x1b[22m`, 34);
  expect(painted.map((one) => one.replaceAll(/\x1b\[\d+m/g, ""))).toEqual(rows);
});

test("what has no blanks is broken behind one of its parts", () => {
  expect(wrapped("xmlns:stream='http://etherx.jabber.org/streams'>", 32)).toEqual([
    "xmlns:stream='http://etherx.",
    "  jabber.org/streams'>",
  ]);
});

test("a line of a million characters does not keep anybody waiting", () => {
  const rows = wrapped(`\x1b[2m${"x".repeat(1e6)}\x1b[22m`, 100);
  expect(rows).toHaveLength(10_205);
  expect(rows.at(-1)).toMatch(/^ {2}\x1b\[2mx+\x1b\[0m$/);
});
