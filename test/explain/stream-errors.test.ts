import { describe, expect, test } from "vitest";
import { remarks } from "../../src/explain/remarks.ts";
import { played } from "../session/conversation.ts";
import { AUTHENTICATED, BOUND, C_HEADER, OPENED, S_HEADER, streamError } from "../session/wire.ts";

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
      `host-unknown: the server does not serve "example.org", the domain in the header's "to": "to" is the part of your JID behind the @ (run "open --to DOMAIN", or start with --domain DOMAIN) [RFC 6120 §4.9.3.6].`,
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

  test("host-gone too", async () => {
    expect(await saidAbout(streamError("host-gone"))).toMatch(
      /^host-gone: the server does not serve "localhost"/,
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
    'not-authorized: the server wants authentication first: nothing but SASL (or TLS) is taken before it (run "auth" after "open") [RFC 6120 §4.9.3.12].',
  );
});

test("not-authorized later has its general meaning", async () => {
  expect(await saidAbout(streamError("not-authorized"), BOUND)).toContain(
    "What to do: Finish STARTTLS, SASL and binding",
  );
});

test("see-other-host names the other host, and that nothing follows it", async () => {
  const error =
    "S: <stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>b.example:5223</see-other-host></stream:error>";
  expect(await saidAbout(error)).toBe(
    'see-other-host: the server asks you to connect to "b.example:5223"; nothing follows it by itself [RFC 6120 §4.9.3.19].',
  );
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
    ["conflict", "Two streams clash", "Use another resource", "§4.9.3.3"],
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
