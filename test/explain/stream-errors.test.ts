import { describe, expect, test } from "vitest";
import { inFull } from "../../src/explain/remark.ts";
import { remarks, remarksKnowing } from "../../src/explain/remarks.ts";
import { wrongDomain } from "../../src/explain/wrong-domain.ts";
import { OFFLINE } from "../../src/session/state.ts";
import { TLS_FACTS } from "../helpers/try-out.ts";
import { ACCEPTED, played, TLS } from "../session/conversation.ts";
import {
  AUTHENTICATED,
  BOUND,
  C_HEADER,
  OPENED,
  RESTARTED,
  S_HEADER,
  S_MECHANISMS,
  streamError,
} from "../session/wire.ts";

/** What is said about the last of these steps. */
async function saidAbout(step: string, before: readonly string[] = [C_HEADER, S_HEADER]): Promise<string> {
  const talk = await played(before, { remarks });
  const count = talk.notes.length;
  await talk.play(step);
  expect(talk.notes).toHaveLength(count + 1);
  return talk.notes.at(-1) ?? "";
}

const headerTo = (to: string) => C_HEADER.replace("to='localhost'", to);

describe("host-unknown is explained", () => {
  const HOST_UNKNOWN = streamError("host-unknown");

  test("by the domain that was asked for, and what to write instead", async () => {
    expect(await saidAbout(HOST_UNKNOWN, [headerTo("to='example.org'"), S_HEADER])).toBe(
      `host-unknown: the server does not serve "example.org", the domain in the header's "to": "to" is the part of your JID behind the @ (run "open --to DOMAIN", or start with --domain DOMAIN). Worth a try here: "open --to localhost" (what the server calls itself) [RFC 6120 §4.9.3.6].`,
    );
  });

  test.each([
    ["as an IP address", "to='127.0.0.1'", "and an IP address is no domain"],
    [
      "as the host that was connected to",
      "to='localhost'",
      "The address to connect to and the domain are two things",
    ],
    ["as missing", "", `the stream header named no domain: its "to" is missing (run "open --to DOMAIN")`],
  ])("%s", async (_what, to, words) => {
    expect(await saidAbout(HOST_UNKNOWN, [headerTo(to), S_HEADER])).toContain(words);
  });

  test("with domains that are known from elsewhere, the likeliest first, and each once", async () => {
    const domains = () => [
      { domain: "example.net", because: "as the command line says" },
      { domain: "EXAMPLE.NET", because: "which was served before" },
      { domain: "example.org", because: "which was asked for just now" },
    ];
    const talk = await played([headerTo("to='example.org'"), S_HEADER.replace("localhost", "example.org")], {
      remarks: inFull(remarksKnowing({ domains, prefix: () => "" })),
    });
    await talk.play(HOST_UNKNOWN);
    expect(talk.notes.at(-1)).toContain(
      'Worth a try here: "open --to example.net" (as the command line says), "open --to localhost" (usual for a server on this machine) [RFC',
    );
  });

  test("by the names in the certificate, where TLS has shown one", () => {
    const named = (kind: "DNS" | "SRV" | "IP", value: string) => ({ kind, value });
    const names = [
      named("DNS", "*.example.net"),
      named("SRV", "_xmpp-client.example.net"),
      named("IP", "::1"),
    ];
    const shown = [...names, named("DNS", "chat.example.net"), named("DNS", 'x" or <y>')];
    const chain = TLS_FACTS.chain.map((certificate) => ({ ...certificate, names: shown }));
    const security = { tls: { ...TLS, chain }, verdict: ACCEPTED };
    expect(wrongDomain({ ...OFFLINE, security }, [])).toMatch(
      /: "open --to example\.net" \(in the server's certificate\), "open --to chat\.example\.net" \(in the server's certificate\)$/,
    );
  });

  test.each([
    ["127.0.0.1:5222", true],
    ["[::1]:5222", true],
    ["192.0.2.7:5222", false],
  ])("with localhost where the server is on this machine (%s: %s)", (peer, isHere) => {
    expect(wrongDomain({ ...OFFLINE, peer }, []).includes('"open --to localhost"')).toBe(isHere);
  });

  test("but host-gone says that the domain was right, and where to look for it", async () => {
    expect(await saidAbout(streamError("host-gone"))).toMatch(
      /^host-gone: the server does not serve "localhost", .*, any more: .* What you sent is right, .*SRV records of "localhost".* \[RFC 6120 §4\.9\.3\.5\]/,
    );
  });
});

describe("a forgotten restart is explained as one", () => {
  const SECOND =
    "S: <?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' id='s2' version='1.0'>";
  test.each(["invalid-namespace", "invalid-xml"])(
    "by %s, which servers answer it with",
    async (condition) => {
      const said = await saidAbout(streamError(condition), [...AUTHENTICATED, "C: <presence/>", SECOND]);
      expect(said).toMatch(new RegExp(`^${condition}: the stream was not restarted after <success/>`));
      expect(said).toContain('after "auth" comes "restart", RFC 6120 §6.4.6');
    },
  );

  test.each(["invalid-namespace", "invalid-xml"])("after TLS too, by %s", async (condition) => {
    const before = [
      ...[C_HEADER, S_HEADER, "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
      ...["S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "secures", "C: <presence/>", SECOND],
    ];
    const said = await saidAbout(streamError(condition), before);
    expect(said).toMatch(
      new RegExp(
        `^${condition}: the stream was not restarted after TLS: the server began a new stream by itself`,
      ),
    );
    expect(said).toContain('after "starttls" comes "restart", RFC 6120 §5.4.3.3');
  });

  test("but invalid-namespace at the beginning is about the header", async () => {
    const said = await saidAbout(streamError("invalid-namespace"));
    expect(said).not.toContain("was not restarted");
    expect(said).toContain("The stream namespace or the default namespace is not one the server accepts.");
  });
});

test("not-authorized before authentication says what to do first", async () => {
  const said = await saidAbout(streamError("not-authorized"), OPENED);
  expect(said).toBe(
    'not-authorized: the server wants authentication first: nothing but SASL (or TLS) is taken before it (run "open" to begin again, then "auth") [RFC 6120 §4.9.3.12].',
  );
});

test("not-authorized before bind says that a resource is missing", async () => {
  expect(await saidAbout(streamError("not-authorized"), RESTARTED)).toContain(
    'no resource is bound yet, and before it only the server itself may be spoken to (run "open" to begin again, and "bind" before anything else; RFC 6120 §7.1)',
  );
});

test("not-authorized once bound says that the account may have gone, not that bind is missing", async () => {
  const said = await saidAbout(streamError("not-authorized", "the account was removed"), BOUND);
  expect(said).toMatch(
    /^not-authorized: you were authenticated and bound, .*: the account was removed, .*The server says: "the account was removed"$/,
  );
  expect(said).not.toContain("needs authentication");
});

describe("one slip in the XML that ends the stream is named with its place", () => {
  test.each([
    [
      "not-well-formed",
      "C: <message><body>a & b</body></message>",
      "an & that begins no reference (write &amp;), at character 18",
    ],
    ["bad-format", "C: <message></body>", "</body> where </message> is due, at character 16"],
    ["bad-format", "C: <message>\n</body>", "</body> where </message> is due, in row 2, column 7"],
    ["not-well-formed", "C: <?xml version='1.0'?>", "an XML declaration in the middle of a stream"],
    [
      "not-well-formed",
      "C: <?xml version='1.0'?><presence/>",
      "an XML declaration in the middle of a stream",
    ],
  ])("%s after %s", async (condition, slip, detail) => {
    const talk = await played([...BOUND, slip], { remarks });
    const n = [...talk.transcript.entries].findLast(({ type }) => type === "traffic")?.n;
    await talk.play(streamError(condition));
    expect(talk.notes.at(-1)).toContain(
      `${condition}: because of #${n}: ${detail}. One such slip ends the whole stream, and a server reads nothing behind it (run "reconnect" or "open" to begin again)`,
    );
  });

  test("in the header too, before there is any stream", async () => {
    const header = "C: <stream:stream to='localhost' version='1.0' xmlns='jabber:client'>";
    expect(await saidAbout(streamError("not-well-formed"), [header, S_HEADER])).toMatch(
      /because of #\d+: the prefix stream: is not declared/,
    );
  });

  test("but it is not to blame for what has nothing to do with XML", async () => {
    const slip = "C: <message><body>a & b</body></message>";
    expect(await saidAbout(streamError("system-shutdown"), [...BOUND, slip])).not.toContain("because of #");
  });

  test("nor is it on the next stream", async () => {
    const before = [C_HEADER, S_HEADER, "C: <a></b>", C_HEADER, S_HEADER];
    expect(await saidAbout(streamError("not-well-formed"), before)).not.toContain("because of #");
  });
});

describe("a header with wrong namespaces is explained by them", () => {
  test.each([
    [
      "the stream's",
      C_HEADER.replace("http://etherx", "https://etherx"),
      `the stream's namespace in the header was "https://etherx.jabber.org/streams", and it is "http://etherx.jabber.org/streams": a name, not an address`,
    ],
    [
      "a missing one",
      C_HEADER.replace(" xmlns='jabber:client'", ""),
      "the content namespace in the header was missing: a client writes xmlns='jabber:client'",
    ],
    [
      "a server's",
      C_HEADER.replace("jabber:client", "jabber:server"),
      `the content namespace in the header was "jabber:server"`,
    ],
  ])("%s", async (_what, header, words) => {
    expect(await saidAbout(streamError("invalid-namespace"), [header, S_HEADER])).toContain(words);
  });
});

test("policy-violation before TLS, where TLS is offered, says that it comes first", async () => {
  const features =
    "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
  expect(await saidAbout(streamError("policy-violation"), [C_HEADER, S_HEADER, features])).toContain(
    'the server wants encryption before anything else (run "open" to begin again, then "starttls" and "restart"; RFC 6120 §5.3.1)',
  );
});

test("policy-violation where TLS is a mere offer is not put down to it", async () => {
  const features = S_MECHANISMS.replace(
    "<mechanisms ",
    "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><mechanisms ",
  );
  const error = streamError("policy-violation", "6 attempts to authenticate failed");
  const said = await saidAbout(error, [C_HEADER, S_HEADER, features]);
  expect(said).not.toContain("encryption before anything");
  expect(said).toMatch(
    /^policy-violation: A local rule .* The server says: "6 attempts to authenticate failed"$/,
  );
});

test.each(["policy-violation", "unsupported-stanza-type", "unsupported-version", "not-authorized"])(
  "%s says that a stream which has ended is begun again",
  async (condition) => {
    expect(await saidAbout(streamError(condition), OPENED)).toContain('(run "open" to begin again');
  },
);

describe("unsupported-stanza-type names what it is about", () => {
  test.each([
    [
      "a stanza in another namespace",
      "C: <message xmlns='jabber:server' to='juliet@localhost'/>",
      /because of #12: <message\/> is in the namespace "jabber:server" there, and the stanzas of this stream are in "jabber:client", as its header says \(leave xmlns out\) \(run "reconnect" or "open" to begin again\)/,
    ],
    [
      "a payload without its stanza",
      "C: <query xmlns='jabber:iq:roster'/>",
      /because of #12: <query\/> is no stanza, and nothing else that this server takes: .*<iq type='get'>…<\/iq>/,
    ],
    [
      "what is for another moment",
      "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
      /because of #12: <starttls\/> is not taken here, or not now/,
    ],
  ])("%s", async (_what, sent, said) => {
    const talk = await played([...BOUND, sent, "C: <presence/>"], { remarks });
    await talk.play(streamError("unsupported-stanza-type"));
    expect(talk.notes.at(-1)).toMatch(said);
    expect(talk.notes.at(-1)).not.toContain("Usual cause");
  });
});

test("whoever had got further than a stream is sent back there first", async () => {
  expect(await saidAbout(streamError("policy-violation"), BOUND)).toContain(
    '(run "reconnect" or "open" to begin again)',
  );
});

test("what is the server's own affair does not send anybody back at once", async () => {
  expect(await saidAbout(streamError("system-shutdown"), OPENED)).not.toContain("to begin again");
});

test("undefined-condition sends to the element beside it only where there is one", async () => {
  const alone = streamError("undefined-condition");
  expect(await saidAbout(alone)).not.toContain("sibling");
  const more = alone.replace(
    "</stream:error>",
    "<handled-count-too-high xmlns='urn:xmpp:sm:3'/></stream:error>",
  );
  expect(await saidAbout(more)).toContain("Look at the sibling element");
});

test("conflict names the full JID that another session has now, and other ways to bind", async () => {
  expect(await saidAbout(streamError("conflict"), BOUND)).toMatch(
    /^conflict: another connection has bound "me@localhost\/desk" meanwhile, and .*"bind" with another resource, or without one/,
  );
});

test("conflict of a session that can be resumed names that possibility too", async () => {
  const enabled = "S: <enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true'/>";
  expect(await saidAbout(streamError("conflict"), [...BOUND, enabled])).toContain(
    'another connection has bound "me@localhost/desk" meanwhile, or has resumed this very session (XEP-0198 §5)',
  );
});

test("see-other-host names the other host, and that nothing follows it", async () => {
  const error =
    "S: <stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>b.example:5223</see-other-host></stream:error>";
  expect(await saidAbout(error)).toBe(
    'see-other-host: the server asks you to connect to "b.example:5223"; nothing follows it by itself (run "open b.example:5223 --to localhost" yourself if you trust it). Without TLS anybody in between can say so; whoever goes there all the same keeps the "to" of the header, and looks for that name in the certificate [RFC 6120 §4.9.3.19].',
  );
});

test("see-other-host with something that is no address gets no line to run", async () => {
  const error =
    "S: <stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>b.example; quit</see-other-host></stream:error>";
  expect(await saidAbout(error)).toContain('"b.example; quit"; nothing follows it by itself. Without TLS');
});

describe("what has no other cause here is explained in general: meaning, usual cause, what to do, where specified", () => {
  test.each([
    [
      "policy-violation",
      "A local rule of the server was broken.",
      "slow down or shrink the stanza",
      "§4.9.3.14",
    ],
    [
      "unsupported-version",
      "The version attribute of the stream header is not supported.",
      "Send version='1.0'",
      "§4.9.3.25",
    ],
    ["not-well-formed", "The XML breaks the basic rules of XML", "Close every tag", "§4.9.3.13"],
    ["system-shutdown", "The server is going down", "reconnect", "§4.9.3.20"],
    ["unsupported-encoding", "not valid UTF-8", "Send UTF-8 only", "§4.9.3.22"],
    ["restricted-xml", "XML feature that XMPP forbids", "Remove comments", "§4.9.3.18"],
  ])("%s", async (condition, meaning, remedy, section) => {
    const said = await saidAbout(streamError(condition), BOUND);
    expect(said.startsWith(`${condition}: `)).toBe(true);
    for (const part of [meaning, "Usual cause: ", "What to do: ", remedy, `[RFC 6120 ${section}]`])
      expect(said).toContain(part);
  });
});

test("the server's own words are quoted", async () => {
  expect(await saidAbout(streamError("policy-violation", "Too many streams"))).toMatch(
    / \[RFC 6120 §4\.9\.3\.14\]\. The server says: "Too many streams"\.?$/,
  );
});

test("a condition that is not in the specification is said to be none", async () => {
  expect(await saidAbout(streamError("lunch-break"))).toBe(
    "lunch-break: a condition that the specification does not know.",
  );
});

test("an error without a condition is said to have none", async () => {
  expect(await saidAbout("S: <stream:error/>")).toContain("no condition");
});

test("a condition named like something that every object has is no condition", async () => {
  expect(await saidAbout(streamError("constructor"))).toContain(
    "a condition that the specification does not know",
  );
});
