import { expect, test } from "vitest";
import { alignRows } from "../../src/render/align.ts";

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
});
