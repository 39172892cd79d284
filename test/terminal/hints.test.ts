// The usage of a command, in grey behind what is typed of it.
import { describe, expect, it } from "vitest";
import { at, endsWith, message, openStream, type Prompt, startPrompt } from "./harness/prompt.ts";

const coloured = { env: { COLORTERM: "truecolor" } };
const usage = "[resource] [--no-wait] [--timeout DURATION]";

/** Types key by key what would bring a hint: it comes behind a key, and is there until the next one. */
async function neverHints(prompt: Prompt): Promise<void> {
  let isSeen = false;
  for (const typed of ["bind", "bind ", "bind x", "bind x ", "bind x y"]) {
    prompt.type(typed.slice(typed === "bind" ? 0 : -1));
    await prompt.waitFor((screen) => {
      isSeen ||= screen.includes("--timeout DURATION");
      return screen.endsWith(`${at.start}${typed}`.trimEnd());
    });
  }
  expect(isSeen).toBe(false);
}

describe("the usage of a command", () => {
  it("is shown behind what is typed of it, without what is given already", async () => {
    const prompt = await startPrompt(["localhost"], coloured);
    prompt.type("bind");
    await prompt.waitFor(endsWith(`${at.start}bind`));
    prompt.type(" ");
    await prompt.waitFor(
      (screen) =>
        screen.endsWith(`${at.start}bind ${usage}`) && prompt.cursor().column === at.start.length + 5,
    );
    prompt.type("desk --no-wait ");
    await prompt.waitFor(endsWith(`${at.start}bind desk --no-wait [--timeout DURATION]`));
    prompt.type("--timeout ");
    await prompt.waitFor(endsWith(`${at.start}bind desk --no-wait --timeout DURATION`));
  });

  it("is no part of the line, and gone when that is entered", async () => {
    const { server, prompt } = await openStream(coloured);
    prompt.type("send ");
    await prompt.waitFor(/> send \[text…\] /);
    prompt.type("<a/>");
    await prompt.waitFor(endsWith(`${at.opened}send <a/>`));
    prompt.press("enter");
    await server.receives("<a/>");
    expect(server.received()).toMatch(/<a\/>$/);
    prompt.type("@main ");
    prompt.type("show ");
    await prompt.waitFor(/> @main show .*\[/);
    prompt.press("ctrl-c");
    await prompt.standsAt(`${at.opened}@main show \n${at.opened}`);
  });

  it("is shown again below what arrives, and cut where the row ends", async () => {
    const { server, prompt } = await openStream({ ...coloured, columns: 60 });
    prompt.type("bind ");
    await prompt.waitFor(endsWith("next> bind [resource] [--no-wait] …"));
    server.send(message);
    await prompt.waitFor(/<\/message>\nmain .* next> bind \[resource\] \[--no-wait\] …$/);
  });

  it("is not shown in the middle of a line", async () => {
    const prompt = await startPrompt(["localhost"], coloured);
    prompt.type("bind x");
    await prompt.waitFor(endsWith("> bind x [--no-wait] [--timeout DURATION]"));
    prompt.press("left");
    await prompt.waitFor(endsWith("> bind x"));
  });

  it('is not shown after "set hints off"', async () => {
    const prompt = await startPrompt(["localhost"], coloured);
    prompt.enter("set hints off");
    await prompt.standsAt(`hints is off\n${at.start}`);
    await neverHints(prompt);
  });

  it("is not shown without colours: it could not be told from what was typed", async () => {
    const prompt = await startPrompt(["localhost"], { env: { NO_COLOR: "1" } });
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\n${at.start}`);
    await neverHints(prompt);
  });
});
