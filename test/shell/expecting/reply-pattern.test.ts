import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../src/shell/outcome.ts";
import { binds, idIn, type Stage, stage } from "../../helpers/stage.ts";

const UNAVAILABLE =
  "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
const CONFLICT =
  "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

/** A stage where an iq of type get is answered with this; `$id` stands for its id. */
function answering(answer: string): Stage {
  return stage({
    behaviour: (text, server) => {
      if (text.includes('type="get"')) server.send(answer.replaceAll("$id", idIn(text)));
    },
  });
}

/** Binds, then sends an iq whose reply is to match the pattern. */
async function asks({ play }: Stage, line: string, ...pattern: readonly string[]): Promise<Outcome> {
  return await play(...binds("main", "desk"), line, ...pattern.map((row) => `  ${row}`));
}

function inbox({ tool }: Stage): readonly string[] {
  return tool.clients.current.session.inbox.unclaimed.map(({ event }) => event.raw);
}

const RESULT = "<iq type='result' id='$id' from='localhost'><q xmlns='urn:q' v='1.2'/></iq>";
const ERROR = `<iq type='error' id='$id' from='localhost'>${UNAVAILABLE}</iq>`;
const GET = "iq get --to localhost <q xmlns='urn:q'/>";

describe("a command with a pattern beneath it", () => {
  test("passes where its reply matches", async () => {
    expect(await asks(answering(RESULT), GET, "<iq type='result'>", "  <q xmlns='urn:q'/>", "</iq>")).toEqual(
      {
        status: "passed",
      },
    );
  });

  test("passes with a negative reply that matches", async () => {
    const pattern = ["<iq type='error'>", "  <error type='cancel'/>", "</iq>"];
    expect(await asks(answering(ERROR), GET, ...pattern)).toEqual({ status: "passed" });
  });

  test("fails with the first reply that does not match, and shows what differs", async () => {
    const outcome = await asks(answering(ERROR), GET, "<iq type='result'/>");
    expect(outcome).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^main\.xmpp:5:1: the reply \(#\d+\) is not what was expected$/),
      mismatch: {
        expected: "<iq type='result'/>",
        nearest: {
          lines: [
            { side: "expected", text: "<iq type='result'/>" },
            { side: "received", text: "<iq type='error'>…</iq>" },
          ],
        },
      },
    });
  });

  test("fails with a positive reply where a negative one is wanted", async () => {
    expect(await asks(answering(RESULT), GET, "<iq type='error'/>")).toMatchObject({ status: "failed" });
  });

  test("is no different where XML is on its line as well: that is what it sends", async () => {
    const played = answering(RESULT);
    await asks(played, GET, "<iq type='result'/>");
    expect(played.servers[0]?.received).toContain("to=\"localhost\"><q xmlns='urn:q'/></iq>");
  });

  test("captures for the next step, from a reply that matches only", async () => {
    const played = answering(RESULT);
    const pattern = ["<iq type='result'><q xmlns='urn:q' v='{capture:v}'/></iq>"];
    expect(await asks(played, GET, ...pattern)).toEqual({ status: "passed" });
    await played.tool.run("send <a v='${v}'/>");
    expect(played.servers[0]?.received).toMatch(/<a v='1.2'\/>$/);
    const failing = answering(RESULT);
    await asks(failing, GET, "<iq type='{capture:type}'><none/></iq>");
    expect(await failing.tool.run("send ${type}")).toMatchObject({ status: "wrong usage" });
  });

  test("can use in it what the reply has brought: the JID that was bound", async () => {
    const { play } = stage();
    const outcome = await play(
      "open",
      "auth me test",
      "restart",
      "bind desk",
      "  <iq type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>${jid}</jid></bind></iq>",
    );
    expect(outcome).toEqual({ status: "passed" });
  });

  test("still fails without a reply, with why", async () => {
    const { play } = stage();
    const rows = [...binds("main", "desk"), "iq get --to localhost --timeout 1ms", "  <iq/>"];
    expect(await play(...rows)).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("no reply within 1ms"),
      mismatch: { expected: "<iq/>" },
    });
  });

  test.each([
    [
      "matches",
      "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
      "passed",
    ],
    [
      "does not match",
      "<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
      "failed",
    ],
  ])("takes a stream error as the answer: it %s", async (_what, pattern, status) => {
    const played = answering(CONFLICT);
    expect(await asks(played, GET, pattern)).toMatchObject({ status });
    expect(inbox(played)).toEqual([]);
  });

  test("wants one element: a reply is one", async () => {
    expect(await asks(answering(RESULT), GET, "<iq/>", "<iq/>")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining("Cannot compare the reply: it is one element, not 2"),
    });
  });

  test("tells the transcript which entry has met it", async () => {
    const played = answering(RESULT);
    await asks(played, GET, "<iq type='result'/>");
    const entries = [...played.tool.transcript.entries];
    const verdict = entries.find(({ type }) => type === "expectation");
    const reply = entries.find((entry) => entry.type === "traffic" && entry.event.raw.includes("urn:q' v="));
    expect(verdict).toMatchObject({ expected: "<iq type='result'/>", outcome: "met", entries: [reply?.n] });
  });
});

describe("open with a pattern beneath it", () => {
  test("compares the features", async () => {
    const { play } = stage();
    expect(await play("open", "  <stream:features/>")).toEqual({ status: "passed" });
    expect(await stage().play("open", "  <stream:features><none/></stream:features>")).toMatchObject({
      status: "failed",
    });
  });

  test("compares the header where no features come", async () => {
    const outcome = await stage().play(
      "open --no-stream-version",
      "  <stream:stream id='{any}' from='localhost' version='1.0'/>",
    );
    expect(outcome).toEqual({ status: "passed" });
  });

  test("shows where that header differs", async () => {
    const outcome = await stage().play(
      "open --no-stream-version",
      "  <stream:stream id='{any}' from='elsewhere'/>",
    );
    expect(outcome).toMatchObject({
      status: "failed",
      mismatch: {
        nearest: {
          lines: [
            { side: "expected", text: expect.stringContaining("id='{any}' from='elsewhere'") },
            { side: "received", text: expect.stringContaining("from='localhost'") },
          ],
        },
      },
    });
  });
});

test("auth compares the last word of the exchange", async () => {
  const { play } = stage();
  const rows = ["open", "auth me test", "  <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"];
  expect(await play(...rows)).toEqual({ status: "passed" });
});

describe("lines beneath a command that has no reply", () => {
  test.each([
    ["presence", "presence"],
    ["message", "message juliet@localhost hello"],
    ["connect", "connect"],
    ["wait", "wait 1ms"],
  ])("are refused before anything is sent: %s", async (name, line) => {
    const { play, servers } = stage();
    expect(await play("open", line, "  <x/>")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(
        `main.xmpp:3:3: Cannot run ${name}: lines stand beneath it, but it has no reply (use expect)`,
      ),
    });
    expect(servers).toHaveLength(0);
  });

  test.each([
    ["iq get --no-wait", "with --no-wait nothing compares its reply (use expect)"],
    ["iq result", "has no reply (use expect)"],
  ])("or does not wait for it, are refused: %s", async (line, why) => {
    const { play } = stage();
    expect(await play("open", line, "  <iq/>")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(why),
    });
  });
});
