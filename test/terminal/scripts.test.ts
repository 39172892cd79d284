// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the language's own variables
// Scripts at a terminal: `run` with --step, --until and --interactive, and `run` and `expect` at the prompt.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import { type RunningServer, startServer as startRealServer } from "../servers/harness/start-server.ts";
import { tap } from "../servers/harness/tap.ts";
import {
  argumentsFor,
  at,
  atIn,
  message,
  openStream,
  type Prompt,
  startServer,
  typedMeanwhile,
} from "./harness/prompt.ts";
import { folderWith, startIn, startWith } from "./harness/scripts.ts";

const keys = "(Enter, s, c, q or a line)> ";
const never = "expect --timeout 5m\n  <message><body>never</body></message>\n";
const leave = 'To leave, run "quit" or press Ctrl-D';

/** The options that lead scripts to a fake server. */
function serverOptions({ port }: { readonly port: number }): readonly string[] {
  return ["--server", `127.0.0.1:${port}`, "--domain", "localhost"];
}

/** Goes through `s.xmpp` step by step, from its first stop on, on a fake server. */
async function step(script: string, ...options: readonly string[]) {
  const server = await startServer();
  const prompt = startWith(
    { "s.xmpp": script },
    ["run", "s.xmpp", "--step", ...options, ...serverOptions(server)],
    { columns: 120 },
  );
  await prompt.standsAt(`s.xmpp:1 ${keys}`);
  return { server, prompt };
}

/** Presses Enter, and waits for the stop before another line. */
async function goOnTo(prompt: Prompt, line: number): Promise<void> {
  prompt.press("enter");
  await prompt.standsAt(`s.xmpp:${line} ${keys}`);
}

describe("run --step", () => {
  let prosody: RunningServer;
  beforeAll(async () => {
    prosody = await startRealServer("prosody-seed");
  });
  afterAll(() => prosody.stop());

  it("shows the very bytes that each step will send, with the ids and nonces that are sent then", async () => {
    const between = await tap(prosody.port);
    const lines = [
      "open",
      "auth --mechanism SCRAM-SHA-1",
      "restart",
      "bind desk",
      "iq get --to localhost <ping xmlns='urn:xmpp:ping'/>",
      'send\n  <message to="${jid}" id="${id}">\n    <thread>${id}</thread>\n  </message>',
      "<presence id='raw'/>",
    ];
    const prompt = startWith(
      { "s.xmpp": `${lines.join("\n")}\n` },
      ["run", "s.xmpp", "--step", ...serverOptions(between), "--jid", "me@localhost"],
      { columns: 400, env: { XMPP_PASSWORD: "test" } },
    );
    const sends = () =>
      Array.from(prompt.scrollback().matchAll(/^ {4}-- sends: (.*)$/gm), ([, bytes = ""]) =>
        bytes.replaceAll("\\n", "\n"),
      );
    for (const line of [1, 2, 3, 4, 5, 6, 10]) {
      await prompt.standsAt(`s.xmpp:${line} ${keys}`);
      prompt.press("enter");
    }
    expect(await prompt.exited).toBe(0);
    await between.stop();
    expect(sends()).toHaveLength(lines.length);
    // What answers the challenge cannot be known beforehand, and the last end tag is no step's.
    const known = between.sent().replace(/<response.*?<\/response>/, "");
    expect(known).toBe(`${sends().join("")}</stream:stream>`);
  });

  it("completes the words that steer it", async () => {
    const { prompt } = await step("open\n");
    prompt.type("c");
    prompt.press("tab");
    await prompt.waitFor(/\nc +runs on to the end\nclose /);
  });

  it("shows the line and its block, and says what the keys do, once", async () => {
    const { prompt } = await step("open\nsend\n  <message>\n    <body>hello</body>\n  </message>\n");
    await goOnTo(prompt, 2);
    expect(prompt.screen()).toContain(
      "s.xmpp:2  send\n  <message>\n    <body>hello</body>\n  </message>\n" +
        "    -- sends: <message>\\n  <body>hello</body>\\n</message>\n",
    );
    expect(prompt.scrollback().match(/Enter runs it, s skips it/g)).toHaveLength(1);
  });

  it("hides a password where secrets are hidden, in the line and in what it will send", async () => {
    const { prompt } = await step("open\nauth me topsecret --mechanism PLAIN\n");
    prompt.enter("set secrets hide");
    await prompt.standsAt(`secrets is hide\ns.xmpp:1 ${keys}`);
    await goOnTo(prompt, 2);
    expect(prompt.scrollback()).toMatch(/^s\.xmpp:2 {2}auth me .*\n {4}-- sends: <auth .*mechanism="PLAIN"/m);
    expect(prompt.scrollback()).not.toContain(btoa("\0me\0topsecret"));
    expect(prompt.scrollback()).not.toContain("topsecret");
  });

  it("sends nothing before Enter, and leaves out what s skips", async () => {
    const { server, prompt } = await step("open\nsend <a/>\nsend <b/>\nsend <c/>\nclose\n");
    expect(server.received()).toBe("");
    await goOnTo(prompt, 2);
    expect(server.received()).not.toContain("<a/>");
    prompt.enter("s");
    await prompt.standsAt(`s.xmpp:3 ${keys}`);
    await goOnTo(prompt, 4);
    prompt.enter("c");
    expect(await prompt.exited).toBe(0);
    expect(server.received()).toMatch(/<b\/><c\/><\/stream:stream>$/);
    expect(server.received()).not.toContain("<a/>");
    expect(prompt.scrollback()).toMatch(/^ok +s\.xmpp \(4 of 5 steps, /m);
  });

  it("ends with q, and sends nothing more than the closing tag", async () => {
    const { server, prompt } = await step("open\nsend <a/>\n");
    await goOnTo(prompt, 2);
    prompt.enter("q");
    expect(await prompt.exited).toBe(0);
    expect(server.received()).toMatch(/'><\/stream:stream>$/);
  });

  it("takes lines of one's own in between: commands, XML, JavaScript", async () => {
    const { server, prompt } = await step("open\nsend <a/>\n");
    await goOnTo(prompt, 2);
    prompt.enter("show state");
    await prompt.waitFor(/\nposition +stream open, auth next\n[\s\S]*\ns\.xmpp:2 .*> $/);
    prompt.enter("20 + 22");
    await prompt.standsAt(`42\ns.xmpp:2 ${keys}`);
    prompt.enter("<mine>");
    await prompt.standsAt("mine> <mine>");
    prompt.enter("</mine>");
    await server.receives("</mine>");
    await prompt.waitFor(/C: <mine>[\s\S]*\ns\.xmpp:2 .*> $/);
    expect(server.received()).not.toContain("<a/>");
    prompt.press("enter");
    expect(await prompt.exited).toBe(0);
    expect(server.received()).toMatch(/<mine>\n<\/mine><a\/><\/stream:stream>$/);
  });

  it("says why it is not known yet what a step sends", async () => {
    const { prompt } = await step('open\nsend <a to="${jid}"/>\n');
    await goOnTo(prompt, 2);
    expect(prompt.screen()).toMatch(/^ {4}-- what it sends is not known yet: .*jid/m);
  });

  it("does not ask for a step that is under way", async () => {
    const { server, prompt } = await step("open\niq get --to localhost <ask/>\nsend <next/>\n");
    await goOnTo(prompt, 2);
    prompt.press("enter");
    await server.receives("<ask/>");
    await prompt.waitFor(/C: <iq [\s\S]*\nmain stream open, auth next> $/);
    prompt.type("half");
    await prompt.standsAt(`${at.opened}half`);
    prompt.press("ctrl-c");
    await prompt.waitFor(/^INTERRUPTED +s\.xmpp \(1 of 3 steps/m);
    expect(await prompt.exited).toBe(130);
    expect(server.received()).not.toContain("<next/>");
  });

  it("does not ask for a step that waits and shows nothing meanwhile", async () => {
    const { prompt } = await step(`open\n${never}`);
    await goOnTo(prompt, 2);
    prompt.press("enter");
    await prompt.standsAt(`s.xmpp:2 ${keys}\n${at.opened}`);
  });

  it("stops at the step that fails, with the report", async () => {
    const { prompt } = await step("open\nexpect --timeout 1ms <a/>\nsend <b/>\n");
    await goOnTo(prompt, 2);
    prompt.press("enter");
    expect(await prompt.exited).toBe(1);
    expect(prompt.scrollback()).toMatch(/^FAILED +s\.xmpp \(1 of 3 steps, /m);
    expect(prompt.scrollback()).toMatch(
      /^s\.xmpp:2:1: what was expected has not come within 1 ?ms\b.*\n +2 \| expect/m,
    );
  });

  it("does nothing on an empty row after the end, where the session goes on", async () => {
    const { server, prompt } = await step("open\n", "--interactive");
    prompt.press("enter");
    await prompt.waitFor(/^ok +s\.xmpp/m);
    await prompt.standsAt(at.opened);
    prompt.press("enter");
    await prompt.standsAt(`${at.opened}\n${at.opened}`);
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
  });

  it("is refused for several scripts", async () => {
    const folder = folderWith({ "a.xmpp": "open\n", "b.xmpp": "open\n" });
    const several = startIn(folder, ["run", "a.xmpp", "b.xmpp", "--step"], { columns: 120 });
    expect(await several.exited).toBe(2);
    expect(several.screen()).toContain("Cannot step through several scripts: ");
  });
});

/** Runs on, until the step in line 2 waits for what never comes. */
async function waitInLine2(prompt: Prompt): Promise<void> {
  prompt.enter("c");
  await prompt.waitFor("<body>never</body>");
}

describe("Ctrl-C in a script", () => {
  it("ends the step that waits and the script with it; the session lives on", async () => {
    const { server, prompt } = await step(`open\n${never}send <next/>\n`, "--interactive");
    await waitInLine2(prompt);
    prompt.press("ctrl-c");
    await prompt.waitFor(
      /^INTERRUPTED +s\.xmpp \(1 of 3 steps, [\s\S]*s\.xmpp:2:1: it was interrupted here/m,
    );
    await prompt.standsAt(at.opened);
    prompt.enter("send <mine/>");
    await server.receives("<mine/>");
    expect(server.received()).not.toContain("<next/>");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(130);
  });

  it("ends the program where the prompt was not asked for", async () => {
    const { server, prompt } = await step(`open\n${never}`);
    await waitInLine2(prompt);
    prompt.press("ctrl-c");
    expect(await prompt.exited).toBe(130);
    expect(server.received()).toMatch(/<\/stream:stream>$/);
  });

  it("between two steps leaves the script where it is", async () => {
    const { server, prompt } = await step("open\nsend <a/>\n");
    prompt.press("ctrl-c");
    await prompt.standsAt(`${leave}\ns.xmpp:1 ${keys}`);
    await goOnTo(prompt, 2);
    prompt.press("enter");
    expect(await prompt.exited).toBe(0);
    expect(server.received()).toContain("<a/>");
  });

  it("ends a run without --step too: exit code 130, and the streams are closed", async () => {
    const server = await startServer();
    const prompt = startWith({ "s.xmpp": `open\n${never}` }, [
      ...["run", "s.xmpp", "--verbose", ...serverOptions(server)],
    ]);
    await prompt.waitFor("</stream:features>");
    prompt.press("ctrl-c");
    expect(await prompt.exited).toBe(130);
    expect(prompt.scrollback()).toMatch(/^INTERRUPTED +s\.xmpp/m);
    expect(server.received()).toMatch(/<\/stream:stream>$/);
  });
});

describe("run --until FILE:LINE", () => {
  const script = "open\nsend <a/>\nsend\n  <b>\n    text\n  </b>\nsend <c/>\n";

  /** Runs until a line; the names of the steps before which it stops. */
  async function runUntil(until: string, ...options: readonly string[]) {
    const server = await startServer();
    const prompt = startWith(
      { "s.xmpp": script },
      ["run", "s.xmpp", "--until", until, ...options, ...serverOptions(server)],
      { columns: 120 },
    );
    return { server, prompt };
  }

  it.each([
    ["s.xmpp:3", "its own line"],
    ["s.xmpp:5", "a line of its block"],
    ["5", "a line without the file"],
  ])("stops before the step that has the line, and goes on step by step: %s, %s", async (until) => {
    const { server, prompt } = await runUntil(until);
    await prompt.standsAt(`s.xmpp:3 ${keys}`);
    await server.receives("<a/>");
    expect(server.received()).not.toContain("<b>");
    await goOnTo(prompt, 7);
    await server.receives("<b>\n  text\n</b>");
    prompt.press("enter");
    // Who has asked to look around is asked for nothing at the end either.
    await prompt.waitFor(/^ok +s\.xmpp/m);
    await prompt.standsAt(at.opened);
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
  });

  it.each([
    ["other.xmpp:3", "the script is s.xmpp"],
    ["s.xmpp:8", "the last step is in line 7"],
    ["s.xmpp", "it is no FILE:LINE"],
  ])("says what is wrong with %s: %s", async (until, problem) => {
    const { server, prompt } = await runUntil(until);
    expect(await prompt.exited).toBe(2);
    expect(prompt.screen()).toContain(`Cannot run until "${until}": ${problem} (write for example s.xmpp:7)`);
    expect(server.received()).toBe("");
  });

  it("stops before the last step for a line of its block", async () => {
    const server = await startServer();
    const prompt = startWith(
      { "s.xmpp": "open\nsend\n  <b>\n  </b>\n" },
      ["run", "s.xmpp", "--until", "s.xmpp:4", ...serverOptions(server)],
      { columns: 120 },
    );
    await prompt.standsAt(`s.xmpp:2 ${keys}`);
  });
});

describe("run --interactive", () => {
  /** Runs a script and waits for the prompt behind it. */
  async function runOn(script: string, columns = 120) {
    const server = await startServer();
    const prompt = startWith(
      { "s.xmpp": script },
      ["run", "s.xmpp", "--interactive", ...serverOptions(server)],
      { columns },
    );
    return { server, prompt };
  }

  it("gives the prompt when the script has passed, on the script's own session", async () => {
    const { server, prompt } = await runOn("open\nsend <a/>\n");
    await prompt.waitFor(/^ok +s\.xmpp \(2 steps, /m);
    await prompt.standsAt(at.opened);
    prompt.enter("send <mine/>");
    await server.receives("<a/><mine/>");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
  });

  it("gives it below the report when the script has failed, and the exit code tells that it did", async () => {
    const { server, prompt } = await runOn("open\nexpect --timeout 1ms <a/>\nsend <b/>\n");
    await prompt.waitFor(
      /^FAILED +s\.xmpp \(1 of 3 steps, [\s\S]*^s\.xmpp:2:1: what was expected has not come/m,
    );
    await prompt.standsAt(at.opened);
    prompt.enter("send <mine/>");
    await server.receives("<mine/>");
    expect(server.received()).not.toContain("<b/>");
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(1);
  });

  it.each([40, 80])("shows the report and a whole prompt in %i columns", async (columns) => {
    const { opened } = atIn(columns);
    const { prompt } = await runOn("open\nexpect --timeout 1ms <a/>\n", columns);
    await prompt.waitFor("to look around there");
    await prompt.standsAt(opened);
    const rows = prompt.scrollback().split("\n");
    const report = rows.slice(rows.findIndex((row) => row.startsWith("FAILED")));
    expect(report[0]).toMatch(/^FAILED +s\.xmpp \(1 of 2 steps, \d+ m?s\)$/);
    expect(report.join("\n")).toMatch(/s\.xmpp:2:1: what was\s+expected has not\s+come/);
    expect(report).toContain("    2 | expect --timeout 1ms <a/>");
    expect(report.at(-1)).toBe(opened.trimEnd());
    prompt.type("half a line that is longer than the forty columns are");
    await prompt.waitFor(() =>
      prompt.scrollback().endsWith(`${opened}half a line that is longer than the forty columns are`),
    );
  });
});

describe("run FILE at the prompt", () => {
  /** A prompt with an open stream, in a folder with these scripts. */
  async function openIn(files: Readonly<Record<string, string>>) {
    const server = await startServer((text, fake) => {
      polite(text, fake);
      if (text.includes("<ask/>")) fake.send(message);
    });
    const prompt = startWith(files, argumentsFor(server), { columns: 120 });
    await prompt.standsAt(at.start);
    prompt.enter("open");
    await prompt.waitFor(/<\/stream:features>[\s\S]*next> $/);
    await prompt.standsAt(at.opened);
    return { server, prompt };
  }

  it("runs it on the session at hand; a script in it is looked for beside it", async () => {
    const { server, prompt } = await openIn({
      "deep/outer.xmpp": "send <a/>\nrun inner.xmpp\nsend <c/>\n",
      "deep/inner.xmpp": "send <b/>\n",
    });
    prompt.enter("run deep/outer.xmpp");
    await server.receives("<a/><b/><c/>");
    await prompt.waitFor(/C: <c\/>\n[\s\S]*next> $/);
  });

  it("says where it has failed, and what differs", async () => {
    const { server, prompt } = await openIn({
      "s.xmpp":
        "send <ask/>\nexpect --timeout 100ms\n  <message><body>good bye</body></message>\nsend <b/>\n",
    });
    prompt.enter("run s.xmpp");
    await prompt.waitFor(
      /^s\.xmpp:2:1: what was expected has not come within 100 ?ms; one element arrived instead$/m,
    );
    await prompt.waitFor(/- +<body>good bye<\/body>\n +\+ +<body>hello<\/body>\n[\s\S]*\nmain .*> $/);
    prompt.enter("send <after/>");
    await server.receives("<after/>");
    expect(server.received()).not.toContain("<b/>");
  });

  it("does not run in a circle", async () => {
    const { prompt } = await openIn({ "a.xmpp": "run b.xmpp\n", "b.xmpp": "run a.xmpp\n" });
    prompt.enter("run a.xmpp");
    await prompt.waitFor('Cannot run "a.xmpp": it is being run already, and would never end');
    await prompt.waitFor("b.xmpp:1:1: ");
    await prompt.standsAt(at.opened);
  });

  it("says so where there is no such file, or no such command in it", async () => {
    const { prompt } = await openIn({ "s.xmpp": "open\n\nopne\n" });
    prompt.enter("run no.xmpp");
    await prompt.standsAt(`Cannot run "no.xmpp": there is no such file\n${at.opened}`);
    prompt.enter("run s.xmpp");
    await prompt.waitFor(/^s\.xmpp:3:1: .*"opne".*open/m);
    await prompt.standsAt(at.opened);
  });

  it("ends with Ctrl-C, and the session lives on", async () => {
    const { server, prompt } = await openIn({ "s.xmpp": `send <a/>\n${never}send <b/>\n` });
    prompt.enter("run s.xmpp");
    await server.receives("<a/>");
    prompt.press("ctrl-c");
    const told =
      "Interrupted: s.xmpp has stopped at line 2, the step behind that was not run, the session goes on";
    await prompt.waitFor(() => prompt.scrollback().replace(/\s+/g, " ").includes(told));
    await prompt.standsAt(at.opened);
    prompt.enter("send <mine/>");
    await server.receives("<mine/>");
    expect(server.received()).not.toContain("<b/>");
  });
});

describe("expect at the prompt", () => {
  it("takes what has come, or waits for it", async () => {
    const { server, prompt } = await openStream();
    server.send(message);
    await prompt.waitFor("<body>hello</body>");
    prompt.enter("expect <message><body>hello</body></message>");
    await prompt.waitFor(/as expected: #\d+\n[\s\S]*next> $/);
    prompt.enter("expect <message><body>later</body></message>");
    server.send("<message><body>later</body></message>");
    await prompt.waitFor(/as expected: #\d+\n[\s\S]*as expected: #\d+\n[\s\S]*next> $/);
  });

  it("shows the difference to what has come", async () => {
    const { server, prompt } = await openStream();
    server.send(message);
    await prompt.waitFor("<body>hello</body>");
    prompt.enter("expect --timeout 1ms <message><body>good bye</body></message>");
    await prompt.waitFor(/what was expected has not come within 1 ?ms/);
    await prompt.waitFor(/- +<body>good bye<\/body>\n +\+ +<body>hello<\/body>\n[\s\S]*\nmain .*> $/);
  });

  it("ends with Ctrl-C; what comes later is not lost", async () => {
    const { server, prompt } = await openStream();
    prompt.enter("expect --timeout 5m <message/>");
    await prompt.waitFor(typedMeanwhile(`${at.opened}expect --timeout 5m <message/>`, at.opened));
    prompt.press("ctrl-c");
    await prompt.standsAt(`Interrupted: the wait has ended, the session goes on\n${at.opened}`);
    server.send(message);
    await prompt.waitFor("<body>hello</body>");
    prompt.enter("expect --timeout 1ms <message/>");
    await prompt.waitFor(/as expected: #\d+\n/);
  });
});

describe("save FILE at the prompt", () => {
  it("writes what the session has done, and the script can be run", async () => {
    const server = await startServer();
    const folder = folderWith({});
    const options = { columns: 120 };
    const prompt = startIn(folder, argumentsFor(server), options);
    await prompt.standsAt(at.start);
    for (const [line, shown] of [
      ["open", "</stream:features>"],
      ["send <a/>", "C: <a/>"],
      ["save saved.xmpp", "saved 2 steps to saved.xmpp"],
    ] as const) {
      prompt.enter(line);
      await prompt.waitFor(shown);
      await prompt.standsAt(at.opened);
    }
    prompt.press("ctrl-d");
    expect(await prompt.exited).toBe(0);
    const saved = readFileSync(join(folder, "saved.xmpp"), "utf8");
    expect(saved).toMatch(/^open\b.*\nsend\n {2}<a\/>$/m);
    // A comment may say where it comes from; its lines are for any server.
    expect(saved.replaceAll(/^#.*$/gm, "")).not.toContain(String(server.port));
    const again = startIn(folder, ["run", "saved.xmpp", ...serverOptions(server)], options);
    expect(await again.exited).toBe(0);
    expect(server.received().match(/<a\/>/g)).toHaveLength(2);
  });
});
