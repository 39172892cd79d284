import { describe, expect, test } from "vitest";
import type { Choose, Chosen } from "../../src/session/inbox.ts";
import { iqReply } from "../../src/session/replies.ts";
import { type Conversation, played } from "./conversation.ts";
import { BOUND, S_END, streamError } from "./wire.ts";

/** A bound client with nothing in its inbox. */
async function bound(): Promise<Conversation> {
  const talk = await played(BOUND);
  talk.session.inbox.forget();
  return talk;
}

/** Chooses the oldest entry that has a text in it. */
function withText(text: string): Choose {
  return (unclaimed) => {
    const found = unclaimed.find(({ event }) => event.raw.includes(text));
    return found && [found];
  };
}

const NEVER: Choose = () => undefined;

function choose(
  { session }: Conversation,
  choice: Choose,
  { signal = new AbortController().signal, timeout = 0 } = {},
): Promise<Chosen> {
  return session.inbox.choose(choice, { signal, timeout });
}

function rawOf(chosen: Chosen): readonly string[] {
  return chosen.outcome === "chosen" ? chosen.entries.map(({ event }) => event.raw) : [];
}

function unclaimed({ session }: Conversation): readonly string[] {
  return session.inbox.unclaimed.map(({ event }) => event.raw);
}

const [A, B, B2] = ["<message id='a'/>", "<message id='b'/>", "<message id='b' n='2'/>"];

test("the oldest that is wanted is taken out, and what was passed over stays", async () => {
  const talk = await bound();
  await talk.play(`S: ${A}`, `S: ${B}`, `S: ${B2}`);
  expect(rawOf(await choose(talk, withText("id='b'")))).toEqual([B]);
  expect(unclaimed(talk)).toEqual([A, B2]);
});

test("what is not there yet is waited for", async () => {
  const talk = await bound();
  const chosen = choose(talk, withText("id='b'"));
  expect(talk.session.inbox.isAwaited).toBe(true);
  await talk.play(`S: ${A}`, `S: ${B}`);
  expect(rawOf(await chosen)).toEqual([B]);
  expect(talk.session.inbox.isAwaited).toBe(false);
  expect(unclaimed(talk)).toEqual([A]);
});

test("several are taken at once, in the order in which they are wanted", async () => {
  const talk = await bound();
  const chosen = choose(talk, (all) => (all.length < 3 ? undefined : [...all].reverse().slice(0, 2)));
  await talk.play(`S: ${A}`, `S: ${B}`, `S: ${B2}`);
  expect(rawOf(await chosen)).toEqual([B2, B]);
  expect(unclaimed(talk)).toEqual([A]);
});

test("of two who wait for the same, the first gets it", async () => {
  const talk = await bound();
  const first = choose(talk, withText("id='b'"));
  const second = choose(talk, withText("id='b'"));
  await talk.play(`S: ${B}`, `S: ${B2}`);
  expect(rawOf(await first)).toEqual([B]);
  expect(rawOf(await second)).toEqual([B2]);
});

test("what a command has claimed is nobody else's", async () => {
  const talk = await bound();
  const wait = { signal: new AbortController().signal, timeout: 0 };
  const chosen = choose(talk, withText("<iq"));
  const reply = talk.session.ask("<iq type='get' id='1'/>", iqReply({ id: "1" }), wait);
  await talk.play("S: <iq type='result' id='1'/>", "S: <iq type='result' id='2'/>");
  expect(await reply).toMatchObject({ outcome: "reply" });
  expect(rawOf(await chosen)).toEqual(["<iq type='result' id='2'/>"]);
});

test("a reply that comes too late for its command can be wanted", async () => {
  const talk = await bound();
  const wait = { signal: AbortSignal.abort(), timeout: 0 };
  await talk.session.ask("<iq type='get' id='1'/>", iqReply({ id: "1" }), wait);
  const chosen = choose(talk, withText("<iq"));
  await talk.play("S: <iq type='result' id='1'/>");
  expect(rawOf(await chosen)).toEqual(["<iq type='result' id='1'/>"]);
});

test("white space between elements is offered to nobody", async () => {
  const talk = await bound();
  const offered: number[] = [];
  const chosen = choose(talk, (all) => {
    offered.push(all.length);
    return withText("<message")(all);
  });
  await talk.play("S:  \n", `S: ${A}`);
  await chosen;
  expect(offered).toEqual([0, 1]);
});

describe("a wait ends without anything", () => {
  test("where it is given up, and what was there stays", async () => {
    const talk = await bound();
    await talk.play(`S: ${A}`);
    expect(await choose(talk, () => "nothing")).toEqual({ outcome: "nothing" });
    expect(unclaimed(talk)).toEqual([A]);
  });

  test("when its time is over; what comes later stays in the inbox", async () => {
    const talk = await bound();
    expect(await choose(talk, withText("id='b'"), { timeout: 1 })).toEqual({ outcome: "timeout", after: 1 });
    expect(talk.session.inbox.isAwaited).toBe(false);
    await talk.play(`S: ${B}`);
    expect(unclaimed(talk)).toEqual([B]);
    expect(talk.notes).toEqual([]);
  });

  test("at Ctrl-C", async () => {
    const talk = await bound();
    const interrupt = new AbortController();
    const chosen = choose(talk, NEVER, interrupt);
    interrupt.abort();
    expect(await chosen).toEqual({ outcome: "interrupted" });
    expect(talk.session.inbox.isAwaited).toBe(false);
  });

  test("at a Ctrl-C that came before: nothing is taken then", async () => {
    const talk = await bound();
    await talk.play(`S: ${B}`);
    expect(await choose(talk, withText("id='b'"), { signal: AbortSignal.abort() })).toEqual({
      outcome: "interrupted",
    });
    expect(unclaimed(talk)).toEqual([B]);
  });

  test.each([
    ["when the server closes the stream", S_END],
    ["with a stream error", streamError("conflict")],
    ["when the server sends what cannot be read", "S: <a></b>"],
    ["when the connection closes", "server closes"],
    ["when the connection breaks", "connection breaks"],
  ])("%s, with the entry that says so", async (_how, step) => {
    const talk = await bound();
    const waiting = [choose(talk, NEVER), choose(talk, NEVER)];
    await talk.play(step);
    const ends = [...talk.transcript.entries].slice(-1);
    expect(await Promise.all(waiting)).toEqual([
      { outcome: "ended", entry: ends[0] },
      { outcome: "ended", entry: ends[0] },
    ]);
  });
});

test("a stream error can be what was wanted", async () => {
  const talk = await bound();
  const chosen = choose(talk, withText("stream:error"));
  await talk.play(streamError("conflict"));
  expect(rawOf(await chosen)).toEqual([expect.stringContaining("<conflict")]);
  expect(unclaimed(talk)).toEqual([]);
});
