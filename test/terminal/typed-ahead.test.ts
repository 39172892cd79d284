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

it("JavaScript of several rows that is typed before there is a tool behind the prompt is one line", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("[20,\r22].reduce((a, b) => a + b)\r");
  await prompt.waitFor(/\n42\nmain offline, open next> $/);
  prompt.press("up");
  await prompt.standsAt(`${at.start}[20,\n22].reduce((a, b) => a + b)`);
});

it.each([
  { typed: "pi\t\r", runs: "ping" },
  { typed: "dis\t\r", runs: "disco" },
])(
  "Tab and Enter that come in one go complete the line, and then run it ($runs)",
  async ({ typed, runs }) => {
    const prompt = await startPrompt(["localhost"]);
    prompt.type(typed);
    await prompt.waitFor(new RegExp(`> ${runs} ?\n[\\s\\S]*Cannot `));
  },
);

it("lines that are typed ahead with Tab and Enter run in their order", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("Math.flo\t\rMath.cei\t\r20 + 22\r");
  await prompt.standsAt(`42\n${at.start}`);
  expect(prompt.scrollback()).toMatch(/Math\.floor\n[\s\S]*Math\.ceil\n[\s\S]*20 \+ 22\n/);
  expect(prompt.scrollback()).not.toContain("NaN");
});
