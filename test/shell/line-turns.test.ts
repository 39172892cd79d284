import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

test("of lines that begin together one runs in each turn of the event loop: between them keys are read", async () => {
  const tool = tryOut();
  const heard: string[] = [];
  const lines = ["a", "b", "c"].map(async (name) => {
    await tool.run(`define ${name} 1`);
    heard.push(name);
  });
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      await turn();
      heard.push("keys");
    }
  })();
  await Promise.all(lines);
  isOver = true;
  await reading;
  expect(heard.join(" ")).toContain("a keys b keys c");
});
