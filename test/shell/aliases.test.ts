import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { scopeFor } from "../../src/repl/javascript/scope.ts";
import { Aliases } from "../../src/shell/aliases.ts";
import { tryOut } from "../helpers/try-out.ts";

function aliases(defined: Readonly<Record<string, string>>): Aliases {
  const made = new Aliases((name) => name === "open");
  for (const [name, line] of Object.entries(defined)) made.define(name, line);
  return made;
}

const known = aliases({
  hi: "message juliet@localhost hi",
  greet: "hi there",
  away: "<presence/>",
  main: "@main open",
});

describe("a line that begins with an alias stands for another", () => {
  test.each([
    ["hi", "message juliet@localhost hi"],
    ["hi there,  you", "message juliet@localhost hi there,  you"],
    ["  hi", "  message juliet@localhost hi"],
    ["@romeo hi", "@romeo message juliet@localhost hi"],
    ["greet you", "message juliet@localhost hi there you"],
    ["away", "<presence/>"],
    ["hi\n<a/>", "message juliet@localhost hi\n<a/>"],
  ])("%j", (line, meant) => {
    expect(known.resolve(line)).toBe(meant);
  });

  test.each(["hi(1)", "hi.there", "high", "message juliet@localhost hi", "<hi/>", "# hi", "", "@hi", "hi=1"])(
    "and %j does not begin with one",
    (line) => {
      expect(known.resolve(line)).toBeUndefined();
    },
  );
});

describe("an alias is refused", () => {
  test.each([
    ["with a command's name", "open", "x", "a command has that name"],
    ["with a name that JavaScript has", "client", "x", "JavaScript has that name"],
    ["with a word of JavaScript", "const", "x", "JavaScript has that name"],
    ["with capitals", "Hi", "x", "a name has small letters"],
    ["with a blank in its name", "hi there", "x", "a name has small letters"],
    ["without a line", "hi", "  ", 'there is no line behind "="'],
    ["where it stands for itself", "hi", "hi there", "it would lead back to itself (hi, then hi)"],
  ])("%s", (_what, name, line, reason) => {
    expect(() => aliases({}).define(name, line)).toThrow(UsageError);
    expect(() => aliases({}).define(name, line)).toThrow(`Cannot make the alias "${name}": ${reason}`);
  });

  test("where others lead back to it, and the one that was there stays", () => {
    const made = aliases({ one: "two a", two: "three b", three: "open" });
    expect(() => made.define("three", "@juliet one")).toThrow(
      "it would lead back to itself (three, then one, then two, then three)",
    );
    expect(made.resolve("one")).toBe("open b a");
  });
});

test("no alias has the name of anything that JavaScript sees beside the commands", () => {
  const tool = tryOut();
  const seen = Object.keys(scopeFor({ ...tool, commands: [], signal: () => new AbortController().signal }));
  expect(seen).toContain("transcript");
  for (const name of seen) expect(() => aliases({}).define(name, "open")).toThrow(UsageError);
});

test("what was defined last counts, and what was removed stands for nothing", () => {
  const made = aliases({ b: "open", a: "open" });
  made.define("b", "close");
  expect(made.all).toEqual([
    { name: "a", line: "open" },
    { name: "b", line: "close" },
  ]);
  expect([made.remove("a"), made.remove("a")]).toEqual([true, false]);
  expect(made.resolve("a")).toBeUndefined();
});
