import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { complete } from "../../src/repl/completion.ts";

describe("Tab completes", () => {
  test.each<[string, string, [string[], string]]>([
    ["the name of a command", "pres", [["presence"], "pres"]],
    ["to all the names that fit", "re", [["reply", "respond", "restart"], "re"]],
    ["behind @name", "@juliet pres", [["presence"], "pres"]],
    ["an option", "bind --no", [["--no-wait"], "--no"]],
    ["to all the options of that command", "bind --", [["--no-wait", "--timeout"], "--"]],
    ["an option behind @name", "@juliet bind --t", [["--timeout"], "--t"]],
    ["one of a few words", "iq ", [["get", "set", "result", "error"], ""]],
    ["one of a few words begun", "iq re", [["result"], "re"]],
    ["the name of a command behind help", "help pre", [["presence"], "pre"]],
    ["the name of a setting", "set vi", [["view", "view sent", "view received"], "vi"]],
    ["to nothing where anything can stand", "message jul", [[], "jul"]],
  ])("%s", (_what, line, expected) => {
    expect(complete(line, commands)).toEqual(expected);
  });

  test("the second word of a setting", () => {
    expect(complete("set limit st", commands)?.[0]).toEqual([expect.stringMatching(/^(limit )?stanza$/)]);
  });

  test.each(["", "conso", "const a = ", "[1,2].ma", "bind(", "<mess"])(
    "JavaScript and XML are not ours to complete: %j",
    (line) => {
      expect(complete(line, commands)).toBeUndefined();
    },
  );
});
