import { expect, it } from "vitest";
import { folderWith, startIn } from "./harness/scripts.ts";

const WAITING = "(space goes on, q leaves)";

it("a lesson for a class shows what goes over the wire, and none of the tool's own book-keeping", async () => {
  const folder = folderWith({});
  const prompt = startIn(folder, ["learn", "4", "--present"], { env: { XDG_STATE_HOME: folder } });
  // The first step is the lesson's own, and has a pattern beneath it.
  let before = "";
  while (!before.includes("> show features")) {
    await prompt.waitFor((screen) => screen.endsWith(WAITING) && screen !== before);
    before = prompt.screen();
    prompt.type(" ");
  }
  expect(prompt.scrollback()).toContain("<mechanism>PLAIN</mechanism>");
  expect(prompt.scrollback()).not.toContain("as expected");
  prompt.type("q");
  expect(await prompt.exited).toBe(0);
});

it("a class that is not told which lesson is told how to name one", async () => {
  const prompt = startIn(folderWith({}), ["learn", "--present"]);
  expect(await prompt.exited).toBe(2);
  expect(prompt.scrollback().replaceAll("\n", " ")).toMatch(/as "node \S+main\.js learn --present 1"/);
});
