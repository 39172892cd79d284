// Ctrl-R: the history is searched while it is typed what for.
import { describe, expect, it } from "vitest";
import { at, message, openStream, type Prompt, shown, startPrompt } from "./harness/prompt.ts";

/** A prompt with these lines in its history: JavaScript, so that nothing else happens. */
async function withHistory(...lines: readonly string[]): Promise<Prompt> {
  const prompt = await startPrompt(["localhost"]);
  for (const line of lines) {
    prompt.enter(line);
    // When it has run: before there is a tool behind the prompt Ctrl-R is nothing, and rows that wait are shown again.
    await prompt.waitFor(new RegExp(`> ${line.replace("+", "\\+")}\n\\d+\n${at.start}$`));
  }
  return prompt;
}

describe("Ctrl-R", () => {
  it("finds the last line with a text in it, further back with each Ctrl-R, and Ctrl-S goes forward", async () => {
    const prompt = await withHistory("40 + 2", "100 + 1", "40 + 3", "7");
    prompt.press("ctrl-r");
    await prompt.standsAt('search "": ');
    prompt.type("40");
    await prompt.waitFor(/search "40": 40 \+ 3$/);
    prompt.press("ctrl-r");
    await prompt.waitFor(/search "40": 40 \+ 2$/);
    prompt.press("ctrl-r");
    await prompt.waitFor(/search "40" \(nothing further\): 40 \+ 2$/);
    prompt.press("ctrl-s");
    await prompt.waitFor(/search "40": 40 \+ 3$/);
  });

  it("runs what was found with Enter", async () => {
    const prompt = await withHistory("40 + 2", "7");
    prompt.press("ctrl-r");
    prompt.type("+");
    await prompt.waitFor(/search "\+": 40 \+ 2$/);
    prompt.press("enter");
    await prompt.standsAt(`${at.start}40 + 2\n42\n${at.start}`);
  });

  it.each([
    ["tab", "492"],
    ["escape", "492"],
    ["up", "492"],
    ["left", "942"],
    ["right", "411"],
    ["ctrl-a", "942"],
    ["ctrl-e", "69"],
  ] as const)("puts it on the line with %s, where it was found", async (key, result) => {
    const prompt = await withHistory("40 + 2", "7");
    prompt.press("ctrl-r");
    prompt.type("0 +");
    await prompt.waitFor(/search "0 \+": 40 \+ 2$/);
    prompt.press(key);
    await prompt.standsAt(`${at.start}40 + 2`);
    prompt.enter("9");
    await prompt.standsAt(`${result}\n${at.start}`);
  });

  it.each(["ctrl-g", "ctrl-c"] as const)("gives the line back as it was with %s", async (key) => {
    const prompt = await withHistory("40 + 2", "7");
    prompt.type("half");
    prompt.press("left");
    prompt.press("ctrl-r");
    prompt.type("40");
    await prompt.waitFor(/search "40": 40 \+ 2$/);
    prompt.press(key);
    await prompt.standsAt(`${at.start}half`);
    prompt.type("X");
    await prompt.waitFor(/> halXf$/);
  });

  it("says that nothing was found, and goes back with Backspace", async () => {
    const prompt = await withHistory("40 + 2");
    prompt.press("ctrl-r");
    prompt.type("40x");
    await prompt.waitFor(/search "40x" \(nothing found\): 40 \+ 2$/);
    prompt.press("backspace");
    await prompt.waitFor(/search "40": 40 \+ 2$/);
  });

  it("takes what is typed ahead", async () => {
    const prompt = await withHistory("40 + 2", "7");
    prompt.type("\x1240\r");
    await prompt.standsAt(`${at.start}40 + 2\n42\n${at.start}`);
  });

  it("is ended by a question: the answer goes to that, and what was found is on the line behind it", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("expect <iq/>");
    prompt.enter("auth me");
    prompt.press("ctrl-r");
    prompt.type("ope");
    await prompt.standsAt('search "ope": open');
    server.send("<iq type='set' id='i1'/>");
    await prompt.standsAt("Password of me: ");
    prompt.enter("secret");
    await server.receives("<auth");
    await prompt.waitFor(/> open$/);
  });

  it("stays whole while stanzas arrive", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("send <a/>");
    await server.receives("<a/>");
    prompt.press("ctrl-r");
    prompt.type("<a");
    await prompt.waitFor(/search "<a": send <a\/>$/);
    server.send(message);
    await prompt.waitFor((screen) => screen.endsWith(`${shown(8)}search "<a": send <a/>`));
    prompt.press("enter");
    await server.receives("<a/><a/>");
  });

  it("finds stanzas of several rows", async () => {
    const { server, prompt } = await openStream();
    prompt.paste("<a>\n<b/>\n</a>\n");
    await server.receives("</a>");
    prompt.press("ctrl-r");
    prompt.type("<b");
    await prompt.waitFor(/search "<b": <a>\n<b\/>\n<\/a>$/);
    prompt.press("enter");
    await server.receives("</a><a>\n<b/>\n</a>");
    expect(server.received().match(/<b\/>/g)).toHaveLength(2);
  });
});
