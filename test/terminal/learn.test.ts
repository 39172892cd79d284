import { describe, expect, it } from "vitest";
import { folderWith, startIn } from "./harness/scripts.ts";

/** Starts `learn` with a state folder of its own, or with that of an earlier start. */
function learn(args: readonly string[], folder = folderWith({})) {
  const prompt = startIn(folder, ["learn", ...args], { env: { XDG_STATE_HOME: folder }, rows: 100 });
  return { prompt, folder };
}

describe("a lesson at the prompt", () => {
  it("is gone through line by line, and what is done is in the list afterwards", async () => {
    const { prompt, folder } = learn(["1"]);
    await prompt.waitFor(/Type: {2}connect\n\nlesson 1, step 1\/5: offline> $/);
    prompt.enter("connect");
    await prompt.waitFor(/lesson 1, step 2\/5: connected> $/);
    // Free exploring, and the task waits.
    prompt.enter("show state");
    await prompt.waitFor(/still open[^>]*step 2\/5: connected> $/);
    prompt.enter("quit");
    expect(await prompt.exited).toBe(0);
    const { prompt: list } = learn([], folder);
    await list.exited;
    expect(list.screen()).toMatch(/^ *1 {2}what-a-stream-is +1 of 5 +What a stream is$/m);
    expect(list.screen()).toMatch(/main\.js learn 1"\s+begins\s+with[\s\S]*"continue"/);
  });

  it("takes XML over several rows as one line", async () => {
    const { prompt } = learn(["2"]);
    await prompt.waitFor(/step 1\/\d+: connected> $/);
    prompt.enter("<stream:stream to='localhost' version='1.0'");
    await prompt.waitFor(/xml> <stream:stream to='localhost' version='1.0'$/);
    prompt.enter("  xmlns='jabber:client'");
    prompt.enter("  xmlns:stream='http://etherx.jabber.org/streams'>");
    await prompt.waitFor(/Step 1 of/);
  });

  it("takes a word of its own between two rows of XML, and goes on with the XML", async () => {
    const { prompt } = learn(["2"]);
    await prompt.waitFor(/step 1\/\d+: connected> $/);
    prompt.enter("<stream:stream to='localhost' version='1.0'");
    const begun = /xml> <stream:stream to='localhost' version='1.0'$/;
    await prompt.waitFor(begun);
    prompt.enter("show");
    await prompt.waitFor(
      (screen) => /> show\n\n? *Type: {2}<stream:stream/.test(screen) && begun.test(screen),
    );
    prompt.enter("back");
    await prompt.waitFor(
      /> <stream:stream to='localhost' version='1.0'\nThe unfinished XML was dropped; nothing of it was sent\n[\s\S]*> back\n[\s\S]*step 1\/\d+: connected> $/,
    );
  });

  it("is left without a word about the streams that are still open", async () => {
    const { prompt } = learn(["4"]);
    await prompt.waitFor(/step 1\/\d+: stream open> $/);
    prompt.enter("auth me test");
    await prompt.waitFor(/step 1\/\d+: authenticated> $/);
    prompt.enter("quit");
    expect(await prompt.exited).toBe(0);
    expect(prompt.scrollback()).not.toContain("dropped while");
  });

  it("shows the end of a stream that is still open when it is left", async () => {
    const { prompt } = learn(["4"]);
    await prompt.waitFor(/step 1\/\d+: stream open> $/);
    prompt.type("\x04");
    expect(await prompt.exited).toBe(0);
    expect(prompt.scrollback()).toMatch(/C: <\/stream:stream>[\s\S]*S: <\/stream:stream>/);
  });

  it("is told where there is none of that name", async () => {
    const { prompt } = learn(["fetures"]);
    expect(await prompt.exited).toBe(2);
    expect(prompt.scrollback().replaceAll("\n", " ")).toContain('did you mean "features"?');
  });
});

describe("a lesson for a class", () => {
  it("goes on with the space bar, types the lines out, and q leaves", async () => {
    const { prompt } = learn(["1", "--present"]);
    await prompt.waitFor("Lesson 1: What a stream is");
    await prompt.waitFor("space goes on");
    prompt.type(" ");
    await prompt.waitFor("First there is a connection");
    await prompt.waitFor("space goes on");
    prompt.type(" ");
    await prompt.waitFor(/> connect\n[\s\S]*-- connected to[\s\S]*space goes on/);
    await prompt.resize(60, 30);
    prompt.type("q");
    expect(await prompt.exited).toBe(0);
  });
});
