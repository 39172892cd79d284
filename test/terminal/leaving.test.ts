import { expect, it } from "vitest";
import {
  argumentsFor,
  at,
  type Prompt,
  startPrompt,
  startPromptInShell,
  startServer,
} from "./harness/prompt.ts";

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

it("Ctrl-D with a half-typed line does not leave", async () => {
  const prompt = await startPrompt(["localhost"]);
  prompt.type("hal");
  await prompt.standsAt(`${at.start}hal`);
  prompt.press("ctrl-d");
  prompt.type("f");
  await prompt.standsAt(`${at.start}half`);
});
