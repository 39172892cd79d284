// The practice server beside the prompt: what somebody sees who types nothing but the program's name.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { at, type Prompt, startPrompt } from "./harness/prompt.ts";

/** A state folder of somebody who has never typed anything here. */
function newcomer() {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-newcomer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { env: { XDG_STATE_HOME: folder }, history: join(folder, "xmpp-repl", "history.jsonl") };
}

const start = (env: Readonly<Record<string, string>> = {}) => startPrompt([], { columns: 160, env });

const WALK = [
  ["open", "main stream open, starttls next> "],
  ["auth", "main authenticated, restart next> "],
  ["restart", "main authenticated, bind next> "],
  ["bind desk", "main bound, presence next> "],
  ["presence", "main available> "],
] as const;

async function walk(prompt: Prompt, steps: readonly (readonly [string, string])[] = WALK): Promise<void> {
  for (const [line, next] of steps) {
    prompt.enter(line);
    await prompt.standsAt(next);
  }
}

/** What was said of elements as they came. */
function explained(prompt: Prompt): readonly string[] {
  return Array.from(prompt.scrollback().matchAll(/^ {4}-- (<[^>]+>: .*)$/gm), ([, line = ""]) => line);
}

async function leave(prompt: Prompt): Promise<number> {
  prompt.press("ctrl-d");
  return await prompt.exited;
}

describe("without an address", () => {
  it("the banner says that there is a server, where, and for whom", async () => {
    const prompt = await start();
    await prompt.waitFor(/"next" says what comes next\.\nmain offline, open next> $/);
    expect(prompt.screen().replace(/localhost:\d+/, "localhost:…")).toMatch(
      /^xmpp-repl \S+ No server is given: a practice server is started beside this prompt; "help" lists the commands, Ctrl-D leaves\.\nThe practice server is at localhost:…; its accounts are me, juliet, romeo, password test\. "open" begins, "next" says what comes next\.\nmain offline/,
    );
  });

  it("the whole handshake needs one word a step, and Ctrl-D ends it all", async () => {
    const prompt = await start();
    await walk(prompt);
    expect(prompt.scrollback()).toContain("<jid>me@localhost/desk</jid>");
    expect(await leave(prompt)).toBe(0);
    // The stream was ended on both sides before the program went.
    // What the presence brings may come between the two.
    expect(prompt.scrollback()).toMatch(
      / C: <\/stream:stream>\n(.*\n)*? *\d+ S: <\/stream:stream> +-- answers #\d+, .*\n/,
    );
  });

  it("TLS is trusted, because the tool knows its own server", async () => {
    const prompt = await start();
    await walk(prompt, [
      ["open", "main stream open, starttls next> "],
      ["starttls", "main encrypted, restart next> "],
      ["restart", "main stream open, auth next> "],
      ["auth", "main authenticated, restart next> "],
    ]);
    expect(prompt.scrollback()).toMatch(/-- secured by TLS 1\.3/);
    expect(prompt.scrollback()).not.toContain("Cannot trust");
  });

  it("two clients talk to each other", async () => {
    const prompt = await start();
    await walk(prompt);
    for (const [line, shown] of [
      ["@juliet open", "juliet S: <stream:features>"],
      ["@juliet auth", "juliet S: <success"],
      ["@juliet restart", "<bind xmlns="],
      ["@juliet bind balcony", "<jid>juliet@localhost/balcony</jid>"],
    ] as const) {
      prompt.enter(line);
      await prompt.waitFor(shown);
    }
    prompt.enter("@juliet message me@localhost hello");
    await prompt.waitFor(
      /main S: <message [^>]*from="juliet@localhost\/balcony"[^>]*>\n +<body>hello<\/body>/,
    );
  });

  it("an open connection that a fault resets leaves the prompt where one can go on", async () => {
    const prompt = await start();
    await walk(prompt);
    prompt.enter("fault reset");
    const lost = "main offline, reconnect next> ";
    await prompt.standsAt(lost);
    await walk(prompt, [["fault off", lost], ...WALK]);
    expect(await leave(prompt)).toBe(0);
  });
});

describe("explanations", () => {
  it("come with every new kind of element for a newcomer, and say how to end them", async () => {
    const prompt = await start(newcomer().env);
    await walk(prompt);
    const lines = explained(prompt);
    expect(lines.length).toBeGreaterThan(4);
    expect(lines[0]).toMatch(/^<stream:stream>: .* \("set explain off" ends these lines\)$/);
    expect(lines.filter((line) => line.includes("set explain off"))).toHaveLength(1);
    // The second stream's header and what is known by then are not explained again.
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("end when they are told to", async () => {
    const prompt = await start(newcomer().env);
    await walk(prompt, [["set explain off", at.start], ...WALK]);
    expect(explained(prompt)).toEqual([]);
  });

  it("are for the first session: who comes again is shown what there is, and no more", async () => {
    const { env } = newcomer();
    const first = await start(env);
    await walk(first, WALK.slice(0, 1));
    await leave(first);
    const second = await start(env);
    await walk(second);
    expect(explained(second)).toEqual([]);
    await walk(second, [
      ["set explain on", "main available> "],
      ["message me@localhost hello", "main available> "],
    ]);
    await second.waitFor(/-- <message>/);
  });
});

describe("the history", () => {
  it("comes back in the next session, newest first", async () => {
    const { env } = newcomer();
    const first = await start(env);
    await walk(first, [...WALK.slice(0, 1), ["show state", "main stream open, starttls next> "]]);
    // The prompt is there while it runs: whoever leaves then is told that it did not.
    await first.waitFor(/position +stream open/);
    await leave(first);
    const second = await start(env);
    second.press("up");
    await second.waitFor(`${at.start}show state`);
    second.press("up");
    await second.waitFor(`${at.start}open`);
  });

  it("has no passwords in it, neither in the file nor at the prompt", async () => {
    const { env, history } = newcomer();
    const first = await start(env);
    await walk(first, [
      ["open", "main stream open, starttls next> "],
      ["auth me test --mechanism PLAIN", "main authenticated, restart next> "],
    ]);
    await leave(first);
    const kept = readFileSync(history, "utf8");
    expect(kept).not.toContain("test");
    expect(kept).toContain('"open"');
    const second = await start(env);
    second.press("up");
    await second.waitFor(`${at.start}auth me [redacted] --mechanism PLAIN`);
  });

  it("is not begun by somebody who only looks", async () => {
    const { env, history } = newcomer();
    await leave(await start(env));
    expect(existsSync(history)).toBe(false);
  });
});
