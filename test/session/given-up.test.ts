import { describe, expect, test } from "vitest";
import type { Claim, Reply } from "../../src/session/inbox.ts";
import { featuresReply, iqReply, saslReply } from "../../src/session/replies.ts";
import { type Conversation, conversation, played } from "./conversation.ts";
import { BOUND, C_AUTH, C_HEADER, OPENED, S_FAILURE, S_HEADER, S_MECHANISMS, S_SUCCESS } from "./wire.ts";

/** A conversation as far as that, with nothing in its inbox. */
async function playedTo(steps: readonly string[]): Promise<Conversation> {
  const talk = await played(steps);
  while (talk.session.inbox.remove(() => true));
  return talk;
}

/** Sends something and gives up waiting for its reply at once. */
async function giveUp({ session }: Conversation, step: string, claim: Claim): Promise<void> {
  const reply = await session.ask(step.slice(3), claim, { signal: AbortSignal.abort(), timeout: 0 });
  expect(reply).toEqual({ outcome: "interrupted" });
}

function ask({ session }: Conversation, step: string, claim: Claim): Promise<Reply> {
  return session.ask(step.slice(3), claim, { signal: new AbortController().signal, timeout: 0 });
}

function unclaimed({ session }: Conversation): string[] {
  return session.inbox.unclaimed.map(({ event }) => event.raw);
}

const PING = "C: <iq type='get' id='1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const PONG = "S: <iq type='result' id='1' from='localhost'/>";
const TO_PING = iqReply({ id: "1", to: "localhost" });

test("a reply that comes after the wait was given up goes to the inbox, with how late it is", async () => {
  const talk = await playedTo(BOUND);
  await giveUp(talk, PING, TO_PING);
  const { n } = talk.transcript.last ?? { n: 0 };
  talk.pass(7210);
  await talk.play(PONG);
  expect(talk.notes).toEqual([`late reply to #${n}, 7.2 s`]);
  expect(unclaimed(talk)).toEqual([PONG.slice(3)]);
});

test("a reply that comes after its time was over is late too", async () => {
  const talk = await playedTo(BOUND);
  const signal = new AbortController().signal;
  expect(await talk.session.ask(PING.slice(3), TO_PING, { signal, timeout: 1 })).toMatchObject({
    outcome: "timeout",
  });
  await talk.play(PONG);
  expect(talk.notes).toEqual([expect.stringMatching(/^late reply to #\d+, under 1 ms$/)]);
});

test("a reply is late once: the same again is a surprise", async () => {
  const talk = await playedTo(BOUND);
  await giveUp(talk, PING, TO_PING);
  await talk.play(PONG, PONG);
  expect(talk.notes).toHaveLength(1);
});

test("a reply that nobody waited for, but only looked on, is not late", async () => {
  const talk = await playedTo(BOUND);
  await giveUp(talk, PING, { ...TO_PING, observes: true });
  await talk.play(PONG);
  expect(talk.notes).toEqual([]);
});

test("who reads a late reply knows already that it is told to be one", async () => {
  const talk = await playedTo(BOUND);
  await giveUp(talk, PING, TO_PING);
  const late: boolean[] = [];
  talk.transcript.read(({ n, type }) => {
    if (type === "traffic") late.push(talk.session.inbox.isLate(n));
  });
  await talk.play(PONG, PONG);
  expect(late).toEqual([true, false]);
});

test("a reply in time is not remarked on", async () => {
  const talk = await playedTo(BOUND);
  const reply = ask(talk, PING, TO_PING);
  await talk.play(PONG);
  expect(await reply).toMatchObject({ outcome: "reply" });
  expect(talk.notes).toEqual([]);
});

describe("a late reply never answers a newer command", () => {
  test("to an iq with another id", async () => {
    const talk = await playedTo(BOUND);
    await giveUp(talk, PING, TO_PING);
    const newer = ask(talk, PING.replace("'1'", "'2'"), iqReply({ id: "2", to: "localhost" }));
    await talk.play(PONG, PONG.replace("'1'", "'2'"));
    expect(await newer).toMatchObject({ entry: { event: { raw: PONG.replace("'1'", "'2'").slice(3) } } });
    expect(unclaimed(talk)).toEqual([PONG.slice(3)]);
  });

  test("to an iq with the same id", async () => {
    const talk = await playedTo(BOUND);
    await giveUp(talk, PING, TO_PING);
    const newer = ask(talk, PING, TO_PING);
    const second = PONG.replace("/>", " n='2'/>");
    await talk.play(PONG, second);
    expect(await newer).toMatchObject({ entry: { event: { raw: second.slice(3) } } });
    expect(unclaimed(talk)).toEqual([PONG.slice(3)]);
  });

  test("to another login: SASL replies have no id, and come in order", async () => {
    const talk = await playedTo(OPENED);
    await giveUp(talk, C_AUTH, saslReply);
    const newer = ask(talk, C_AUTH, saslReply);
    await talk.play(S_FAILURE, S_SUCCESS);
    expect(await newer).toMatchObject({ entry: { event: { raw: S_SUCCESS.slice(3) } } });
    expect(unclaimed(talk)).toEqual([S_FAILURE.slice(3)]);
    expect(talk.notes).toEqual([expect.stringMatching(/^late reply to #\d+/)]);
  });

  test("to another header", async () => {
    const talk = await playedTo([]);
    await giveUp(talk, C_HEADER, featuresReply);
    const newer = ask(talk, C_HEADER, featuresReply);
    const second = S_MECHANISMS.replace("PLAIN", "SCRAM-SHA-1");
    await talk.play(S_HEADER, S_MECHANISMS, second);
    expect(await newer).toMatchObject({ entry: { event: { raw: second.slice(3) } } });
    expect(unclaimed(talk)).toEqual([S_MECHANISMS.slice(3)]);
  });
});

test("a new connection owes no replies to what was sent on the one before", async () => {
  const talk = conversation();
  await talk.play("connects", ...BOUND);
  await giveUp(talk, PING, TO_PING);
  await talk.play("server closes", "connects", ...BOUND, PONG);
  expect(talk.notes).toEqual([]);
});

describe("with many waits given up", () => {
  test("the newest hundred are remembered", async () => {
    const talk = await playedTo(BOUND);
    const named = (step: string, n: number) => step.replace("'1'", `'${n}'`);
    for (let n = 1; n <= 150; n += 1)
      await giveUp(talk, named(PING, n), iqReply({ id: String(n), to: "localhost" }));
    await talk.play(named(PONG, 50), named(PONG, 51), named(PONG, 150));
    expect(talk.notes).toHaveLength(2);
    expect(unclaimed(talk)).toHaveLength(3);
  });
});
