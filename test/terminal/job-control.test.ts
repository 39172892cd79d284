// Ctrl-Z and "fg", in a shell with job control.
import { expect, it } from "vitest";
import {
  argumentsFor,
  at,
  message,
  type Prompt,
  shown,
  startPrompt,
  startPromptInJobs,
  startServer,
} from "./harness/prompt.ts";

async function openInShell() {
  const server = await startServer();
  const prompt = await startPromptInJobs(argumentsFor(server));
  prompt.enter("open");
  await prompt.standsAt(at.opened);
  return { server, prompt };
}

/** Stops the program; the shell's own prompt is "$ ". */
async function stop(prompt: Prompt): Promise<void> {
  prompt.press("ctrl-z");
  await prompt.waitFor(/Stopped[^$]*\n\$ $/);
}

it("Ctrl-Z gives the terminal to the shell as it was, and fg brings the half-typed line back", async () => {
  const { server, prompt } = await openInShell();
  prompt.type("send <a></a>");
  for (let i = 0; i < 4; i += 1) prompt.press("left");
  await stop(prompt);
  expect(prompt.screen()).toContain(`\n${at.opened}send <a></a>\n`);
  prompt.enter('test "$modes" = "$(stty -g)" && echo the modes are the same');
  await prompt.waitFor(/\nthe modes are the same\n\$ $/);
  prompt.enter("fg");
  await prompt.standsAt(`${at.opened}send <a></a>`);
  prompt.type("whole\r");
  await server.receives("<a>whole</a>");
  await prompt.standsAt(at.opened);
  prompt.paste("<b>\n\n</b>\n");
  await server.receives("<b>\n\n</b>");
});

it("a half-typed line of two rows is there once after fg", async () => {
  const { prompt } = await openInShell();
  const line = `${at.opened}send <a>${"0123456789".repeat(8)}END`;
  prompt.type(line.slice(at.opened.length));
  await prompt.waitFor(/END$/);
  await stop(prompt);
  prompt.enter("fg");
  await prompt.waitFor(/\bfg\n[\s\S]*END$/);
  // Whatever else is drawn is drawn before this.
  prompt.type("!");
  await prompt.waitFor(/END!$/);
  const [, behind = ""] = prompt.screen().split("$ fg\n");
  expect(behind.endsWith(`${line.slice(0, 80)}\n${line.slice(80)}!`)).toBe(true);
  expect(behind.split(at.opened)).toHaveLength(2);
});

it("what comes meanwhile is shown after fg, above the line", async () => {
  const { server, prompt } = await openInShell();
  prompt.type("half");
  await stop(prompt);
  server.send(message);
  prompt.enter("echo the shell is here");
  await prompt.waitFor(/\nthe shell is here\n\$ $/);
  expect(prompt.screen()).not.toContain("hello");
  prompt.enter("fg");
  await prompt.standsAt(`${shown(6)}${at.opened}half`);
});

it.each([2, 30])(
  "a line of two rows is there once after fg, below %i stanzas that came meanwhile",
  async (count) => {
    const { server, prompt } = await openInShell();
    const line = `${at.opened}send <a>${"0123456789".repeat(8)}END`;
    prompt.type(line.slice(at.opened.length));
    await prompt.waitFor(/END$/);
    await stop(prompt);
    server.send(message.repeat(count));
    prompt.enter("fg");
    await prompt.waitFor(/<\/message>\n[^<]*<a>[\s\S]*END$/);
    // Whatever else is drawn is drawn before this.
    prompt.type("!");
    await prompt.waitFor(/END!$/);
    const [, behind = ""] = prompt.scrollback().split("$ fg\n");
    const all = Array.from({ length: count }, (_, n) => shown(6 + n)).join("");
    // The first row is the shell's: which job goes on.
    expect(behind.slice(behind.indexOf("\n") + 1)).toBe(`${all}${line}!`);
  },
);

it("Ctrl-Z at the question for a password is the same: fg asks again, with what was typed still unseen", async () => {
  const { server, prompt } = await openInShell();
  prompt.enter("auth me --mechanism PLAIN");
  await prompt.standsAt("Password of me: ");
  prompt.type("topsec");
  await stop(prompt);
  prompt.enter('test "$modes" = "$(stty -g)" && echo the modes are the same');
  await prompt.waitFor(/\nthe modes are the same\n\$ $/);
  prompt.enter("fg");
  await prompt.waitFor(/\bfg\n[\s\S]*\nPassword of me: $/);
  prompt.enter("ret");
  // NUL me NUL topsecret
  await server.receives("AG1lAHRvcHNlY3JldA==");
  expect(prompt.scrollback()).not.toMatch(/topsec|Password of me: \S/);
});

it("an element that is still open is there again after fg", async () => {
  const { server, prompt } = await openInShell();
  server.send("<message><body>half");
  await prompt.waitFor("waits for </body></message>");
  await stop(prompt);
  prompt.enter("fg");
  await prompt.waitFor(/fg\n[\s\S]*\n +S: <message>[\s\S]*waits for .*\nmain stream open, auth next> $/);
  server.send("</body></message>");
  await prompt.waitFor(/ <\/message>\nmain stream open, auth next> $/);
});

it("it can be stopped again and again, and left then", async () => {
  const { server, prompt } = await openInShell();
  for (let n = 0; n < 3; n += 1) {
    await stop(prompt);
    prompt.enter("fg");
    await prompt.standsAt(at.opened);
  }
  prompt.press("ctrl-d");
  await server.receives("</stream:stream>");
  await prompt.waitFor(/\n\$ $/);
  prompt.enter('test "$modes" = "$(stty -g)" && echo the modes are the same');
  await prompt.waitFor(/\nthe modes are the same\n\$ $/);
});

it("Ctrl-Z that is pressed again and again where nobody can stop the program leaves no warning", async () => {
  const prompt = await startPrompt(["localhost"]);
  for (let n = 0; n < 12; n += 1) prompt.press("ctrl-z");
  prompt.enter("20 + 22");
  await prompt.waitFor(/\n42\n[\s\S]*> $/);
  expect(prompt.scrollback()).not.toContain("memory leak");
});

it("where nobody can wake it up again Ctrl-Z changes nothing", async () => {
  const server = await startServer();
  const prompt = await startPromptInJobs(argumentsFor(server), "without job control");
  prompt.type("half");
  prompt.press("ctrl-z");
  await prompt.waitFor(/half\nmain offline, open next> half$/);
  prompt.press("ctrl-u");
  prompt.enter("20 + 22");
  await prompt.standsAt(`42\n${at.start}`);
});
