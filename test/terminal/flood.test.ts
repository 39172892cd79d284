// More comes than anybody can read: one can type all the same, and is told what was not shown.
import { describe, expect, it, onTestFinished } from "vitest";
import {
  argumentsFor,
  at,
  message,
  openStream,
  type Prompt,
  startPrompt,
  startServer,
} from "./harness/prompt.ts";

function stanzas(count: number): string {
  return Array.from(
    { length: count },
    (_, n) => `<message from='romeo@localhost' id='m${n}'><body>stanza ${n}</body></message>`,
  ).join("");
}

const FLOOD = 100_000;
/** Enough to be doing something else meanwhile, and more than the transcript keeps. */
const MANY = 40_000;
const last = (count: number) => `stanza ${count - 1}</body>`;

/** Waits until so many entries have passed: ten thousand at least come in the time that a wait has. */
async function passed(prompt: Prompt, count: number): Promise<void> {
  const newest = (screen: string) => Number(/^ *(\d+) S: (?![\s\S]*^ *\d+ S: )/m.exec(screen)?.[1] ?? 0);
  for (let n = 10_000; n <= count; n += 10_000) await prompt.waitFor((screen) => newest(screen) >= n);
}

describe("while 100,000 stanzas arrive", { timeout: 100_000 }, () => {
  it("a line is typed and run", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    server.send(stanzas(FLOOD));
    // They do not end before it has come: nothing can have waited for that.
    const more = setInterval(() => server.send(stanzas(500)), 20);
    onTestFinished(() => clearInterval(more));
    await prompt.waitFor("scrolled by too fast to show");
    prompt.type("send <half");
    await prompt.waitFor(/\nmain stream open, auth next> send <half$/);
    prompt.enter("/>");
    await server.receives("<half/>");
    clearInterval(more);
    await passed(prompt, FLOOD);
    server.send(message);
    await prompt.waitFor("<body>hello</body>");
    expect(prompt.scrollback()).toMatch(/ C: <half\/>\n/);
  });

  it("what is not shown is told, and can be asked for", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    server.send(stanzas(FLOOD));
    await passed(prompt, FLOOD);
    await prompt.waitFor(last(FLOOD));
    await prompt.standsAt(at.opened);
    const told = [...prompt.scrollback().matchAll(/-- ([\d,]+) entr\w+ scrolled by too fast to show:/g)];
    const unseen = told.reduce((sum, [, count = ""]) => sum + Number(count.replaceAll(",", "")), 0);
    const entries = [...prompt.scrollback().matchAll(/^ *(\d+) S: <message/gm)];
    expect(unseen + entries.length).toBe(FLOOD);
    prompt.enter(`show ${FLOOD}`);
    await prompt.waitFor(`${FLOOD} S: <message`);
  });
});

describe("while 40,000 stanzas arrive", { timeout: 60_000 }, () => {
  it("the transcript drops its oldest, and says so", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    server.send(stanzas(MANY));
    await passed(prompt, MANY);
    await prompt.waitFor(last(MANY));
    const dropping = prompt.scrollback().match(/-- the transcript is full/g);
    expect(dropping).toHaveLength(1);
    prompt.enter("show 1");
    await prompt.waitFor("Cannot show 1: it was dropped to save memory");
  });

  it("Ctrl-D closes the stream and leaves", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    server.send(stanzas(MANY));
    await prompt.waitFor("scrolled by too fast to show");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
  });

  it("Ctrl-C ends a wait", async () => {
    const { server, prompt } = await openStream({ rows: 24 });
    prompt.enter("iq get <ping xmlns='urn:xmpp:ping'/>");
    await server.receives("</iq>");
    server.send(stanzas(MANY));
    await prompt.waitFor("scrolled by too fast to show");
    prompt.press("ctrl-c");
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    await passed(prompt, MANY);
    await prompt.waitFor(last(MANY));
    expect(prompt.scrollback()).toContain("Interrupted: the wait has ended, the session goes on");
  });
});

it("a page of an archive is shown whole: only what nobody could follow is passed over", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server), { rows: 24 });
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  server.send(stanzas(250));
  await prompt.waitFor("stanza 249</body>");
  expect(prompt.scrollback().match(/ S: <message/g)).toHaveLength(250);
});
