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
