import { inspect } from "node:util";
import { expect, test } from "vitest";
import { NO_COLOR } from "../../src/render/theme.ts";
import { describe } from "../../src/repl/describe.ts";

const shown = (value: unknown, columns: number) =>
  describe(value, inspect(value), { theme: NO_COLOR, columns }).split("\n");

test("what an error says is broken at words, with room for what node writes before it", () => {
  const error = new Error("Cannot send: not connected (run open localhost first)");
  error.stack = `${error}\n    at REPL1:1:7`;
  expect(shown(error, 40)).toEqual([
    "Error: Cannot send: not",
    "connected (run open localhost",
    "first)",
    "    at REPL1:1:7",
  ]);
  expect(shown(error, 0)[0]).toBe("Error: Cannot send: not connected (run open localhost first)");
});

test("other values are as node lays them out", () => {
  const text = "one two three ".repeat(5);
  expect(shown(text, 40)).toEqual([inspect(text)]);
});
