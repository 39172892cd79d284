import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { JavaScriptLines } from "../../../src/repl/javascript/javascript-lines.ts";

function lines(code: string) {
  const context = createContext({});
  runInContext(code, context);
  return { context, lines: new JavaScriptLines(context, new Map()) };
}

describe("whether a line is JavaScript", () => {
  it.each(["i--", "--i", "i-- - --i", "i-i--"])("is told without running it: %s", (line) => {
    const { context, lines: js } = lines("let i = 5");
    expect(js.whyNot(line)).toBeUndefined();
    expect(runInContext("i", context)).toBe(5);
  });

  it.each([
    ["i }", "Unexpected token '}'"],
    ["i..", "Unexpected token '.'"],
    ["foo(1 2", "missing ) after argument list"],
    ["[1,\n2}", "Unexpected token '}'"],
    ["presense juliet", "Unexpected identifier 'juliet'"],
  ])("and what is wrong with what no further row mends: %s", (line, wrong) => {
    expect(lines("let i = 5").lines.whyNot(line)).toBe(wrong);
  });

  it.each([
    ["a name that JavaScript has", "i", undefined],
    ["what it subtracts", "i-1", undefined],
    ["a name that nothing has", "presense", ""],
    ["a command's name that nothing has", "roster-get", ""],
    ["a name of which JavaScript has a part", "i-get", ""],
    ["a number", "5", undefined],
    ["an object, as in node's REPL", "{ a: 1, b: 2 }", undefined],
    ["a bracket that nothing has opened", "i }", "Unexpected token '}'"],
    ["a negative number", "-5", undefined],
    ["a name with letters of its own", "größe", undefined],
  ])("%s", (_what, line, wrong) => {
    expect(lines("let i = 5, größe = 1").lines.whyNot(line)).toBe(wrong);
  });
});
