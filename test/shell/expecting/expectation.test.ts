import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../src/shell/outcome.ts";
import { SERVER_HEADER, type TryOut, tryOut } from "../../helpers/try-out.ts";

/** A tool with an open stream that has received this. */
async function received(...elements: readonly string[]): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + elements.join(""));
  return tool;
}

function inbox({ clients }: TryOut): readonly string[] {
  return clients.current.session.inbox.unclaimed.map(({ event }) => event.raw);
}

/** The raw text of the first element that was taken. */
function taken(outcome: Outcome): string | undefined {
  if (outcome.status !== "passed" || outcome.reply?.outcome !== "reply") return undefined;
  const { entry } = outcome.reply;
  return entry.type === "traffic" ? entry.event.raw : undefined;
}

function verdicts({ transcript }: TryOut): readonly unknown[] {
  return [...transcript.entries].flatMap((entry) =>
    entry.type === "expectation" ? [[entry.expected, entry.outcome, entry.entries]] : [],
  );
}

const [ONE, TWO, THREE] = ["<message id='1'/>", "<message id='2'/>", "<presence id='3'/>"];
const STREAM_ERROR =
  "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

describe("expect", () => {
  test("takes the oldest element that matches, and leaves what it passed over", async () => {
    const tool = await received(THREE, ONE, TWO);
    expect(taken(await tool.run("expect <message/>"))).toBe(ONE);
    expect(inbox(tool)).toEqual([THREE, TWO]);
  });

  test("waits for the next to arrive that matches", async () => {
    const tool = await received(ONE);
    const outcome = tool.run("expect <presence/>");
    tool.server.send(TWO + THREE);
    expect(taken(await outcome)).toBe(THREE);
    expect(inbox(tool)).toEqual([ONE, TWO]);
  });

  test("without a pattern takes any element, the oldest", async () => {
    const tool = await received(TWO, ONE);
    expect(taken(await tool.run("expect"))).toBe(TWO);
    expect(inbox(tool)).toEqual([ONE]);
  });

  test("with several elements gives each a different one, in any order", async () => {
    const tool = await received(TWO, ONE, THREE);
    const outcome = await tool.run("expect <message id='1'/><message id='2'/>");
    expect(taken(outcome)).toBe(ONE);
    expect(inbox(tool)).toEqual([THREE]);
    expect(verdicts(tool)).toEqual([["<message id='1'/><message id='2'/>", "met", [6, 5]]]);
  });

  test("finds the assignment where the first pattern could take what only the second can have", async () => {
    const tool = await received(ONE, TWO);
    expect(await tool.run("expect <message/><message id='1'/>")).toMatchObject({ status: "passed" });
    expect(inbox(tool)).toEqual([]);
  });

  test("takes nothing as long as one of several is missing", async () => {
    const tool = await received(ONE, ONE);
    expect(await tool.run("expect --timeout 1ms <message id='1'/><message id='2'/>")).toMatchObject({
      status: "failed",
    });
    expect(inbox(tool)).toEqual([ONE, ONE]);
  });

  test("finds features and a stream error too", async () => {
    const tool = await received("<stream:features/>", STREAM_ERROR);
    expect(
      await tool.run(
        "expect <stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
      ),
    ).toMatchObject({ status: "passed" });
    expect(await tool.run("expect <stream:features/>")).toMatchObject({ status: "passed" });
  });

  test("does not see what a command has claimed, and does where the command did not wait", async () => {
    const tool = await received();
    tool.server.onData(() => tool.server.send("<iq type='result' id='1'/>"));
    await tool.run("iq get --id 1");
    expect(await tool.run("expect --timeout 1ms <iq/>")).toMatchObject({ status: "failed" });
    await tool.run("iq get --id 1 --no-wait");
    expect(await tool.run("expect --timeout 1ms <iq/>")).toMatchObject({ status: "passed" });
  });
});

describe("what was expected and did not come", () => {
  test("after the time that was given it says what was expected, what arrived and what differs", async () => {
    const tool = await received(TWO, THREE);
    expect(await tool.run("expect --timeout 1ms <message id='1'/>")).toEqual({
      status: "failed",
      reason: "what was expected has not come within 1ms; 2 elements arrived instead",
      mismatch: {
        expected: "<message id='1'/>",
        arrived: [5, 6],
        nearest: {
          n: 5,
          lines: [
            { side: "expected", depth: 0, text: "<message id='1'/>" },
            { side: "received", depth: 0, text: "<message id='2'/>" },
          ],
        },
      },
    });
    expect(inbox(tool)).toEqual([TWO, THREE]);
    expect(verdicts(tool)).toEqual([["<message id='1'/>", "not met", []]]);
  });

  test("where nothing arrived it says so by saying nothing more", async () => {
    const tool = await received();
    expect(await tool.run("expect --timeout 1ms <message/>")).toMatchObject({
      reason: "what was expected has not come within 1ms",
      mismatch: { arrived: [], nearest: undefined },
    });
  });

  test.each([
    ["when the server closes the stream", "</stream:stream>", "the server closed the stream"],
    [
      "with a stream error",
      STREAM_ERROR,
      "the stream ended with the error conflict; one element arrived instead",
    ],
  ])("at once %s, with the cause", async (_how, end, cause) => {
    const tool = await received();
    const outcome = tool.run("expect --timeout 0s <message/>");
    await new Promise((resolve) => setImmediate(resolve));
    tool.server.send(end);
    expect(await outcome).toMatchObject({
      status: "failed",
      reason: `what was expected has not come: ${cause}`,
    });
  });

  test("at once where the client is not connected; what arrived before can still be expected", async () => {
    const tool = await received(ONE);
    tool.server.close();
    expect(await tool.run("expect --timeout 0s <presence/>")).toMatchObject({
      reason:
        "what was expected has not come, and nothing can: main is not connected; one element arrived instead",
    });
    expect(await tool.run("expect <message/>")).toMatchObject({ status: "passed" });
  });

  test("at Ctrl-C nothing is recorded and nothing taken", async () => {
    const tool = await received(ONE);
    const interrupt = new AbortController();
    const outcome = tool.run("expect --timeout 0s <presence/>", interrupt.signal);
    await new Promise((resolve) => setImmediate(resolve));
    interrupt.abort();
    expect(await outcome).toEqual({ status: "interrupted" });
    expect(inbox(tool)).toEqual([ONE]);
    expect(verdicts(tool)).toEqual([]);
  });

  test("at once where the server has closed its stream before: nothing can come on it", async () => {
    const tool = await received(ONE, "</stream:stream>");
    expect(await tool.run("expect --timeout 20ms <presence/>")).toMatchObject({
      reason: expect.stringContaining("has not come: the server closed the stream"),
    });
  });
});

describe("expect --next", () => {
  test("takes the oldest where it matches", async () => {
    const tool = await received(ONE, TWO);
    expect(taken(await tool.run("expect --next <message/>"))).toBe(ONE);
    expect(inbox(tool)).toEqual([TWO]);
  });

  test("fails at once where the oldest does not match, though a later one would", async () => {
    const tool = await received(THREE, ONE);
    expect(await tool.run("expect --next --timeout 0s <message/>")).toMatchObject({
      status: "failed",
      reason: "the oldest element in the inbox is not what was expected",
    });
    expect(inbox(tool)).toEqual([THREE, ONE]);
  });

  test("with N elements takes exactly the oldest N, in any order", async () => {
    const tool = await received(TWO, ONE, THREE);
    expect(await tool.run("expect --next <message id='1'/><message id='2'/>")).toMatchObject({
      status: "passed",
    });
    expect(inbox(tool)).toEqual([THREE]);
  });

  test("waits until there are N", async () => {
    const tool = await received(ONE);
    const outcome = tool.run("expect --next <message id='1'/><message id='2'/>");
    tool.server.send(TWO);
    expect(await outcome).toMatchObject({ status: "passed" });
  });

  test("fails where one of the oldest N is another, though what is missing stands behind it", async () => {
    const tool = await received(ONE, THREE, TWO);
    expect(await tool.run("expect --next --timeout 0s <message id='1'/><message id='2'/>")).toMatchObject({
      status: "failed",
    });
  });
});

describe("expect nothing", () => {
  test("passes where nothing comes within the time", async () => {
    const tool = await received();
    expect(await tool.run("expect nothing --for 1ms")).toEqual({ status: "passed" });
    expect(verdicts(tool)).toEqual([["", "met", []]]);
  });

  test("fails on what is in the inbox already", async () => {
    const tool = await received(ONE);
    expect(await tool.run("expect nothing --for 0s")).toEqual({
      status: "failed",
      reason: "nothing was expected, but #5 has arrived",
      mismatch: { expected: "", arrived: [5] },
    });
    expect(inbox(tool)).toEqual([ONE]);
  });

  test("fails on what arrives within the time", async () => {
    const tool = await received();
    const outcome = tool.run("expect nothing --for 1m");
    await new Promise((resolve) => setImmediate(resolve));
    tool.server.send(ONE);
    expect(await outcome).toMatchObject({ status: "failed", mismatch: { arrived: [6] } });
  });

  test("with a pattern minds what matches only", async () => {
    const tool = await received(ONE);
    expect(await tool.run("expect nothing --for 1ms <presence/>")).toEqual({ status: "passed" });
    expect(await tool.run("expect nothing --for 1ms <message/>")).toMatchObject({
      reason: "nothing was expected that matches, but #5 has arrived",
    });
  });

  test("with several elements minds any of them", async () => {
    const tool = await received(ONE);
    expect(await tool.run("expect nothing --for 1ms <presence/><message/>")).toMatchObject({
      status: "failed",
    });
  });

  test("says why it could not wait so long where the stream ends", async () => {
    const tool = await received();
    const outcome = tool.run("expect nothing --for 1m <message/>");
    await new Promise((resolve) => setImmediate(resolve));
    tool.server.send("</stream:stream>");
    expect(await outcome).toMatchObject({
      status: "failed",
      reason: "nothing was expected, and now nothing can come: the server closed the stream",
    });
  });

  test("passes at once where the connection is gone, and fails where it had come before", async () => {
    const tool = await received(ONE);
    tool.server.close();
    expect(await tool.run("expect nothing --for 1m <presence/>")).toEqual({ status: "passed" });
    expect(await tool.run("expect nothing --for 1m <message/>")).toMatchObject({ status: "failed" });
  });
});

describe("expect closed", () => {
  test.each([
    ["the server's end tag comes", (tool: TryOut) => tool.server.send("</stream:stream>")],
    ["the connection ends", (tool: TryOut) => tool.server.close()],
    ["the connection breaks", (tool: TryOut) => tool.server.close(new Error("read ECONNRESET"))],
  ])("passes when %s, before or while it waits", async (_what, end) => {
    const before = await received();
    end(before);
    expect(await before.run("expect closed")).toMatchObject({ status: "passed" });
    const meanwhile = await received();
    const outcome = meanwhile.run("expect closed --timeout 0s");
    await new Promise((resolve) => setImmediate(resolve));
    end(meanwhile);
    expect(await outcome).toMatchObject({ status: "passed" });
  });

  test("fails where the stream stays open", async () => {
    const tool = await received(ONE);
    expect(await tool.run("expect closed --timeout 1ms")).toEqual({
      status: "failed",
      reason: "the server has not closed the stream within 1ms",
    });
  });

  test("a stream error is not the end yet", async () => {
    const tool = await received();
    const outcome = tool.run("expect closed --timeout 1ms");
    tool.server.send(STREAM_ERROR.replace("</stream:stream>", ""));
    expect(await outcome).toMatchObject({ status: "failed" });
  });

  test("fails for a client that was never connected: nothing was closed", async () => {
    expect(await tryOut().run("expect closed --timeout 1ms")).not.toMatchObject({ status: "passed" });
  });

  test("is told in the transcript like the other expectations", async () => {
    const tool = await received("</stream:stream>");
    await tool.run("expect closed");
    expect(verdicts(tool)).toHaveLength(1);
  });
});

describe("captures", () => {
  test("count from the next step on, and capturing again overwrites", async () => {
    const tool = await received(ONE, TWO);
    await tool.run("expect <message id='{capture:seen}'/>");
    await tool.run("send <a n='${seen}'/>");
    await tool.run("expect <message id='{capture:seen}'/>");
    await tool.run("send <a n='${seen}'/>");
    expect(tool.server.received).toMatch(/<a n='1'\/><a n='2'\/>$/);
  });

  test("of several elements count when all of them have matched", async () => {
    const tool = await received(ONE);
    await tool.run("expect --timeout 1ms <message id='{capture:seen}'/><presence/>");
    expect(await tool.run("send <a n='${seen}'/>")).toMatchObject({ status: "wrong usage" });
    tool.server.send(THREE);
    await tool.run("expect <message id='{capture:seen}'/><presence/>");
    expect(await tool.run("send <a n='${seen}'/>")).toEqual({ status: "passed" });
  });

  test("under a name that cannot be is refused before anything is taken", async () => {
    const tool = await received(ONE);
    expect(await tool.run("expect <message id='{capture:jid}'/>")).toMatchObject({ status: "wrong usage" });
    expect(inbox(tool)).toEqual([ONE]);
  });
});
