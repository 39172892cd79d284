import { inspect } from "node:util";
import { expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { describe } from "../../../src/repl/javascript/describe.ts";
import type { Positions } from "../../../src/repl/javascript/node-evaluation.ts";

const shown = (value: unknown, columns: number, positions?: Positions) =>
  describe(value, inspect(value), { theme: NO_COLOR, columns, ...(positions && { positions }) }).split("\n");

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

test("a position in what node makes of an await is no position in what was typed", () => {
  const error = new TypeError("no such client");
  error.stack = `${error}\n    at find (REPL1:1:25)\n    at REPL38:1:52\n    at async REPL38:2:4`;
  expect(shown(error, 0, "moved")).toEqual(["TypeError: no such client", "    at find (REPL1:1:25)"]);
});
