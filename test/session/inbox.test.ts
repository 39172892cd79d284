import { describe, expect, test } from "vitest";
import type { Claim, Reply } from "../../src/session/inbox.ts";
import { receivedElement } from "../../src/session/replies.ts";
import { type Conversation, played } from "./conversation.ts";
import { formatEntry } from "./outline.ts";
import { S_HEADER, streamError } from "./wire.ts";

const STREAM = ["C: <stream:stream xmlns:stream='http://etherx.jabber.org/streams'>", S_HEADER];

/** Claims any element of that name. */
function named(name: string, more: Partial<Claim> = {}): Claim {
  return { what: `<${name}/>`, accepts: (entry) => receivedElement(entry)?.name === name, ...more };
}

interface Waiting {
  readonly claim: Claim;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

function wait({ session }: Conversation, waiting: Waiting): Promise<Reply> {
  const { claim, timeout = 0, signal = new AbortController().signal } = waiting;
  return session.await(claim, { signal, timeout });
}

/** How a wait ended, in one line. */
async function ending(reply: Promise<Reply>): Promise<string> {
  const known = await reply;
  return "entry" in known ? `${known.outcome}: ${formatEntry(known.entry)}` : known.outcome;
}

function unclaimed({ session }: Conversation): string[] {
  return session.inbox.unclaimed.map(({ event }) => event.raw);
}

describe("a claim", () => {
  test("gets the entry it accepts, and it is not in the inbox then", async () => {
    const talk = await played(STREAM);
    const reply = wait(talk, { claim: named("b") });
    await talk.play("S: <a/>", "S: <b n='1'/>", "S: <b n='2'/>");
    expect(await ending(reply)).toBe("reply: S element <b n='1'/>");
    expect(unclaimed(talk)).toEqual(["<a/>", "<b n='2'/>"]);
  });

  test("that was made first is served first", async () => {
    const talk = await played(STREAM);
    const replies = [wait(talk, { claim: named("a") }), wait(talk, { claim: named("a") })];
    await talk.play("S: <a n='1'/>", "S: <a n='2'/>");
    expect(await Promise.all(replies.map(ending))).toEqual([
      "reply: S element <a n='1'/>",
      "reply: S element <a n='2'/>",
    ]);
  });

  test("is not held up by an older one that waits for something else", async () => {
    const talk = await played(STREAM);
    const first = wait(talk, { claim: named("a") });
    const second = wait(talk, { claim: named("b") });
    await talk.play("S: <b/>", "S: <a/>");
    expect(await ending(second)).toBe("reply: S element <b/>");
    expect(await ending(first)).toBe("reply: S element <a/>");
  });

  test("gets nothing that came before it was made", async () => {
    const talk = await played([...STREAM, "S: <a n='1'/>"]);
    const reply = wait(talk, { claim: named("a") });
    await talk.play("S: <a n='2'/>");
    expect(await ending(reply)).toBe("reply: S element <a n='2'/>");
    expect(unclaimed(talk)).toEqual(["<a n='1'/>"]);
  });

  test("that only looks on leaves the entry in the inbox", async () => {
    const talk = await played(STREAM);
    const reply = wait(talk, { claim: named("a", { observes: true }) });
    await talk.play("S: <a/>");
    expect(await ending(reply)).toBe("reply: S element <a/>");
    expect(unclaimed(talk)).toEqual(["<a/>"]);
  });

  test("that only looks on does not take it from another claim", async () => {
    const talk = await played(STREAM);
    const looking = wait(talk, { claim: named("a", { observes: true }) });
    const claiming = wait(talk, { claim: named("a") });
    await talk.play("S: <a/>");
    expect(await Promise.all([looking, claiming].map(ending))).toEqual(
      Array(2).fill("reply: S element <a/>"),
    );
    expect(unclaimed(talk)).toEqual([]);
  });
});

describe("a wait ends", () => {
  test("when its time is over", async () => {
    const talk = await played(STREAM);
    expect(await wait(talk, { claim: named("a"), timeout: 1 })).toEqual({ outcome: "timeout", after: 1 });
    expect(talk.session.inbox.isAwaited).toBe(false);
  });

  test("when Ctrl-C interrupts it", async () => {
    const talk = await played(STREAM);
    const interrupt = new AbortController();
    const reply = wait(talk, { claim: named("a"), signal: interrupt.signal });
    interrupt.abort();
    expect(await reply).toEqual({ outcome: "interrupted" });
    expect(talk.session.inbox.isAwaited).toBe(false);
  });

  test("at once when Ctrl-C came before it began", async () => {
    const talk = await played(STREAM);
    expect(await wait(talk, { claim: named("a"), signal: AbortSignal.abort() })).toEqual({
      outcome: "interrupted",
    });
  });

  test.each([
    ["with the server's end tag", "S: </stream:stream>", "ended: S close </stream:stream>"],
    ["with a stream error", streamError("conflict"), `ended: S element ${streamError("conflict").slice(3)}`],
    ["when the server closes the connection", "server closes", "ended: disconnected by the server"],
    ["when the connection breaks", "connection breaks", "ended: disconnected by the server: read ECONNRESET"],
    ["when we drop the connection", "disconnects", "ended: disconnected by the client"],
  ])("%s, with that as its cause", async (_what, step, expected) => {
    const talk = await played(STREAM);
    const replies = [
      wait(talk, { claim: named("a") }),
      wait(talk, { claim: named("b", { observes: true }) }),
    ];
    await talk.play(step);
    expect(await Promise.all(replies.map(ending))).toEqual([expected, expected]);
  });

  test.each(["S: </stream:stream>", streamError("conflict")])(
    "with the connection only, where it outlasts the stream: %s",
    async (step) => {
      const talk = await played(STREAM);
      const reply = wait(talk, { claim: named("a", { outlastsStream: true }) });
      await talk.play(step);
      expect(talk.session.inbox.isAwaited).toBe(true);
      await talk.play("server closes");
      expect(await ending(reply)).toBe("ended: disconnected by the server");
    },
  );

  test("not with our own end tag: what is on its way may still come", async () => {
    const talk = await played(STREAM);
    const reply = wait(talk, { claim: named("a") });
    await talk.play("C: </stream:stream>", "S: <a/>");
    expect(await ending(reply)).toBe("reply: S element <a/>");
  });
});

describe("the inbox", () => {
  test("keeps stanzas, nonzas, features and stream errors, and nothing else", async () => {
    const talk = await played([
      ...STREAM,
      "S:  \n ",
      "S: <stream:features/>",
      "S: <message/>",
      "S: <r xmlns='urn:xmpp:sm:3'/>",
      "S: <!-- hello -->",
      "C: <presence/>",
      "C: <message>",
      streamError("conflict"),
      "S: </stream:stream>",
    ]);
    expect(unclaimed(talk)).toEqual([
      "<stream:features/>",
      "<message/>",
      "<r xmlns='urn:xmpp:sm:3'/>",
      streamError("conflict").slice(3),
    ]);
  });

  test("gives up the first entry that fits, once", async () => {
    const { session } = await played([...STREAM, "S: <a/>", "S: <b n='1'/>", "S: <b n='2'/>"]);
    const take = () => session.inbox.remove((entry) => receivedElement(entry)?.name === "b")?.event.raw;
    expect([take(), take(), take()]).toEqual(["<b n='1'/>", "<b n='2'/>", undefined]);
    expect(session.inbox.unclaimed.map(({ event }) => event.raw)).toEqual(["<a/>"]);
  });
});
