import { describe, expect, test } from "vitest";
import type { Pace } from "../../src/script/player.ts";
import { readScript } from "../../src/script/read.ts";
import { type Stage, stage } from "../helpers/stage.ts";

const STREAM_ERROR =
  "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

const NAMES = new Set(["open", "send", "define", "expect", "wait", "presence", "auth", "close"]);

/** Plays a script as the command line does: what came of it, with the step that did not pass. */
async function played({ tool }: Stage, text: string, pace?: Pace, signal = new AbortController().signal) {
  const { script, errors } = readScript("a.xmpp", Buffer.from(text), NAMES);
  expect(errors).toEqual([]);
  const { outcome, passed, isStopped, failed } = await tool.player.play(script, { signal, pace });
  return { outcome, passed, isStopped, at: failed?.step.at.line, client: failed?.client };
}

/** Ends the stream of whoever sends this with an error. */
function breaksAt(text: string): Stage {
  return stage({
    behaviour: (sent, server) => {
      if (sent.includes(text)) server.send(STREAM_ERROR);
    },
  });
}

describe("the steps of a script", () => {
  test("run one after another to the end", async () => {
    const at = stage();
    expect(await played(at, "# title\nopen\nsend <a/>\n\nsend\n  <b>\n    x\n  </b>\n")).toEqual({
      outcome: { status: "passed" },
      passed: 3,
      isStopped: false,
      at: undefined,
      client: undefined,
    });
    expect(at.servers[0]?.received).toMatch(/<a\/><b>\n {2}x\n<\/b>$/);
  });

  test("end at the first that does not pass, which is told", async () => {
    const at = stage();
    const text = "@juliet open\n@juliet send <a/>\n@juliet expect --timeout 1ms <b/>\n@juliet send <c/>\n";
    expect(await played(at, text)).toMatchObject({
      outcome: { status: "failed" },
      passed: 2,
      at: 3,
      client: "juliet",
    });
    expect(at.servers[0]?.received).toMatch(/<a\/>$/);
  });

  test("are done by the client that was switched to, or named for one line", async () => {
    const at = stage();
    await played(at, "open\n@juliet\nopen\n@main send <a/>\nsend <b/>\n");
    expect(at.servers.map(({ received }) => /<[ab]\/>.*$/.exec(received)?.[0])).toEqual(["<a/>", "<b/>"]);
  });

  test("send blocks verbatim, without a newline, their variables replaced and escaped", async () => {
    const at = stage();
    await played(at, `open\ndefine v "<&"\nsend\n  # <a b="\${v}">\n\n    $\${v}\n`);
    expect(at.servers[0]?.received).toMatch(/# <a b="&lt;&amp;">\n\n {2}\$\{v\}$/);
  });

  test("that are raw XML have their variables replaced, too", async () => {
    const at = stage();
    await played(at, "open\ndefine v 1\n<a b='${v}'/>\n");
    expect(at.servers[0]?.received).toMatch(/<a b='1'\/>$/);
  });

  test("that use what is not known yet are wrong at their place", async () => {
    const at = stage();
    expect(await played(at, "open\npresence --to ${jid}\n")).toMatchObject({
      outcome: { status: "wrong usage", reason: expect.stringContaining("${jid} is not known yet") },
      at: 2,
    });
  });

  test("are interrupted where they stand", async () => {
    const at = stage();
    const interrupt = new AbortController();
    const pace: Pace = async ({ text }) => {
      if (text.startsWith("wait")) setImmediate(() => interrupt.abort());
      return "run";
    };
    expect(await played(at, "open\nwait 30m\nsend <a/>\n", pace, interrupt.signal)).toMatchObject({
      outcome: { status: "interrupted" },
      passed: 1,
      at: 2,
    });
  });

  test("print nothing of their own: what commands say to a person is left out", async () => {
    const at = stage();
    await played(at, "define a b\nwait 1ms\n");
    expect(at.tool.shown).toBe("");
  });
});

describe("before each step somebody can say", () => {
  test("to leave it out", async () => {
    const at = stage();
    const pace: Pace = async ({ text }) => (text === "send <a/>" ? "skip" : "run");
    expect(await played(at, "open\nsend <a/>\nsend <b/>\n", pace)).toMatchObject({
      outcome: { status: "passed" },
      passed: 2,
    });
    expect(at.servers[0]?.received).toMatch(/>\s*<b\/>$/);
    expect(at.servers[0]?.received).not.toContain("<a/>");
  });

  test("to stop there", async () => {
    const at = stage();
    const pace: Pace = async ({ text }) => (text === "send <a/>" ? "stop" : "run");
    expect(await played(at, "open\nsend <a/>\n", pace)).toMatchObject({ passed: 1, isStopped: true });
    expect(at.servers[0]?.received).not.toContain("<a/>");
  });
});

describe("a stream error that nobody waited for", () => {
  test("fails that client's next step", async () => {
    const at = breaksAt("<bad");
    expect(await played(at, "open\nsend <bad\nsend <a/>\n")).toMatchObject({
      outcome: { status: "failed", reason: "before this step the stream ended with the error conflict" },
      at: 3,
    });
  });

  test("is no business of another client", async () => {
    const at = breaksAt("<bad");
    expect(await played(at, "open\n@juliet open\nsend <bad\n@juliet send <a/>\n")).toMatchObject({
      outcome: { status: "passed" },
    });
  });

  test.each([
    ["expect", "expect <stream:error/>\n"],
    ["expect closed", "expect closed\nexpect <stream:error/>\n"],
    ["define", "define a b\nexpect <stream:error/>\n"],
    ["wait, for how long it takes is chance", "wait 1ms\nexpect <stream:error/>\n"],
  ])("can be looked for: %s", async (_what, steps) => {
    const at = breaksAt("<bad");
    expect(await played(at, `open\nsend <bad\n${steps}`)).toMatchObject({ outcome: { status: "passed" } });
  });

  test("can be forgotten", async () => {
    const { play } = breaksAt("<bad");
    expect(await play("open", "send <bad", "forget", "close --if-open")).toEqual({ status: "passed" });
  });
});

describe("run in a script", () => {
  test("finds the file beside the script it stands in", async () => {
    const { play, servers } = stage({
      files: { "steps/one.xmpp": "run two.xmpp\n", "steps/two.xmpp": "send <two/>\n" },
    });
    expect(await play("open", "run steps/one.xmpp", "send <after/>")).toEqual({ status: "passed" });
    expect(servers[0]?.received).toMatch(/<two\/><after\/>$/);
  });

  test("shares clients, variables and the inbox", async () => {
    const { play, servers } = stage({
      files: { "one.xmpp": "define a 1\n@juliet open\n@juliet send <x b='${b}'/>\n" },
    });
    await play("open", "define b 2", "run one.xmpp", "send <y a='${a}'/>");
    expect(servers[0]?.received).toMatch(/<y a='1'\/>$/);
    expect(servers[1]?.received).toMatch(/<x b='2'\/>$/);
  });

  test("tells where inside it failed, and what differs", async () => {
    const { play, servers } = stage({ files: { "one.xmpp": "# t\nexpect --timeout 1ms <a/>\n" } });
    expect(await play("open", "run one.xmpp", "send <after/>")).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(
        /^main\.xmpp:2:1: .*one\.xmpp:2:1: what was expected has not come within 1ms/,
      ),
      mismatch: { expected: "<a/>" },
    });
    expect(servers[0]?.received).not.toContain("<after/>");
  });

  test("tells the first mistake in that file and how many there are, and sends nothing of it", async () => {
    const text = "send <one/>\nsendd <a/>\nset view raw\nquit\n";
    const { play, servers } = stage({ files: { "one.xmpp": text } });
    expect(await play("open", "run one.xmpp")).toEqual({
      status: "wrong usage",
      reason:
        'main.xmpp:2:1: one.xmpp:2:1: Cannot run "sendd": there is no such command (did you mean "send"?) ' +
        "(and 2 more: xmpp-repl check tells all)",
    });
    expect(servers[0]?.received).not.toContain("<one/>");
  });

  test("is another thing than what a person runs between its steps", async () => {
    const at = stage({ files: { "b.xmpp": "send <typed/>\n", "deep/b.xmpp": "send <scripted/>\n" } });
    const { script } = readScript("deep/a.xmpp", Buffer.from("open\nsend <a/>\n"), NAMES);
    const pace: Pace = async ({ text }) => {
      if (text.startsWith("send")) await at.tool.run("run b.xmpp");
      return "run";
    };
    await at.tool.player.play(script, { signal: new AbortController().signal, pace });
    expect(at.servers[0]?.received).toMatch(/<typed\/><a\/>$/);
  });

  test.each([
    ["itself", { "one.xmpp": "run one.xmpp\n" }, "one.xmpp"],
    ["itself by another name", { "one.xmpp": "run ./x/../one.xmpp\n" }, "./x/../one.xmpp"],
    ["one that runs it", { "one.xmpp": "run two.xmpp\n", "two.xmpp": "run one.xmpp\n" }, "one.xmpp"],
    ["the outermost", { "one.xmpp": "run main.xmpp\n" }, "main.xmpp"],
  ])("refuses a script that runs %s", async (_what, files, name) => {
    const { play } = stage({ files });
    expect(await play("run one.xmpp")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(`Cannot run "${name}": it is being run already, and would never end`),
    });
  });

  test("may run the same file twice, one after the other", async () => {
    const { play, servers } = stage({ files: { "one.xmpp": "send <one/>\n" } });
    expect(await play("open", "run one.xmpp", "run one.xmpp")).toEqual({ status: "passed" });
    expect(servers[0]?.received).toMatch(/<one\/><one\/>$/);
  });

  test("says so where there is no such file", async () => {
    expect(await stage().play("run none.xmpp")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(`Cannot run "none.xmpp": there is no such file`),
    });
  });
});
