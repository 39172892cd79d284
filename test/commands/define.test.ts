import { describe, expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

async function defined(...lines: readonly string[]): Promise<string> {
  const tool = tryOut();
  for (const line of lines) expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown;
}

describe("define", () => {
  test.each([
    ["takes the words to the end of the line", "define a b c", '${a} is "b c"\n'],
    ["takes quoted blanks as they are", 'define a "b  c"', '${a} is "b  c"\n'],
    ["takes nothing, too, where it is quoted", 'define a ""', '${a} is ""\n'],
    ["takes XML to the end of the line", "define a <b c='d  e'/>", "${a} is \"<b c='d  e'/>\"\n"],
    ["takes a literal in single quotes", "define a '${b}'", '${a} is "${b}"\n'],
    ["shows what a terminal would obey as what it is", 'define a "\\u{1b}[2J"', '${a} is "\\x1b[2J"\n'],
  ])("%s", async (_what, line, shown) => {
    expect(await defined(line)).toBe(shown);
  });

  test("overwrites", async () => {
    expect(await defined("define a b", "define a c")).toContain('${a} is "c"');
  });

  test("can use what is defined already, itself too", async () => {
    expect(await defined("define a b", "define a ${a}${a}")).toContain('${a} is "bb"');
  });

  test("needs a value", async () => {
    expect(await tryOut().run("define a")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining('Cannot run define: the argument "value" is missing'),
    });
  });

  test("takes letters of any script", async () => {
    expect(await defined("define größe_1-2.x 3")).toBe('${größe_1-2.x} is "3"\n');
  });
});
