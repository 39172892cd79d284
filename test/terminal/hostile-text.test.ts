// What a server sends is shown and never obeyed.
import { describe, expect, it } from "vitest";
import { at, atIn, type Opened, openStream, type Prompt } from "./harness/prompt.ts";

const hostile: readonly [what: string, sent: string, shown: string][] = [
  ["clears the screen", "\x1b[2J\x1b[H", String.raw`\x1b[2J\x1b[H`],
  ["sets the title", "\x1b]0;owned\x07", String.raw`\x1b]0;owned\x07`],
  ["sets the title by C1", "\x9d0;owned\x9c", String.raw`\x9d0;owned\x9c`],
  ["moves the cursor by C1", "\x9b5A", String.raw`\x9b5A`],
  ["goes back to the beginning of the row", "\rowned", String.raw`\rowned`],
  ["turns the direction around", "\u202eowned\u2066\u061c", String.raw`\u202eowned\u2066\u061c`],
  ["deletes", "abc\b\b\b\x7f", String.raw`abc\x08\x08\x08\x7f`],
];

const live = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** What stood on the screen before is still there, and no title was set. */
function expectUnharmed(prompt: Prompt, columns = 80): void {
  expect(prompt.titles()).toEqual([]);
  expect(prompt.screen()).not.toMatch(live);
  expect(prompt.screen().startsWith("xmpp-repl ")).toBe(true);
  expect(prompt.screen()).toContain(`${atIn(columns).start}open\n`);
}

describe.each(hostile)("text that %s", (_what, sent, shown) => {
  const cases: readonly [string, (opened: Opened) => void][] = [
    ["in a stanza", ({ server }) => server.send(`<message><body>${sent}</body></message>`)],
    ["in an attribute", ({ server }) => server.send(`<message from='${sent}'/>`)],
    ["in an unfinished tag", ({ server }) => server.end(`<message from='${sent}`)],
  ];
  it.each(cases)("is shown, %s", async (_where, send) => {
    const opened = await openStream({ columns: 160 });
    send(opened);
    await opened.prompt.waitFor((screen) => screen.includes(shown));
    await opened.prompt.waitFor(/\nmain [^\n]*> $/);
    expectUnharmed(opened.prompt);
  });
});

it.each(hostile)("text that %s is not obeyed instead of XML", async (_what, sent) => {
  const { server, prompt } = await openStream({ columns: 160 });
  server.end(`${sent}<<<`);
  await prompt.waitFor(/S: [^\n]*<<<[\s\S]*closed the connection without[\s\S]*\nmain offline, open next> $/);
  expectUnharmed(prompt);
});

describe.each([40, 80, 200])("at %i columns", (columns) => {
  it.each(hostile)("text that %s is shown", async (_what, sent, shown) => {
    const { server, prompt } = await openStream({ columns });
    prompt.type("half");
    server.send(`<message><body>${sent}</body></message>`);
    await prompt.waitFor(() => prompt.scrollback().replace(/\n +/g, "").includes(shown));
    await prompt.waitFor(() => /\nmain [^\n]*> half$/.test(prompt.scrollback()));
    expectUnharmed(prompt, columns);
  });

  it.each([
    ["a text", (text: string) => `<message><body>${text}</body></message>`],
    ["an attribute", (text: string) => `<message from='${text}'/>`],
    ["what is no XML", (text: string) => `<<${text}`],
  ])("%s of a megabyte leaves the line whole, in every view", async (_what, wrapped) => {
    for (const view of ["pretty", "raw", "compact", "hex", "tree"]) {
      const { server, prompt } = await openStream({ columns });
      prompt.enter(`set view ${view}`);
      await prompt.waitFor(/view is \w+\nmain [^\n]*> $/);
      prompt.type("half");
      server.send(wrapped("\u202e\x9b2Jx".repeat(131_072)));
      await prompt.waitFor(() => /\n *7 S: [\s\S]*\nmain [^\n]*> half$/.test(prompt.scrollback()));
      prompt.type(" a line");
      await prompt.waitFor(() => /\nmain [^\n]*> half a line$/.test(prompt.scrollback()));
      expect(prompt.titles()).toEqual([]);
      expect(prompt.scrollback()).not.toMatch(live);
    }
  });
});

describe("text that would be obeyed", () => {
  it("is shown in the raw view, and when it is looked at again", async () => {
    const { server, prompt } = await openStream({ columns: 160 });
    prompt.enter("set view raw");
    await prompt.standsAt(`view is raw\n${at.opened}`);
    server.send("<message><body>\x1b]0;owned\x07\x9b2J\u202e</body></message>");
    await prompt.waitFor(String.raw`<body>\x1b]0;owned\x07\x9b2J\u202e</body>`);
    prompt.enter("show 7");
    prompt.enter("show 8");
    prompt.enter("20 + 22");
    await prompt.standsAt("42\nmain stream unreadable, disconnect next> ");
    expectUnharmed(prompt);
  });

  it("is shown when JavaScript prints it", async () => {
    const { server, prompt } = await openStream({ columns: 160 });
    server.send("<message id='\u202eowned\x9d0;t\x9c'><body>\x9b2J\u202e</body></message>");
    await prompt.waitFor(String.raw`\u202eowned`);
    for (const line of [
      "last",
      "last.attrs",
      "last.attrs.id",
      "console.log(String(last))",
      "console.log(last.attrs.id)",
      "20 + 22",
    ])
      prompt.enter(line);
    await prompt.standsAt(`42\n${at.opened}`);
    expectUnharmed(prompt);
  });

  it("is shown where the prompt names unfinished elements", async () => {
    const { prompt } = await openStream({ columns: 160 });
    prompt.paste("<a\u202e>\n");
    await prompt.waitFor(/\\u202e/);
    expect(prompt.titles()).toEqual([]);
  });
});
