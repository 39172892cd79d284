import { describe, expect, it } from "vitest";
import {
  argumentsFor,
  at,
  openStream,
  type Prompt,
  startPrompt,
  startPromptInShell,
  startServer,
  typedMeanwhile,
} from "./harness/prompt.ts";
import { folderWith } from "./harness/scripts.ts";

async function processId(prompt: Prompt): Promise<number> {
  prompt.enter("process.pid");
  let shown: string | undefined;
  await prompt.waitFor((screen) => {
    shown = /process\.pid\n(\d+)\n/.exec(screen)?.[1];
    return shown !== undefined;
  });
  return Number(shown);
}

const ways: readonly [string, (prompt: Prompt) => Promise<void> | void, number][] = [
  ["Ctrl-D", (prompt) => prompt.press("ctrl-d"), 0],
  ['"quit"', (prompt) => prompt.enter("quit"), 0],
  ["SIGTERM", async (prompt) => void process.kill(await processId(prompt), "SIGTERM"), 143],
  ["SIGINT from elsewhere", async (prompt) => void process.kill(await processId(prompt), "SIGINT"), 130],
];

it.each(ways)("%s closes the open stream and ends the program", async (_way, leave, code) => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server));
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  await leave(prompt);
  expect(await prompt.exited).toBe(code);
  expect(server.received().endsWith("</stream:stream>")).toBe(true);
  expect(prompt.screen()).toMatch(/ C: <\/stream:stream>\n *\d+ S: <\/stream:stream>.*\n.*disconnected/);
});

it.each(["quit", "exit"])("%s leaves no row for a line that nobody types", async (line) => {
  const { prompt } = await openStream();
  prompt.enter(line);
  expect(await prompt.exited).toBe(0);
  expect(prompt.screen()).toMatch(new RegExp(`> ${line}\\n *\\d+ C: </stream:stream>\\n`));
});

it.each(ways)("%s without a connection ends the program", async (_way, leave, code) => {
  const prompt = await startPrompt(["localhost"]);
  await leave(prompt);
  expect(await prompt.exited).toBe(code);
});

it.each(ways)("%s leaves the terminal as a shell needs it", async (_way, leave, code) => {
  const server = await startServer();
  const prompt = await startPromptInShell(argumentsFor(server));
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  await leave(prompt);
  // At the beginning of a row of its own, and what is typed is echoed and read by the line.
  await prompt.standsAt(`ended with ${code}`);
  prompt.type("anybody tehre\x7f\x7f\x7f\x7fhere?\r");
  await prompt.standsAt(`ended with ${code}\nanybody there?\nthe shell read anybody there?`);
});

it.each(ways)("%s gives back the modes of the terminal as they were", async (_way, leave, code) => {
  const server = await startServer();
  const prompt = await startPromptInShell(argumentsFor(server), {
    before: "modes=$(stty -g)",
    after: 'test "$modes" = "$(stty -g)" && echo the same',
  });
  await prompt.waitFor(() => prompt.asksForPastes());
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  await leave(prompt);
  await prompt.waitFor(`the same\nended with ${code}`);
  expect(prompt.asksForPastes()).toBe(false);
});

it("a window that is closed closes the open stream", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server));
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  prompt.hangUp();
  await server.receives("</stream:stream>");
});

it("what has not come whole is an entry when one leaves, and nothing is drawn below the end", async () => {
  const server = await startServer();
  const prompt = await startPrompt(argumentsFor(server));
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  server.send("<message><body>half");
  await prompt.waitFor("waits for </body></message>");
  prompt.press("ctrl-d");
  expect(await prompt.exited).toBe(0);
  expect(prompt.screen()).toMatch(/-- disconnected by [^\n]*$/);
  expect(prompt.screen()).not.toContain("waits for");
});

describe("leaving ends what is under way", () => {
  const ping = "iq get --timeout 10m <ping xmlns='urn:xmpp:ping'/>";

  it.each([
    { way: "Ctrl-D", code: 0 },
    { way: "SIGTERM", code: 143 },
  ])("$way ends a wait, of which nothing more is said", async ({ way, code }) => {
    const { server, prompt } = await openStream();
    const id = await processId(prompt);
    prompt.enter(ping);
    await server.receives("</iq>");
    if (way === "SIGTERM") process.kill(id, "SIGTERM");
    else prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(code);
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
    expect(prompt.screen()).toMatch(/ C: <\/stream:stream>\n *\d+ S: <\/stream:stream>.*\n.*disconnected/);
    expect(prompt.screen()).not.toContain("Interrupted");
  });

  it("so it does with a promise that JavaScript waits for", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("await message('a@b', 'begun'); await new Promise((end) => setTimeout(end, 600_000))");
    await server.receives("begun");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
  });

  it("so it does with a loop of JavaScript that sends: nothing goes out any more", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("for (;;) { await message('a@b', 'hi'); await new Promise((end) => setTimeout(end, 1)); }");
    await server.receives("</message><message");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
    expect(prompt.screen()).not.toContain("Uncaught");
  });

  it("a timer that JavaScript has left keeps nobody", async () => {
    const { prompt } = await openStream();
    prompt.enter("setTimeout(() => {}, 600_000); 20 + 22");
    await prompt.waitFor(/\n42\n/);
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
  });

  it("what was typed ahead is not run, and that is told", async () => {
    const { server, prompt } = await openStream();
    prompt.enter(ping);
    await server.receives("</iq>");
    prompt.enter("close");
    prompt.enter("send <late/>");
    await prompt.waitFor(typedMeanwhile(`${at.opened}send <late/>`, at.opened));
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    expect(prompt.screen()).toContain("\n2 more rows were not run, the first is: close\n");
    expect(server.received()).not.toContain("<late/>");
  });

  it("SIGTERM does not wait for the editor that has the terminal", async () => {
    const folder = folderWith({ "editor.sh": "echo the editor has the terminal; exec sleep 600" });
    const prompt = await startPrompt(["localhost"], { env: { EDITOR: `sh ${folder}/editor.sh` } });
    const id = await processId(prompt);
    prompt.enter("edit --new");
    await prompt.waitFor("the editor has the terminal");
    process.kill(id, "SIGTERM");
    expect(await prompt.exited).toBe(143);
  });
});

it("Ctrl-D with a half-typed line does not leave", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("hal");
  await prompt.standsAt(`${at.start}hal`);
  prompt.press("ctrl-d");
  prompt.type("f");
  await prompt.standsAt(`${at.start}half`);
});
