import { expect, test } from "vitest";
import { mistakes } from "../../../src/explain/facts/mistakes.ts";

test.each([
  ["bind", "bind", 0],
  ["bnid", "bind", 1],
  ["ibnd", "bind", 1],
  ["bin", "bind", 1],
  ["binnd", "bind", 1],
  ["bond", "bind", 1],
  ["rsotre", "roster", 2],
  ["", "bind", 4],
  ["bind", "", 4],
  ["foo", "bar", 3],
])("from %j to %j there are %i slips", (typed, meant, count) => {
  expect(mistakes(typed, meant)).toBe(count);
});
