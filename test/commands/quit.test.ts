import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

test.each(["quit", "exit"])("%s leaves", async (line) => {
  const tool = tryOut();
  expect(await tool.run(line)).toEqual({ status: "passed" });
  expect(tool.hasQuit).toBe(true);
});
