import { describe, expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

async function shown(line: string): Promise<string> {
  const tool = tryOut();
  await tool.run(line);
  return tool.shown;
}

describe("help finds", () => {
  test.each(["help view", "help set view"])("a setting: %s", async (line) => {
    expect(await shown(line)).toBe(await shown("set view"));
  });

  test("the settings of a group", async () => {
    expect(await shown("help limit")).toBe(await shown("set limit"));
    expect(await shown("help set limit stanza")).toBe(await shown("set limit stanza"));
  });

  test("a command before all", async () => {
    expect(await shown("help set")).toContain("List the settings, or change one");
  });
});

test("help says what is neither", async () => {
  const outcome = await tryOut().run("help vew");
  expect(JSON.stringify(outcome)).toContain("there is no such command");
});

describe("--help behind a command is its help", () => {
  test.each([
    ["ping --help", "help ping"],
    ["@romeo close --help ", "@romeo help close"],
    ["alias --help", "help alias"],
  ])("%s", async (line, asked) => {
    const [one, other] = [tryOut(), tryOut()];
    for (const tool of [one, other]) await tool.run("@romeo connect");
    expect(await one.run(line)).toEqual({ status: "passed" });
    await other.run(asked);
    expect(one.shown).toBe(other.shown);
    expect(one.shown).toContain("Example: ");
  });

  test("but not behind its arguments, where it may be one: what is wrong is said with the usage", async () => {
    expect(await tryOut().run("ping localhost --help")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining("no option --help (usage: ping "),
    });
  });
});

describe("? is help", () => {
  test.each([
    ["?", "help"],
    ["? bind", "help bind"],
  ])("%s", async (line, help) => {
    expect(await shown(line)).toBe(await shown(help));
  });

  test("and what it is about is masked as it is there", () => {
    expect(tryOut().shell.mask("? auth me hunter2")).not.toContain("hunter2");
  });
});
