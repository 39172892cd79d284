import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { played } from "../session/conversation.ts";
import {
  AUTHENTICATED,
  BOUND,
  C_AUTH,
  C_BIND,
  C_END,
  C_HEADER,
  OPENED,
  RESTARTED,
  S_HEADER,
} from "../session/wire.ts";

/** What is said about the last of these steps. */
async function saidAfter(before: readonly string[], step: string): Promise<readonly string[]> {
  const talk = await played(before, { remarks });
  const count = talk.notes.length;
  await talk.play(step);
  expect(talk.server.received.endsWith(step.slice(3)), "it is sent all the same").toBe(true);
  return talk.notes.slice(count);
}

const header = (attributes: string) => `C: <stream:stream ${attributes}>`;
const NS = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

const ping = (to: string) => `C: <iq type='get' id='1' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`;
const rosterSet = (jid: string) =>
  `C: <iq type='set' id='1'><query xmlns='jabber:iq:roster'><item jid='${jid}'/></query></iq>`;

describe("a mistake is remarked on, with what a server makes of it, and sent", () => {
  test.each<[string, readonly string[], string, RegExp]>([
    ["bind before auth", OPENED, C_BIND, /^bind before authentication.* Prosody .* ejabberd .*RFC 6120 §7/],
    [
      "bind after auth without the restart",
      AUTHENTICATED,
      C_BIND,
      /^the restart is missing: .*Prosody invalid-namespace, ejabberd invalid-xml.*RFC 6120 §6\.4\.6/,
    ],
    ["bind twice", BOUND, C_BIND, /^a resource is bound already: .*RFC 6120 §7/],
    ["auth twice", BOUND, C_AUTH, /^already authenticated on this connection.*RFC 6120 §6\.4\.6/],
    ["auth twice without the restart", AUTHENTICATED, C_AUTH, /^the restart is missing: /],
    ["presence before auth", OPENED, "C: <presence/>", /^a stanza before authentication: .*RFC 6120 §6/],
    [
      "presence before bind",
      RESTARTED,
      "C: <presence/>",
      /^a stanza before bind.* Prosody answers service-unavailable, ejabberd nothing at all, and others, as the RFC has it, end the stream with not-authorized.*RFC 6120 §7/,
    ],
    ["a message before bind", RESTARTED, "C: <message/>", /^a stanza before bind/],
    [
      "a request before bind",
      RESTARTED,
      "C: <iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
      /^a stanza before bind/,
    ],
    [
      "<session/> where it is not offered",
      BOUND,
      "C: <iq type='set' id='1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>",
      /^the server did not offer <session\/>: .*RFC 3921/,
    ],
    [
      "a header that is closed at once",
      [],
      header(`to='localhost' version='1.0' ${NS}/`),
      /^the "\/>" of the header has closed the stream .* a header ends with ">"/,
    ],
    [
      "a misspelt show",
      BOUND,
      "C: <presence><show>awya</show></presence>",
      /^<show>awya<\/show> is none of away, chat, dnd, xa: .*RFC 6121 §4\.7\.2\.1/,
    ],
    [
      "a misspelt type of presence",
      BOUND,
      "C: <presence type='unavailble'/>",
      /^type="unavailble" is none of unavailable, subscribe, .*, error: .*RFC 6121 §4\.7\.1/,
    ],
    [
      "a misspelt type of a message",
      BOUND,
      "C: <message to='me@localhost/desk' type='caht'><body>hi</body></message>",
      /^type="caht" is none of normal, chat, .*takes it for normal/,
    ],
    [
      "a misspelt type of a request",
      BOUND,
      "C: <iq type='gte' id='1'/>",
      /^type="gte" is none of get, set, /,
    ],
    [
      "a message to a domain where an account was meant",
      BOUND,
      "C: <message to='juliet'><body>hi</body></message>",
      /^"juliet" is a domain here, and not one of this server's: an account is juliet@localhost/,
    ],
    [
      "a message to a name with a dot",
      BOUND,
      "C: <message to='juliet.capulet'/>",
      /^"juliet\.capulet" is a domain here, .* juliet\.capulet@localhost/,
    ],
    ["a request to such a domain", BOUND, ping("juliet/balcony"), /an account is juliet@localhost/],
    ["presence to one", BOUND, "C: <presence to='juliet' type='subscribe'/>", /^"juliet" is a domain/],
    ["a roster with one in it", BOUND, rosterSet("juliet"), /^"juliet" is a domain/],
    [
      "a request with the name of its payload alone",
      BOUND,
      "C: <iq type='get' id='1'>jabber:iq:roster</iq>",
      /^an iq of type get has an element in it, and here is only text: write <query xmlns='jabber:iq:roster'\/>, or run "roster"/,
    ],
    [
      "a request with another name alone",
      BOUND,
      "C: <iq type='set' id='1'>jabber:iq:private</iq>",
      /write <query xmlns='jabber:iq:private'\/>, or the name that belongs to this namespace/,
    ],
    ["a request with a word in it", BOUND, "C: <iq type='get' id='1'>roster</iq>", /write it as XML/],
    ["a stanza before any stream", [], "C: <presence/>", /^no stream is open: .*\(run "open"\)/],
    [
      "a stanza after our end tag",
      [...BOUND, C_END],
      "C: <presence/>",
      /^sent after our own <\/stream:stream>: nothing may follow it \(RFC 6120 §4\.4\)/,
    ],
    [
      "a second header",
      OPENED,
      C_HEADER,
      /^a second stream header on an open stream.*not-well-formed.*RFC 6120 §4\.3\.3/,
    ],
    ["a second header before the first is answered", [C_HEADER], C_HEADER, /^a second stream header/],
    [
      "a header without to",
      [],
      header(`version='1.0' ${NS}`),
      /^the header has no "to": .*RFC 6120 §4\.7\.2/,
    ],
    [
      "a header to an IPv4 address",
      [],
      header(`to='127.0.0.1' version='1.0' ${NS}`),
      /^"to" is an IP address: .*host-unknown.*RFC 6120 §4\.7\.2/,
    ],
    ["a header to an IPv6 address", [], header(`to='::1' version='1.0' ${NS}`), /^"to" is an IP address: /],
    [
      "a header without version",
      [],
      header(`to='localhost' ${NS}`),
      /^the header has no version='1\.0'.*ejabberd .*Prosody .*RFC 6120 §4\.7\.5/,
    ],
    [
      "a header with another version",
      [],
      header(`to='localhost' version='2.0' ${NS}`),
      /^version='2\.0': .*1\.0.*RFC 6120 §4\.7\.5/,
    ],
    [
      "a header in the wrong namespace, as in some tutorials",
      [],
      "C: <stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='https://etherx.jabber.org/streams'>",
      /^the stream's namespace is "https:\/\/etherx.jabber.org\/streams", not "http:\/\/etherx.jabber.org\/streams": .*invalid-namespace.*RFC 6120 §4\.8/,
    ],
    [
      "a header with another content namespace",
      [],
      "C: <stream:stream to='localhost' version='1.0' xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>",
      /^the content namespace is "jabber:server": .*jabber:client.*RFC 6120 §4\.8/,
    ],
    [
      "a header without a content namespace",
      [],
      "C: <stream:stream to='localhost' version='1.0' xmlns:stream='http://etherx.jabber.org/streams'>",
      /^the content namespace is missing: .*jabber:client/,
    ],
    [
      "half an element",
      BOUND,
      "C: <message><body>",
      /^not a whole element yet: the server waits for the rest of it/,
    ],
    [
      "a comment",
      BOUND,
      "C: <!-- hello -->",
      /^a comment is forbidden on a stream.*Prosody answers not-well-formed, ejabberd drops a comment/,
    ],
    [
      "a comment inside a stanza",
      BOUND,
      "C: <message to='juliet@localhost'><!-- hello --></message>",
      /^a comment is forbidden on a stream/,
    ],
    [
      "text between the stanzas",
      BOUND,
      "C: hello",
      /^bad-format: text between the stanzas\. It is sent as it is; a server will answer with a stream error/,
    ],
    [
      "XML that is not well-formed, and where",
      BOUND,
      "C: <message><b></i></message>",
      /^not-well-formed: <\/i> where <\/b> is due, at character 16\. It is sent as it is; a server will answer with a stream error and close the stream/,
    ],
    [
      "XML of several rows that is not well-formed, and where",
      BOUND,
      "C: <message>\n  <body>日本</b>\n</message>",
      /^not-well-formed: <\/b> where <\/body> is due, in row 2, column 14\. It is sent as it is/,
    ],
  ])("%s", async (_what, before, step, remark) => {
    expect(await saidAfter(before, step)).toEqual([expect.stringMatching(remark)]);
  });
});

describe("nothing is said about", () => {
  test.each<[string, readonly string[], string]>([
    ["a header at the beginning", [], C_HEADER],
    ["a header on a new stream", AUTHENTICATED, C_HEADER],
    [
      "a component's header",
      [],
      "C: <stream:stream to='a.localhost' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>",
    ],
    [
      "a component's handshake",
      [
        "C: <stream:stream to='a.localhost' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>",
        S_HEADER,
      ],
      "C: <handshake>aaf4</handshake>",
    ],
    ["an XML declaration by itself, as tutorials send it", [], "C: <?xml version='1.0'?>"],
    ["auth after open", OPENED, C_AUTH],
    [
      "another try to authenticate",
      [...OPENED, C_AUTH, "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>"],
      C_AUTH,
    ],
    ["bind after the restart", RESTARTED, C_BIND],
    ["presence after bind", BOUND, "C: <presence/>"],
    ["presence with a show", BOUND, "C: <presence type='unavailable'><show>xa</show></presence>"],
    ["whitespace", BOUND, "C:  "],
    ["our end tag", BOUND, C_END],
    ["a nonza", BOUND, "C: <r xmlns='urn:xmpp:sm:3'/>"],
  ])("%s", async (_what, before, step) => {
    expect(await saidAfter(before, step)).toEqual([]);
  });
});

test("all that is wrong with one header is said, a remark each", async () => {
  expect(await saidAfter([], "C: <stream:stream xmlns='jabber:server' xmlns:stream='urn:x'>")).toHaveLength(
    4,
  );
});

test("an element sent behind broken XML is not said to be unfinished", async () => {
  const said = await saidAfter([...BOUND, "C: <a></b>"], "C: <presence/>");
  expect(said.join()).not.toContain("not a whole element yet");
});

describe("whom a stanza is for is not remarked on", () => {
  test.each([
    ["an account", "C: <message to='juliet@localhost'/>"],
    ["the stream's domain", ping("localhost")],
    ["a service below it", ping("rooms.localhost")],
    ["another domain that is asked something", ping("xmpp.org")],
    ["an account on the roster", rosterSet("juliet@localhost")],
  ])("where it is %s", async (_what, step) => {
    expect(await saidAfter(BOUND, step)).toEqual([]);
  });
});

test.each([C_HEADER, C_BIND, "C: <presence/>"])(
  "that the server has not proved itself is said with whatever is sent to it: %s",
  async (step) => {
    const talk = await played(AUTHENTICATED, { remarks });
    talk.session.record({ type: "derivation", title: "not to be believed", rows: [], refutes: true });
    const count = talk.notes.length;
    await talk.play(step);
    expect(talk.notes[count]).toMatch(
      /^the server has not proved that it knows your password: .*"disconnect"/,
    );
  },
);
