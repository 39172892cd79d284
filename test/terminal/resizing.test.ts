// The window's size changes while a line is half-typed: the line is there once, and what stands above it stays.
import { describe, expect, it } from "vitest";
import { at, atIn, cursorStandsBehind, message, openStream, type Prompt, shown } from "./harness/prompt.ts";

const text = `send <a>${"0123456789".repeat(9)}</a>`;

/** The rows of the line at that width. */
function rows(columns: number): string {
  return (atIn(columns).opened + text).match(new RegExp(`.{1,${columns}}`, "g"))?.join("\n") ?? "";
}

function times(prompt: Prompt, what: string): number {
  return prompt.scrollback().split(what).length - 1;
}

describe("when the window is resized", () => {
  it("the line of several rows is there once, in as many rows as it needs", async () => {
    const { server, prompt } = await openStream({ columns: 80 });
    server.send(message);
    prompt.type(text);
    await prompt.standsAt(`${shown(6)}${rows(80)}`);
    for (const columns of [50, 40, 120, 64, 200, 80]) {
      await prompt.resize(columns, 60);
      await prompt.standsAt(`${shown(6)}${rows(columns)}`);
      // What the terminal itself has left over goes a moment later.
      await prompt.waitFor(() => times(prompt, "send <a>0") === 1);
    }
    server.send(message);
    await prompt.standsAt(`${shown(6)}${shown(7)}${rows(80)}`);
    prompt.press("enter");
    await server.receives(text.slice(5));
  });

  it("the cursor may be in the first row of several", async () => {
    const { server, prompt } = await openStream({ columns: 80 });
    prompt.type(text);
    await prompt.standsAt(rows(80));
    prompt.press("home");
    await cursorStandsBehind(prompt, at.opened.length, 80);
    for (const columns of [40, 100]) {
      await prompt.resize(columns, 60);
      // The terminal itself may have moved the rows to where they belong, and what it has left over goes a moment later.
      const end = `\n${rows(columns)}`;
      await prompt.waitFor((screen) => screen.endsWith(end) && times(prompt, "send <a>0") === 1);
    }
    prompt.press("right");
    server.send(message);
    await prompt.standsAt(`${shown(6)}${rows(100)}`);
  });

  it("the rows of an element that is still open are there once, and go when it is whole", async () => {
    const { server, prompt } = await openStream({ columns: 80 });
    prompt.type("half");
    const body = "0123456789 ".repeat(7).trim();
    server.send(`<message><body>${body}`);
    const open = /waits for <\/body><\/message>\nmain stream open, auth next> half$/;
    await prompt.waitFor(open);
    for (const columns of [40, 100, 80]) {
      await prompt.resize(columns, 60);
      await prompt.waitFor(() => open.test(prompt.scrollback()) && times(prompt, "waits for") === 1);
    }
    server.send("</body></message>");
    await prompt.waitFor(/ <\/message>\nmain stream open, auth next> half$/);
    expect(times(prompt, "waits for")).toBe(0);
    expect(times(prompt, "<message>")).toBe(1);
  });
});
