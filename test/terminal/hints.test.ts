// The usage of a command, in grey behind what is typed of it.
import { describe, expect, it } from "vitest";
import { at, endsWith, message, openStream, startPrompt } from "./harness/prompt.ts";

const coloured = { env: { COLORTERM: "truecolor" } };
const usage = "[resource] [--no-wait] [--timeout DURATION]";

describe("the usage of a command", () => {
  it("is shown behind what is typed of it, without what is given already", async () => {
    const prompt = await startPrompt(["localhost"], coloured);
    prompt.type("bind");
    await prompt.waitFor(endsWith(`${at.start}bind`));
    prompt.type(" ");
    await prompt.waitFor(endsWith(`${at.start}bind ${usage}`));
    expect(prompt.cursor().column).toBe(at.start.length + 5);
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
    prompt.type("bind x y");
    await prompt.standsAt(`${at.start}bind x y`);
    expect(prompt.scrollback()).not.toContain("--timeout DURATION");
  });

  it("is not shown without colours: it could not be told from what was typed", async () => {
    const prompt = await startPrompt(["localhost"], { env: { NO_COLOR: "1" } });
    prompt.type("bind x y");
    await prompt.standsAt(`${at.start}bind x y`);
    expect(prompt.scrollback()).not.toContain("DURATION");
  });
});
