import { describe, expect, test } from "vitest";
import { briefOf } from "../../src/explain/brief.ts";
import { loadKnowledge } from "../../src/explain/knowledge.ts";
import { NewKinds } from "../../src/explain/new-kinds.ts";
import { remarks } from "../../src/explain/remarks.ts";
import { OFFLINE } from "../../src/session/state.ts";
import { type Conversation, conversation } from "../session/conversation.ts";
import {
  BOUND,
  C_AUTH,
  C_HEADER,
  OPENED,
  S_END,
  S_FAILURE,
  S_HEADER,
  S_SUCCESS,
  streamError,
} from "../session/wire.ts";

/** A conversation whose new kinds of elements are explained. */
async function explained(...steps: readonly string[]): Promise<Conversation> {
  const kinds = new NewKinds(() => true);
  await kinds.ready();
  const talk = conversation({ remarks: kinds.behind(() => []) });
  await talk.play("connects", ...steps);
  return talk;
}

test("every new kind of element gets one line as it arrives, and the first says how to end that", async () => {
  const { notes } = await explained(...BOUND, S_END);
  expect(notes).toEqual([
    '<stream:stream>: the server opens its half of the stream; its features come next (RFC 6120 §4.2) ("set explain off" ends these lines)',
    "<stream:features>: what the server offers next: mechanisms (RFC 6120 §4.3.2)",
    "<success>: you are authenticated; next: the client opens a new stream (no closing tag first) (RFC 6120 §6.4.6)",
    "<stream:stream>: a new stream, with a new id; what was offered before is void (RFC 6120 §4.3.3)",
    "<stream:features>: what the server offers next: bind (RFC 6120 §4.3.2)",
    "<iq type='result'> with <bind>: the reply: <jid> is your full address for this session, user@domain/resource (RFC 6120 §7.6.1)",
    "</stream:stream>: the server says goodbye; the connection ends when both have (RFC 6120 §4.4)",
  ]);
});

test("a stanza with very many payloads gets one line, and keeps nobody waiting", async () => {
  const payloads = "<ping xmlns='urn:xmpp:ping'/><time xmlns='urn:xmpp:time'/>".repeat(9e4);
  const { notes } = await explained(...BOUND, `S: <message>${payloads}</message>`);
  expect(notes.at(-1)).toMatch(/; <ping>: XMPP Ping, XEP-0199 §4\.1; <time>: Entity Time, XEP-0202[^;]*$/);
});

const PING = "S: <iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>";
const MESSAGE = "S: <message from='romeo@localhost' type='chat'><body>hi</body></message>";

describe("one line says what it is:", () => {
  test.each([
    [
      "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
      "<proceed>: go ahead: right after this tag both sides stop sending XML and run the TLS handshake on the same connection (RFC 6120 §5.4.2.3)",
    ],
    [
      "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj0=</challenge>",
      "<challenge>: the server's question in the exchange, in base64 (RFC 6120 §6.4.3)",
    ],
    [MESSAGE, "<message type='chat'>: a message in a conversation of two (RFC 6121 §5.2.2)"],
    [
      "S: <message type='chat'><active xmlns='http://jabber.org/protocol/chatstates'/></message>",
      "<message type='chat'> with <active>: a message in a conversation of two; <active>: Chat State Notifications, XEP-0085 §6",
    ],
    [
      "S: <iq type='result' id='1'><query xmlns='jabber:iq:roster'/></iq>",
      "<iq type='result'> with <query>: the request with the same id was done; your contact list, one <item> per contact with its subscription state (RFC 6121 §2.1.4)",
    ],
    [
      "S: <iq type='result' id='1'/>",
      "<iq type='result'>: the request with the same id was done (RFC 6120 §8.2.3)",
    ],
    [
      PING,
      "<iq type='get'> with <ping>: a question: nothing is changed by it; an are-you-there question at XMPP level (XEP-0199 §4)",
    ],
    [
      "S: <presence from='romeo@localhost/garden'/>",
      "<presence>: whoever is in from= is online, and can be reached (RFC 6121 §4.7.1)",
    ],
    [
      "S: <enabled xmlns='urn:xmpp:sm:3' id='x' resume='true'/>",
      "<enabled>: counting is on; next: normal stanzas; <r/> and <a/> now and then (XEP-0198 §3)",
    ],
    ["S: <foo xmlns='bar'/>", "<foo>: no specification in the tables defines it"],
    [
      "S: <stream:features/>",
      "<stream:features>: what the server offers next: nothing, all is negotiated (RFC 6120 §4.3.2)",
    ],
  ])("%s", async (step, line) => {
    expect((await explained(...OPENED, step)).notes.at(-1)).toBe(line);
  });
});

test("after TLS the new stream is told from the one before", async () => {
  const { notes } = await explained(...OPENED, "secures", C_HEADER, S_HEADER);
  expect(notes.at(-1)).toBe(
    "<stream:stream>: a new stream, now under TLS, with a new id (RFC 6120 §5.4.3.3)",
  );
});

test("a kind is told once, and another type or payload is another kind", async () => {
  const { notes } = await explained(
    ...OPENED,
    MESSAGE,
    MESSAGE,
    MESSAGE.replace("chat", "headline"),
    PING,
    PING.replace("id='1'", "id='2'"),
  );
  expect(notes.map((note) => note.replace(/:.*/, ""))).toEqual([
    "<stream",
    "<stream",
    "<message type='chat'>",
    "<message type='headline'>",
    "<iq type='get'> with <ping>",
  ]);
});

test("a failure that is remarked on already gets no line of its own", async () => {
  const kinds = new NewKinds(() => true);
  await kinds.ready();
  for (const [before, failure] of [
    [[...OPENED, C_AUTH], S_FAILURE],
    [[C_HEADER, S_HEADER], streamError("host-unknown")],
  ] as const) {
    const talk = conversation({ remarks: kinds.behind(remarks) });
    await talk.play("connects", ...before);
    const count = talk.notes.length;
    await talk.play(failure);
    expect(talk.notes.slice(count)).toEqual([expect.stringMatching(/^(not-authorized|host-unknown): /)]);
  }
});

test("nothing is said of what is sent, of keepalives, and while it is off", async () => {
  let isOn = true;
  const kinds = new NewKinds(() => isOn);
  await kinds.ready();
  const talk = conversation({ remarks: kinds.behind(() => []) });
  await talk.play("connects", C_HEADER);
  expect(talk.notes).toEqual([]);
  isOn = false;
  await talk.play(S_HEADER, "S:  ");
  expect(talk.notes).toEqual([]);
  isOn = true;
  await talk.play("S:  ", MESSAGE);
  expect(talk.notes).toEqual([expect.stringMatching(/^<message type='chat'>: .*"set explain off"/)]);
});

test("a success that is refuted at once is not explained as one", async () => {
  const kinds = new NewKinds(() => true);
  await kinds.ready();
  const talk = conversation({ remarks: kinds.behind(() => []) });
  talk.transcript.read((entry) => {
    if (entry.type !== "traffic" || entry.event.type !== "element" || !entry.event.element.is("success"))
      return;
    talk.session.record({ type: "derivation", title: "not to be believed", rows: [], refutes: true });
  });
  await talk.play("connects", ...OPENED, C_AUTH);
  const count = talk.notes.length;
  await talk.play(S_SUCCESS);
  expect(talk.notes.slice(count)).toEqual([]);
});

test("of a kind only the beginning is remembered, however long a server makes its names", async () => {
  const long = "a".repeat(1_000_000);
  const { transcript } = await explained(
    ...OPENED,
    `S: <message><body>hi</body><${long} xmlns='b'/></message>`,
  );
  const knowledge = await loadKnowledge();
  const last = [...transcript.entries].findLast((entry) => entry.type === "traffic");
  const brief = last?.type === "traffic" ? briefOf(last, OFFLINE, knowledge) : undefined;
  expect(brief?.kind).toMatch(/^<message>\|a{100}/);
  expect(brief?.kind.length).toBeLessThan(2000);
});

test("a name as long as a server likes does not fill the screen", async () => {
  const { notes } = await explained(...OPENED, `S: <${"a".repeat(5000)} xmlns='b'/>`);
  expect(notes.at(-1)?.length).toBeLessThan(200);
});
