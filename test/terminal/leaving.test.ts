import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type FakeServer, polite } from "../servers/harness/fake-server.ts";
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

/** Writes a file when it is told to end. */
const LENT = `trap 'touch "$0.ended"; exit' TERM
echo it has the terminal
read -r line < /dev/tty
`;

/** Takes the terminal as an editor of a whole screen does, and leaves it so when it is killed, as vim does. */
const RAW = `trap 'printf "it ends\\r\\n"; exit 1' TERM
stty raw -echo < /dev/tty
printf 'it has the terminal\\r\\n'
read -r line < /dev/tty
`;

const DEAF = `trap '' TERM HUP
echo it has the terminal
while true; do read -r line < /dev/tty; done
`;

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

describe("a server that does not close its stream", () => {
  const silent = (text: string, fake: FakeServer) => {
    if (!text.includes("</stream:stream>")) polite(text, fake);
  };

  it("is waited for with a word, and what did not come is told", async () => {
    const { prompt } = await openStream({ answer: silent });
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    expect(prompt.screen()).toMatch(
      /C: <\/stream:stream>\n.*-- waits for the server's <\/stream:stream> \(Ctrl-C ends it\)\n.*has not come in 2 s.*\n.*disconnected by this side/,
    );
  });

  it("is not waited for behind Ctrl-C", async () => {
    const { prompt } = await openStream({ answer: silent });
    prompt.press("ctrl-d");
    await prompt.waitFor("(Ctrl-C ends it)");
    prompt.press("ctrl-c");
    expect(await prompt.exited).toBe(0);
    expect(prompt.screen()).toMatch(
      /\^C\n +-- the server's <\/stream:stream> has not come \(RFC 6120 §4\.4\)\n.*disconnected by this side/,
    );
  });
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

describe("a loop of JavaScript in which nothing else can run", () => {
  // Until the loop runs a signal would be heard as ever.
  const loop = 'fs.writeSync(1, "round and " + "round"); while (true);';

  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("is ended by %s with the program, and the terminal is as it was", async (signal, code) => {
    const prompt = await startPromptInShell(["localhost"], {
      before: "modes=$(stty -g)",
      after: 'test "$modes" = "$(stty -g)" && echo the same',
    });
    const id = await processId(prompt);
    prompt.enter(loop);
    await prompt.waitFor("round and round");
    process.kill(id, signal);
    await prompt.waitFor(`the same\nended with ${code}`);
  });

  it("does not outlive the window", async () => {
    const prompt = await startPrompt(["localhost"]);
    prompt.enter(loop);
    await prompt.waitFor("round and round");
    prompt.hangUp();
    expect(await prompt.exited).toBe(129);
  });

  it("that has ended leaves the signals to the prompt again", async () => {
    const { server, prompt } = await openStream();
    const id = await processId(prompt);
    prompt.enter(loop);
    await prompt.waitFor("round and round");
    prompt.press("ctrl-c");
    await prompt.waitFor(/Interrupted\n[\s\S]*> $/);
    process.kill(id, "SIGTERM");
    expect(await prompt.exited).toBe(143);
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
  });
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

  it("SIGTERM ends the editor first: the closing of the stream stands in rows below it", async () => {
    const program = `${folderWith({ "program.sh": RAW })}/program.sh`;
    const { prompt, server } = await openStream({ columns: 200, env: { EDITOR: `sh ${program}` } });
    const id = await processId(prompt);
    prompt.enter("edit --new");
    await prompt.waitFor("it has the terminal");
    process.kill(id, "SIGTERM");
    expect(await prompt.exited).toBe(143);
    expect(prompt.screen()).toMatch(
      /it has the terminal\nit ends\n *\d+ C: <\/stream:stream>\n *\d+ S: <\/stream:stream>.*\n {4}-- disconnected/,
    );
    expect(server.received().endsWith("</stream:stream>")).toBe(true);
  });

  it("SIGTERM does not wait for an editor that takes no notice of it", async () => {
    const program = `${folderWith({ "program.sh": DEAF })}/program.sh`;
    const prompt = await startPrompt(["localhost"], { env: { EDITOR: `sh ${program}` } });
    const id = await processId(prompt);
    prompt.enter("edit --new");
    await prompt.waitFor("it has the terminal");
    process.kill(id, "SIGTERM");
    expect(await prompt.exited).toBe(143);
  });

  it.each([
    { what: "editor", line: "edit --new" },
    { what: "pager", line: "help" },
  ])("SIGTERM does not wait for the $what that has the terminal, and ends it", async ({ line }) => {
    const program = `${folderWith({ "program.sh": LENT })}/program.sh`;
    const named = `sh ${program}`;
    const prompt = await startPrompt(["localhost"], { rows: 24, env: { EDITOR: named, PAGER: named } });
    const id = await processId(prompt);
    prompt.enter(line);
    await prompt.waitFor("it has the terminal");
    process.kill(id, "SIGTERM");
    expect(await prompt.exited).toBe(143);
    await expect.poll(() => existsSync(`${program}.ended`)).toBe(true);
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
