import { describe, expect, test } from "vitest";
import type { Claim, Reply } from "../../src/session/inbox.ts";
import { closeReply, featuresReply, iqReply, saslReply } from "../../src/session/replies.ts";
import { type Conversation, played } from "./conversation.ts";
import {
  BOUND,
  C_AUTH,
  C_BIND,
  C_END,
  C_HEADER,
  OPENED,
  RESTARTED,
  S_FAILURE,
  S_HEADER,
  S_MECHANISMS,
  S_SUCCESS,
} from "./wire.ts";

/** Sends a step and plays what comes; the reply's raw text, or undefined when nothing was it. */
async function replyTo(talk: Conversation, step: string, claim: Claim, ...received: string[]) {
  const wait = new AbortController();
  const asked: Promise<Reply> = talk.session.ask(step.slice(3), claim, { signal: wait.signal, timeout: 0 });
  await talk.play(...received);
  wait.abort();
  const reply = await asked;
  if (reply.outcome !== "reply") return undefined;
  return reply.entry.type === "traffic" ? reply.entry.event.raw : reply.entry.type;
}

interface Case {
  readonly to?: string;
  readonly reply: string;
}

const iq = ({ to, reply }: Case) => ({
  request: `C: <iq type='get' id='1'${to === undefined ? "" : ` to='${to}'`}><x xmlns='urn:x'/></iq>`,
  claim: iqReply({ id: "1", to }),
  received: `S: ${reply}`,
});

describe("a reply to an iq is", () => {
  test.each<[string, Case]>([
    [
      "a result from where it was sent",
      { to: "juliet@localhost", reply: "<iq type='result' id='1' from='juliet@localhost'/>" },
    ],
    [
      "an error from where it was sent",
      { to: "juliet@localhost", reply: "<iq type='error' id='1' from='juliet@localhost'/>" },
    ],
    [
      "from the same JID in other letters",
      { to: "Juliet@LocalHost/Balcony", reply: "<iq type='result' id='1' from='juliet@localhost/Balcony'/>" },
    ],
    ["from nowhere, when it was sent to nobody", { reply: "<iq type='result' id='1'/>" }],
    [
      "from the own bare JID, when it was sent to nobody",
      { reply: "<iq type='result' id='1' from='me@localhost'/>" },
    ],
    [
      "from the own full JID, when it was sent to nobody",
      { reply: "<iq type='result' id='1' from='me@localhost/desk'/>" },
    ],
    ["from the domain, when it was sent to nobody", { reply: "<iq type='error' id='1' from='localhost'/>" }],
    [
      "from the domain, when it was sent there",
      { to: "localhost", reply: "<iq type='result' id='1' from='localhost'/>" },
    ],
  ])("%s", async (_what, given) => {
    const { request, claim, received } = iq(given);
    expect(await replyTo(await played(BOUND), request, claim, received)).toBe(given.reply);
  });
});

describe("no reply to an iq is", () => {
  test.each<[string, Case, string[]]>([
    ["one with another id", { reply: "<iq type='result' id='2'/>" }, []],
    ["a message with its id", { reply: "<message type='error' id='1'/>" }, []],
    [
      "one from somewhere else",
      { to: "juliet@localhost", reply: "<iq type='result' id='1' from='romeo@localhost'/>" },
      ['not the reply to iq "1": it comes from romeo@localhost, not from juliet@localhost'],
    ],
    [
      "one from another resource",
      { to: "juliet@localhost/a", reply: "<iq type='result' id='1' from='juliet@localhost/A'/>" },
      ['not the reply to iq "1": it comes from juliet@localhost/A, not from juliet@localhost/a'],
    ],
    [
      "one from somebody, when it was sent to nobody",
      { reply: "<iq type='result' id='1' from='juliet@localhost'/>" },
      ['not the reply to iq "1": it comes from juliet@localhost, not from the server'],
    ],
    [
      "one from another resource of ours, when it was sent to nobody",
      { reply: "<iq type='result' id='1' from='me@localhost/phone'/>" },
      ['not the reply to iq "1": it comes from me@localhost/phone, not from the server'],
    ],
    [
      "one from nowhere, when it was sent to somebody",
      { to: "juliet@localhost", reply: "<iq type='result' id='1'/>" },
      ['not the reply to iq "1": it comes from nowhere, not from juliet@localhost'],
    ],
    [
      "one of another type",
      { to: "juliet@localhost", reply: "<iq type='done' id='1' from='juliet@localhost'/>" },
      ['not the reply to iq "1": a reply has the type "result" or "error"'],
    ],
    [
      "one from an address that fills the screen",
      { to: "juliet@localhost", reply: `<iq type='result' id='1' from='${"x".repeat(1e6)}'/>` },
      [`not the reply to iq "1": it comes from ${"x".repeat(3071)}, not from juliet@localhost`],
    ],
    [
      "the request itself, reflected",
      {
        to: "me@localhost/desk",
        reply: "<iq type='get' id='1' from='me@localhost/desk' to='me@localhost/desk'/>",
      },
      ['a request with the id "1" of our own, and not its reply'],
    ],
  ])("%s: it goes to the inbox", async (_what, given, remarks) => {
    const talk = await played(BOUND);
    const { request, claim, received } = iq(given);
    expect(await replyTo(talk, request, claim, received)).toBeUndefined();
    expect(talk.session.inbox.unclaimed.at(-1)?.event.raw).toBe(given.reply);
    expect(talk.notes).toEqual(remarks);
  });
});

test("a reflected request does not keep the reply behind it from being claimed", async () => {
  const { request, claim, received } = iq({
    to: "me@localhost/desk",
    reply: "<iq type='get' id='1' from='me@localhost/desk'/>",
  });
  const reply = "<iq type='result' id='1' from='me@localhost/desk'/>";
  expect(await replyTo(await played(BOUND), request, claim, received, `S: ${reply}`)).toBe(reply);
});

describe("of two requests with one id, the reply to one is not told to be no reply to the other", () => {
  const first = iq({ to: "a@b", reply: "<iq type='result' id='1' from='a@b'/>" });
  const second = iq({ to: "c@d", reply: "<iq type='result' id='1' from='c@d'/>" });
  const looking = { ...second.claim, observes: true } as const;

  test("where nobody waits for it, but looks on", async () => {
    const talk = await played(BOUND);
    void talk.session.ask(first.request.slice(3), first.claim, {
      signal: new AbortController().signal,
      timeout: 0,
    });
    expect(await replyTo(talk, second.request, looking, second.received)).toBe(second.received.slice(3));
    expect(talk.notes).toEqual([]);
  });

  test("where nobody looks for it any longer", async () => {
    const talk = await played(BOUND);
    expect(await replyTo(talk, second.request, looking)).toBeUndefined();
    await replyTo(talk, first.request, first.claim, second.received);
    expect(talk.notes).toEqual([]);
  });
});

describe("the reply to a bind request, when no JID is known yet, may come", () => {
  test.each([
    ["from nowhere", ""],
    ["from the full JID it gives", " from='me@localhost/desk'"],
    ["from its bare JID", " from='me@localhost'"],
    ["from the domain", " from='localhost'"],
  ])("%s", async (_what, from) => {
    const reply = `<iq type='result' id='b1'${from}><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>me@localhost/desk</jid></bind></iq>`;
    expect(await replyTo(await played(RESTARTED), C_BIND, iqReply({ id: "b1" }), `S: ${reply}`)).toBe(reply);
  });
});

describe("the reply to a header is", () => {
  const old = (header: string) => header.replace(" version='1.0'", "");
  const component = (header: string) => header.replace("jabber:client", "jabber:component:accept");
  test.each<[string, string, string[], string | undefined]>([
    ["the features, and not the header before them", C_HEADER, [S_HEADER, S_MECHANISMS], S_MECHANISMS],
    ["nothing, while the features are missing", C_HEADER, [S_HEADER], undefined],
    ["the header alone, where the server's has no version", C_HEADER, [old(S_HEADER)], old(S_HEADER)],
    ["the header alone, where ours has no version", old(C_HEADER), [S_HEADER], S_HEADER],
    [
      "the header alone, where the server speaks an older version",
      C_HEADER,
      [S_HEADER.replace("1.0", "0.9")],
      S_HEADER.replace("1.0", "0.9"),
    ],
    [
      "the header alone, where a component connects",
      component(C_HEADER),
      [component(S_HEADER)],
      component(S_HEADER),
    ],
  ])("%s", async (_what, header, received, reply) => {
    expect(await replyTo(await played([]), header, featuresReply, ...received)).toBe(reply?.slice(3));
  });
});

describe("the reply to <auth/> is", () => {
  const challenge = "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj1v</challenge>";
  test.each([S_SUCCESS, S_FAILURE, challenge])("%s", async (reply) => {
    expect(await replyTo(await played(OPENED), C_AUTH, saslReply, reply)).toBe(reply.slice(3));
  });

  test.each([
    "S: <success xmlns='urn:x'/>",
    "S: <message/>",
    "S: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
  ])("not %s", async (other) => {
    expect(await replyTo(await played(OPENED), C_AUTH, saslReply, other)).toBeUndefined();
  });
});

describe("the reply to our end tag is", () => {
  test.each([
    ["the server's", ["S: </stream:stream>"], "</stream:stream>"],
    [
      "the server's, behind what was on its way",
      ["S: <message/>", "S: </stream:stream>"],
      "</stream:stream>",
    ],
    ["the end of the connection", ["server closes"], "connection"],
    [
      "the end of the connection, behind a stream error",
      ["S: <stream:error/>", "server closes"],
      "connection",
    ],
  ])("%s", async (_what, received, reply) => {
    expect(await replyTo(await played(OPENED), C_END, closeReply, ...received)).toBe(reply);
  });
});
