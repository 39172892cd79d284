import { expect, it } from "vitest";
import { startPrompt } from "./harness/prompt.ts";

it("what a filter hides is not on the screen, the prompt says that one is on, and what was hidden can be looked at", async () => {
  const prompt = await startPrompt([], { columns: 100 });
  prompt.enter("filter out");
  await prompt.standsAt("main offline, open next, filtered> ");
  prompt.enter("open");
  await prompt.standsAt("main stream open, starttls next, filtered> ");
  expect(prompt.scrollback()).toMatch(/\d C: <\?xml/);
  expect(prompt.scrollback()).not.toMatch(/\d S: /);
  prompt.enter("filter");
  await prompt.waitFor("only this is shown: out (2 entries were hidden");
  prompt.enter("grep mechanism");
  await prompt.waitFor(/\d S: <stream:features>\n[\s\S]*-- found in 1 entry/);
  prompt.enter("filter off");
  await prompt.standsAt("main stream open, starttls next> ");
});
