import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { played } from "../session/conversation.ts";
import { BOUND, C_END, C_HEADER, OPENED, S_HEADER, streamError } from "../session/wire.ts";

const C_STARTTLS = "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const S_PROCEED = "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

async function saidAbout(step: string, before: readonly string[]): Promise<readonly string[]> {
  const talk = await played(before, { remarks });
  const count = talk.notes.length;
  await talk.play(step);
  return talk.notes.slice(count);
}

describe("a request of the server is remarked on, with the command that answers it", () => {
  test.each([
    [
      "a ping",
      "S: <iq type='get' id='1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
      "<ping xmlns='urn:xmpp:ping'/>",
    ],
    [
      "a roster push",
      "S: <iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>",
      "<query xmlns='jabber:iq:roster'/>",
    ],
    ["a request for nothing", "S: <iq type='get' id='1'/>", "nothing"],
  ])("%s", async (_what, step, payload) => {
    const talk = await played([...BOUND, step], { remarks });
    const n = [...talk.transcript.entries].findLast(({ type }) => type === "traffic")?.n;
    expect(talk.notes.at(-1)).toBe(
      `a request, asking for ${payload}: every iq get and set wants an answer, and this tool gives none by itself (run "reply ${n}"; RFC 6120 §8.2.3)`,
    );
    expect(talk.server.received).not.toContain("type='result'");
  });
});

describe("whatever a server puts into it, a remark does not flood the screen, and says what to do", () => {
  const much = "x".repeat(1e6);
  const refused = (from: string, condition: string, text: string) =>
    `S: <message type='error' from='${from}'><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>${text}</text></error></message>`;
  test.each([
    ["a request", `S: <iq type='get' id='1'><${much} xmlns='${much}'/></iq>`, /\(run "reply \d+";/],
    ["the text of an error", refused("a@b", "not-allowed", much), /^not-allowed \(cancel\): .* says: "x+…"$/],
    ["its condition", refused("a@b", much, "so"), /^x+…/],
    ["its type", refused("a@b", "not-allowed", "so").replace("cancel", much), /^not-allowed \(x+…\): /],
    ["where it comes from", refused(`${much}@localhost`, "service-unavailable", ""), /^service-unavailable/],
    ["an end", streamError("see-other-host", much), /^see-other-host: /],
  ])("%s", async (_what, step, said) => {
    const [remark = ""] = await saidAbout(step, BOUND);
    expect(remark).toMatch(said);
    expect(remark.length).toBeLessThanOrEqual(2001);
  });
});

describe("what the server breaks is remarked on", () => {
  test.each([
    [
      "a comment between stanzas",
      "S: <!-- hello -->",
      /^restricted-xml: the server sent a comment; XMPP forbids it\. It can be read on/,
    ],
    [
      "a comment inside a stanza",
      "S: <message><!-- hello --></message>",
      /^restricted-xml: the server sent a comment/,
    ],
    ["text between stanzas", "S: hello", /^bad-format: the server sent text between the stanzas/],
    [
      "XML that is not well-formed",
      "S: <a></b>",
      /^not-well-formed: the server sent <\/b> where <\/a> is due \(at character 7\); what follows is shown as it comes, and no reply .*run "disconnect"/,
    ],
  ])("%s", async (_what, step, remark) => {
    expect(await saidAbout(step, BOUND)).toEqual([expect.stringMatching(remark)]);
  });

  test("a header without a version, and what it means", async () => {
    expect(await saidAbout(S_HEADER.replace(" version='1.0'", ""), [C_HEADER])).toEqual([
      expect.stringMatching(/^the server's header has no version: .*RFC 6120 §4\.7\.5/),
    ]);
  });

  test("but a component's header has none by right", async () => {
    const component = (header: string) =>
      header.replace("jabber:client", "jabber:component:accept").replace(" version='1.0'", "");
    expect(await saidAbout(component(S_HEADER), [component(C_HEADER)])).toEqual([]);
  });

  test("features with nothing but STARTTLS, and what it means", async () => {
    const features =
      "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
    const [said = ""] = await saidAbout(features, [C_HEADER, S_HEADER]);
    expect(said).toContain(
      'nothing but STARTTLS: it wants encryption before anybody authenticates (run "starttls"; RFC 6120 §5.3.1)',
    );
  });
});

describe("a server that does not speak XMPP is named by its greeting", () => {
  test.each([
    ["HTTP/1.1 400 Bad Request\r\n\r\n", "an HTTP server"],
    ["SSH-2.0-OpenSSH_9.2p1\r\n", "an SSH server"],
    ["220 mail.example.org ESMTP\r\n", "a mail or FTP server"],
    ["* OK IMAP4rev1 ready\r\n", "an IMAP server"],
    ["+OK POP3 ready\r\n", "a POP3 server"],
    [":irc.example.org NOTICE * :*** Looking up your hostname\r\n", "an IRC server"],
    [
      "\x15\x03\x01\x00\x02\x02\x46",
      "this port wants encryption from the first byte (open it as xmpps://HOST:PORT, or with --direct-tls; XEP-0368)",
    ],
    [
      "\x15\x03\x03\x00\x02\x02\x28",
      "this port wants encryption from the first byte (open it as xmpps://HOST:PORT, or with --direct-tls; XEP-0368)",
    ],
  ])("%j", async (greeting, name) => {
    for (const before of [[C_HEADER], []]) {
      const [said] = await saidAbout(`S: ${greeting}`, before);
      expect(said).toContain("this is no XMPP server: it looks like ");
      expect(said).toContain(name);
    }
  });

  test.each([
    ["that comes in two pieces", ["S: HT", "S: TP/1.1 400 Bad Request\r\n"]],
    ["with bytes that are no UTF-8", ["S: \x15\x03\x03\x00\x02\x02\x80"]],
  ])("%s", async (_what, steps) => {
    const talk = await played([C_HEADER, ...steps], { remarks });
    expect(talk.notes.join()).toContain("this is no XMPP server: it looks like ");
  });

  test("but not once it has answered with a stream header", async () => {
    expect((await saidAbout("S: HTTP/1.1 is old", OPENED)).join()).not.toContain("no XMPP server");
  });
});

describe("the end of a connection is remarked on", () => {
  test.each<[string, readonly string[], string, RegExp]>([
    [
      "at once",
      [],
      "server closes",
      /closed the connection without a stream header: it may be no XMPP server, or its port wants TLS from the first byte/,
    ],
    ["behind our header", [C_HEADER], "server closes", /closed the connection without a stream header/],
    [
      "by a break at once, with its cause",
      [C_HEADER],
      "connection breaks",
      /without a stream header.*reset/i,
    ],
    [
      "without </stream:stream>",
      BOUND,
      "server closes",
      /closed the connection without <\/stream:stream>: stanzas on their way may be lost \(RFC 6120 §4\.4\)/,
    ],
    [
      "behind what could not be read, which may have held </stream:stream>",
      [...BOUND, "S: <a></b></stream:stream>"],
      "server closes",
      /closed the connection without another word that could be read: stanzas on their way may be lost/,
    ],
    [
      "by a break in the middle of a stanza, with its cause",
      [...BOUND, "S: <message>"],
      "connection breaks",
      /reset.*stanzas on their way may be lost/i,
    ],
    [
      "which was reset, as by a port for direct TLS",
      [C_HEADER],
      "connection breaks",
      /without a stream header \(read ECONNRESET\): it may be .* or its port wants TLS from the first byte/,
    ],
  ])("%s", async (_what, before, step, remark) => {
    expect(await saidAbout(step, before)).toEqual([expect.stringMatching(remark)]);
  });

  test.each<[string, readonly string[], string, string]>([
    [
      "where the server has answered on this connection before",
      [C_HEADER, S_HEADER, "S: <a></b>", C_HEADER],
      "server closes",
      "without another stream header",
    ],
  ])("without a guess at what it may be, %s", async (_what, before, step, end) => {
    expect(await saidAbout(step, before)).toEqual([`localhost:5222 closed the connection ${end}`]);
  });

  test("under TLS with the guess that is left where the server has answered before it", async () => {
    const before = [C_HEADER, S_HEADER, C_STARTTLS, S_PROCEED, "secures", C_HEADER];
    expect(await saidAbout("server closes", before)).toEqual([
      "localhost:5222 closed the encrypted connection without a stream header: it may not take this client without a certificate (--cert, --key)",
    ]);
  });

  test.each<[string, readonly string[]]>([
    ["at once", [C_HEADER]],
    ["without </stream:stream>", BOUND],
  ])("%s, naming the address", async (_what, before) => {
    expect((await saidAbout("server closes", before)).join()).toContain("localhost:5222");
  });

  test.each<[string, readonly string[], string]>([
    ["when we drop it ourselves behind our end tag", [...BOUND, C_END], "disconnects"],
    ["when we drop it where no stream is open", [], "disconnects"],
    [
      "when we drop it where an error has ended the stream",
      [...BOUND, streamError("conflict")],
      "disconnects",
    ],
    ["behind the server's end tag", [...BOUND, "S: </stream:stream>"], "server closes"],
    ["behind both end tags", [...BOUND, C_END, "S: </stream:stream>"], "server closes"],
    [
      "behind a stream error, which says it all",
      [C_HEADER, S_HEADER, streamError("conflict")],
      "server closes",
    ],
  ])("not %s", async (_what, before, step) => {
    expect(await saidAbout(step, before)).toEqual([]);
  });
});

test("nothing is said about what is as it should be", async () => {
  const talk = await played(
    [
      ...BOUND,
      "C: <presence/>",
      "S: <presence from='me@localhost/desk'/>",
      "S: <message/>",
      "S: \n",
      C_END,
      "S: </stream:stream>",
    ],
    { remarks },
  );
  expect(talk.notes).toEqual([]);
});
