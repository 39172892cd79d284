// Keys that come faster than they are done, without paste brackets: typed ahead, or sent by another program.
import { expect, it } from "vitest";
import { at, startPrompt } from "./harness/prompt.ts";

it("Ctrl-C before the first row has run drops all of them, says so, and does nothing else", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.enter("20 + 22");
  await prompt.standsAt(`42\n${at.start}`);
  prompt.type("1 + 1\r2 + 2\r\x03");
  await prompt.standsAt(`2 more rows were not run, the first is: 1 + 1\n${at.start}`);
  expect(prompt.scrollback()).not.toContain("To leave");
});

it("what is typed before there is a tool behind the prompt is dropped by Ctrl-C, and told", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("1 + 1\r2 + 2\r\x03");
  await prompt.waitFor(/2 (?:more )?rows were not run/);
  prompt.enter("20 + 22");
  await prompt.standsAt(`42\n${at.start}`);
  expect(prompt.scrollback()).not.toMatch(/To leave|^[24]$/m);
});
