import { describe, it } from "vitest";
import { at, startPrompt } from "./harness/prompt.ts";

const start = () => startPrompt(["localhost"]);

describe("Tab", () => {
  it.each([
    ["rest", "restart"],
    ["@juliet pres", "@juliet presence"],
    ["bind --no", "bind --no-wait"],
    ["set vi", "set view"],
    ["help mes", "help message"],
    ["globalThi", "globalThis"],
  ])("completes %s to %s", async (typed, completed) => {
    const prompt = await start();
    prompt.type(typed);
    await prompt.standsAt(at.start + typed);
    prompt.press("tab");
    await prompt.standsAt(at.start + completed);
  });

  it("goes as far as it is clear, then lists what fits, and the line stays", async () => {
    const prompt = await start();
    prompt.type("di");
    await prompt.standsAt(`${at.start}di`);
    prompt.press("tab");
    await prompt.standsAt(`${at.start}disco`);
    prompt.press("tab");
    await prompt.waitFor(/\ndisco +disconnect *\n[\s\S]*open next> disco$/);
    prompt.type("n");
    await prompt.standsAt(`${at.start}discon`);
    prompt.press("tab");
    await prompt.standsAt(`${at.start}disconnect`);
  });
});

describe("arrow-up", () => {
  it("recalls lines, the newest first, to be changed and run again", async () => {
    const prompt = await start();
    for (const line of ["20 + 21", "show state", "help bind"]) prompt.enter(line);
    for (const line of ["help bind", "show state", "20 + 21"]) {
      prompt.press("up");
      await prompt.standsAt(at.start + line);
    }
    prompt.press("backspace");
    prompt.enter("2");
    await prompt.standsAt(`42\n${at.start}`);
  });
});
