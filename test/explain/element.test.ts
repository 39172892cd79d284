import { describe, expect, test } from "vitest";
import { explainEntry } from "../../src/explain/entry.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import { cite } from "../../src/explain/explanation.ts";
import { remarks } from "../../src/explain/remarks.ts";
import { KNOWLEDGE } from "../../src/xmpp/knowledge/index.ts";
import { conversation } from "../session/conversation.ts";
import {
  AUTHENTICATED,
  C_AUTH,
  C_BIND,
  C_HEADER,
  OPENED,
  RESTARTED,
  S_BIND,
  S_BOUND,
  S_END,
  S_FAILURE,
  S_HEADER,
  S_MECHANISMS,
  S_SUCCESS,
} from "../session/wire.ts";

/** What is said of the last thing that went over the wire. */
async function ofLast(...steps: readonly string[]): Promise<Explanation> {
  const talk = conversation({ remarks });
  await talk.play("connects", ...steps);
  const last = [...talk.transcript.entries].findLast(
    ({ type }) => type === "traffic" || type === "connection",
  );
  if (!last) throw new Error("nothing happened");
  return explainEntry(last, talk.transcript.entries, KNOWLEDGE);
}

describe("an element is explained by its place in the handshake:", () => {
  test.each<[string, readonly string[], string, string]>([
    ["the client's header", [C_HEADER], "The root tag that opens your half", "RFC 6120 §4.2"],
    ["the server's header", [C_HEADER, S_HEADER], "The server opens its half", "RFC 6120 §4.2"],
    [
      "the header after authentication",
      [...AUTHENTICATED, C_HEADER],
      "The opening tag a last time",
      "RFC 6120 §6.4.6",
    ],
    [
      "the header after TLS",
      [...OPENED, "secures", C_HEADER],
      "The same opening tag once more",
      "RFC 6120 §5.4.3.3",
    ],
    [
      "features with STARTTLS",
      [
        C_HEADER,
        S_HEADER,
        "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
      ],
      "The menu of what can be negotiated now. On an unencrypted stream",
      "RFC 6120 §4.3.2",
    ],
    [
      "mechanisms without TLS",
      OPENED,
      "The menu of what can be negotiated now, on a stream that is not encrypted",
      "RFC 6120 §4.3.2",
    ],
    [
      "mechanisms under TLS",
      [...OPENED, "secures", C_HEADER, S_HEADER, S_MECHANISMS],
      "A new menu, now over the encrypted line",
      "RFC 6120 §4.3.2",
    ],
    ["features after authentication", RESTARTED, "The last menu", "RFC 6120 §4.3.2"],
    ["<auth/>", [...OPENED, C_AUTH], "Starts the authentication with the method", "RFC 6120 §6.4.2"],
    ["<success/>", AUTHENTICATED, "You are authenticated.", "RFC 6120 §6.4.6"],
    [
      "a SASL failure",
      [...OPENED, C_AUTH, S_FAILURE],
      "Authentication failed; the child element",
      "RFC 6120 §6.4.5",
    ],
    ["the bind request", [...RESTARTED, C_BIND], "Your first request", "RFC 6120 §7.6.1"],
    [
      "the answer to it",
      [...RESTARTED, C_BIND, S_BOUND],
      "The reply: <jid> is your full address",
      "RFC 6120 §7.6.1",
    ],
    ["initial presence", [...RESTARTED, "C: <presence/>"], "Announces that you are online.", "RFC 6121 §4.2"],
    [
      "somebody's presence",
      [...RESTARTED, "S: <presence from='a@b/c'/>"],
      "Whoever is in from= is online",
      "RFC 6121 §4.7.1",
    ],
    ["the end tag", [...OPENED, S_END], "The goodbye", "RFC 6120 §4.4"],
    ["a keepalive", [...OPENED, "S:  "], "A space sent between stanzas", "RFC 6120 §4.6.1"],
    ["the connection", [], "Before any XML", "RFC 6120 §3.2"],
    ["TLS", [...OPENED, "secures"], "Both sides agree on keys", "RFC 6120 §5.4.3"],
  ])("%s", async (_what, steps, text, where) => {
    const { text: said, spec, follows } = await ofLast(...steps);
    expect(said[0]).toContain(text);
    expect(spec && cite(spec)).toBe(where);
    expect(follows).toMatch(/\w/);
  });
});

test("features are explained one by one, with the mechanisms that are offered", async () => {
  const { parts } = await ofLast(...OPENED);
  expect(parts).toEqual([
    {
      name: "<mechanisms>",
      text: "List of classic SASL mechanisms. Here: PLAIN. Pick the strongest one you support and send <auth mechanism=...>. (RFC 6120 §6.4.1)",
    },
  ]);
});

test("the header's attributes are explained", async () => {
  const { parts } = await ofLast(C_HEADER, S_HEADER);
  expect(parts.map(({ name }) => name)).toEqual([
    "from='localhost'",
    "id='s1'",
    "version='1.0'",
    "xmlns='jabber:client'",
  ]);
});

describe("what is inside a stanza is explained:", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a roster",
      "S: <iq type='result' id='1'><query xmlns='jabber:iq:roster'/></iq>",
      [
        "<query xmlns='jabber:iq:roster'/>: Your contact list, one <item> per contact with its subscription state. (RFC 6121 §2.1.4)",
      ],
    ],
    [
      "a message with a body and more",
      "S: <message type='chat'><body>hi</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>",
      [
        "<body>: the text, for a person to read (RFC 6121 §5.2.3)",
        "<active xmlns='http://jabber.org/protocol/chatstates'/>: Chat State Notifications (XEP-0085 §6, Final)",
      ],
    ],
    [
      "a room's status codes",
      "S: <presence from='r@c/me'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>",
      [
        "<x xmlns='http://jabber.org/protocol/muc#user'/>: Multi-User Chat (XEP-0045 §7.2.2, Stable)",
        "status 110: This presence is about yourself; on joining it marks the end of the occupant list.",
      ],
    ],
    [
      "an extension that nobody knows",
      "S: <message><foo xmlns='bar'/></message>",
      ["<foo xmlns='bar'/>: unknown to the tables"],
    ],
  ])("%s", async (_what, step, expected) => {
    const { parts } = await ofLast(...RESTARTED, step);
    expect(parts.map(({ name, text }) => `${name}: ${text}`)).toEqual(expected);
  });
});

test("an error's condition comes with its usual cause and remedy, and with where it was said what it means here", async () => {
  const { parts, alsoSee } = await ofLast(
    ...RESTARTED,
    "S: <iq type='error' id='1'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no</text></error></iq>",
  );
  expect(parts).toEqual([
    {
      name: "service-unavailable",
      text: expect.stringMatching(
        /^\(cancel\) The receiver does not offer this.* Usual cause: .* What to do: /,
      ),
    },
    { name: "<text>", text: `the server's own words: "no"` },
  ]);
  expect(alsoSee).toEqual([expect.stringMatching(/^#\d+, what it means here$/)]);
});

test("an element that no table has is said to be one", async () => {
  const { title, text, spec } = await ofLast(...OPENED, "S: <foo xmlns='bar'/>");
  expect(title).toBe("<foo xmlns='bar'/>, from the server");
  expect(text).toEqual([expect.stringContaining("no specification in the tables defines")]);
  expect(spec).toBeUndefined();
});

test("each step of the handshake is found again when it goes over the wire", async () => {
  const found = [
    C_HEADER,
    S_HEADER,
    S_MECHANISMS,
    C_AUTH,
    S_SUCCESS,
    C_HEADER,
    S_HEADER,
    S_BIND,
    C_BIND,
    S_BOUND,
  ];
  for (let at = 1; at <= found.length; at += 1) {
    const { spec } = await ofLast(...found.slice(0, at));
    expect(spec?.name, found[at - 1]).toBe("RFC 6120");
  }
});
