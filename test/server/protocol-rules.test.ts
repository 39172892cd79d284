// What RFC 6120 and RFC 6121 ask of any server, whatever its features: read on the wire, as a client reads it.
import { describe, expect, test } from "vitest";
import { FEATURES } from "../../src/server/features/index.ts";
import {
  authenticatedClient,
  type BoundClient,
  boundClient,
  connectedClient,
} from "../helpers/bound-client.ts";
import { HEADER, plainAuth, practiceServer } from "../helpers/raw-client.ts";

const server = () => practiceServer({ features: FEATURES });
const header = (from: string, to: string) => HEADER.replace(from, to);

/** The condition of the stream error that ends the stream, "none" where it ends without one. */
async function ending(client: BoundClient): Promise<string> {
  const said = await client.rest();
  expect(said).toMatch(/<\/stream:stream>$/);
  const [, condition] = /<stream:error><([^ ]+) xmlns="urn:ietf:params:xml:ns:xmpp-streams"/.exec(said) ?? [];
  return condition ?? "none";
}

describe("a stream header", () => {
  test.each([
    ["to another domain", header("to='localhost'", "to='example.org'"), "host-unknown"],
    ["to nobody", header("to='localhost'", ""), "host-unknown"],
    ["without version", header(" version='1.0' xmlns", " xmlns"), "unsupported-version"],
    [
      "of a version from before",
      header(" version='1.0' xmlns", " version='0.9' xmlns"),
      "unsupported-version",
    ],
    ["with a typing error in the namespace", header("etherx", "ether"), "invalid-namespace"],
    ["for servers", header("jabber:client", "jabber:server"), "invalid-namespace"],
    [
      "with another prefix",
      header("<stream:stream", "<s:stream").replace("xmlns:stream=", "xmlns:s="),
      "bad-namespace-prefix",
    ],
    ["of another name", header("<stream:stream", "<stream:steam"), "bad-format"],
    ["in another encoding", header("?>", " encoding='ISO-8859-1'?>"), "unsupported-encoding"],
    ["behind a DTD", header("?>", "?><!DOCTYPE x>"), "restricted-xml"],
    ["that is no XML", "GET / HTTP/1.1\r\n\r\n", "not-well-formed"],
  ])("%s ends what it has opened with a stream error", async (_what, text, condition) => {
    const client = await connectedClient(server());
    client.send(text);
    const said = await ending(client);
    expect(said).toBe(condition);
  });

  test("is answered with a header that names the server and the stream, and no two streams alike", async () => {
    const practice = server();
    const opened = async () => {
      const client = await connectedClient(practice);
      client.send(HEADER);
      return await client.hear(/<stream:stream [^>]*>/);
    };
    const first = await opened();
    expect(first).toMatch(/^<\?xml version='1\.0'\?><stream:stream .*from=['"]localhost['"]/);
    expect(first).toMatch(/version=['"]1\.0['"]/);
    const id = /[ ]id=['"]([^'"]+)/;
    expect(id.exec(first)?.[1]).not.toBe(id.exec(await opened())?.[1]);
  });
});

describe("before authentication", () => {
  test.each([
    ["a message", "<message to='me@localhost'/>"],
    ["a request", "<iq type='get' id='1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"],
    ["binding", "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"],
    ["stream management", "<enable xmlns='urn:xmpp:sm:3'/>"],
  ])("%s ends the stream with not-authorized", async (_what, text) => {
    const client = await connectedClient(server());
    client.send(HEADER + text);
    expect(await ending(client)).toBe("not-authorized");
  });
});

test("after authentication an element before the new header ends the stream with invalid-namespace", async () => {
  const client = await connectedClient(server());
  client.send(HEADER);
  await client.hear(/<\/stream:features>/);
  client.send(plainAuth("\0me\0test"));
  await client.hear(/<success[^>]*>/);
  client.send("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
  expect(await ending(client)).toBe("invalid-namespace");
});

test("before a resource is bound a message ends the stream with not-authorized", async () => {
  const client = await authenticatedClient(server(), "me");
  client.send("<message to='juliet@localhost'><body>hi</body></message>");
  expect(await ending(client)).toBe("not-authorized");
});

describe("a stream ends", () => {
  test.each([
    ["at a tag that does not match", "<message></iq>", "not-well-formed"],
    ["at a bare &", "<message><body>a & b</body></message>", "not-well-formed"],
    ["at a prefix that nobody declared", "<x:y/>", "bad-namespace-prefix"],
    ["at an attribute given twice", "<message to='a' to='b'/>", "not-well-formed"],
    ["at a comment", "<message><!-- hi --></message>", "restricted-xml"],
    ["at a processing instruction", "<message><?php?></message>", "restricted-xml"],
    ["at an entity that XML does not have", "<message><body>&nbsp;</body></message>", "not-well-formed"],
    ["at an element that nobody knows", "<query xmlns='jabber:iq:roster'/>", "unsupported-stanza-type"],
    ["at a stanza of another namespace", "<message xmlns='jabber:server'/>", "unsupported-stanza-type"],
    ["at somebody else's address", "<message from='juliet@localhost' to='me@localhost'/>", "invalid-from"],
    [
      "at another resource's address",
      "<message from='me@localhost/phone' to='me@localhost'/>",
      "invalid-from",
    ],
    ["at a second header", HEADER.replace(/^<\?xml[^>]*>/, ""), "not-well-formed"],
    ["at text between stanzas", "hello", "bad-format"],
    ["at an element that never ends", `<message><body>${"x".repeat(600 * 1024)}`, "policy-violation"],
    ["without an error when the client ends it", "</stream:stream>", "none"],
    [
      "without an error when the client has said what is wrong",
      "<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
      "none",
    ],
  ])("%s", async (_what, text, condition) => {
    const client = await boundClient(server(), "me", "desk");
    client.send(text);
    const said = await ending(client);
    expect(said).toBe(condition);
  });
});

/** me and juliet are bound and available; what that brought is heard. */
async function both() {
  const practice = server();
  const me = await boundClient(practice, "me", "desk");
  const juliet = await boundClient(practice, "juliet", "balcony");
  for (const client of [me, juliet]) {
    client.send("<presence/>");
    await say(client, "");
  }
  return { me, juliet };
}

const PING = "<iq type='get' id='barrier' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const PONG = /<iq [^>]*id="barrier"[^>]*\/>/;

/** Sends, and returns what came up to the answer of a ping behind it. */
async function say(client: BoundClient, text: string): Promise<string> {
  client.send(text + PING);
  return (await client.hear(PONG)).replace(PONG, "");
}

const error = (kind: string) => {
  const [type, condition] = kind.split(" ");
  return `<error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>`;
};

describe("an iq", () => {
  const PAYLOAD = "<ping xmlns='urn:xmpp:ping'/>";

  test.each([
    ["without id", `<iq type='get'>${PAYLOAD}</iq>`, "modify bad-request"],
    ["without type", `<iq id='1'>${PAYLOAD}</iq>`, "modify bad-request"],
    ["of a type that is none", `<iq type='put' id='1'>${PAYLOAD}</iq>`, "modify bad-request"],
    ["without payload", "<iq type='get' id='1'/>", "modify bad-request"],
    ["with two payloads", `<iq type='get' id='1'>${PAYLOAD}${PAYLOAD}</iq>`, "modify bad-request"],
    [
      "that the server does not know",
      "<iq type='get' id='1'><x xmlns='urn:example:x'/></iq>",
      "cancel service-unavailable",
    ],
    [
      "to a resource that is not there",
      `<iq type='get' id='1' to='juliet@localhost/garden'>${PAYLOAD}</iq>`,
      "cancel service-unavailable",
    ],
    [
      "to a user that is not there",
      `<iq type='get' id='1' to='nobody@localhost'>${PAYLOAD}</iq>`,
      "cancel service-unavailable",
    ],
    [
      "to another account, unknown",
      "<iq type='get' id='1' to='juliet@localhost'><x xmlns='urn:example:x'/></iq>",
      "cancel service-unavailable",
    ],
    [
      "to another server",
      `<iq type='get' id='1' to='example.org'>${PAYLOAD}</iq>`,
      "cancel remote-server-not-found",
    ],
    [
      "to what is no address",
      `<iq type='get' id='1' to='@localhost'>${PAYLOAD}</iq>`,
      "modify jid-malformed",
    ],
  ])("%s is answered with an error", async (_what, text, kind) => {
    const { me } = await both();
    const answer = await say(me, text);
    // The type and the text are the server's; RFC 6120 §8.3.1 asks for the same kind of stanza and the same id.
    expect(answer.replace(/<text .*?<\/text>/, "")).toContain(error(kind));
    expect(answer).toMatch(/^<iq type="error"/);
  });

  test.each(["result", "error"])("of type %s that nobody asked for is not answered", async (type) => {
    const { me } = await both();
    expect(await say(me, `<iq type='${type}' id='1' to='localhost'/>`)).toBe("");
    expect(await say(me, `<iq type='${type}' id='1' to='nobody@localhost'/>`)).toBe("");
    expect(await say(me, `<iq type='${type}' id='1' to='example.org'/>`)).toBe("");
  });

  test("to a resource reaches it, with the sender's full JID, and so does the answer", async () => {
    const { me, juliet } = await both();
    await say(me, `<iq type='get' id='1' to='juliet@localhost/balcony'>${PAYLOAD}</iq>`);
    const asked = await say(juliet, "<iq type='result' id='1' to='me@localhost/desk'/>");
    expect(asked).toContain(`from="me@localhost/desk"`);
    expect(await say(me, "")).toContain(`from="juliet@localhost/balcony"`);
  });
});

describe("a message", () => {
  test.each([
    [
      "to somebody who is not there",
      "<message id='1' to='nobody@localhost'><body>hi</body></message>",
      "cancel service-unavailable",
    ],
    [
      "to another server",
      "<message id='1' to='me@example.org'><body>hi</body></message>",
      "cancel remote-server-not-found",
    ],
    [
      "to the server",
      "<message id='1' to='localhost'><body>hi</body></message>",
      "cancel service-unavailable",
    ],
    [
      "of type groupchat to an account",
      "<message id='1' type='groupchat' to='juliet@localhost'><body>hi</body></message>",
      "cancel service-unavailable",
    ],
    [
      "to what is no address",
      "<message id='1' to='juliet@localhost/'><body>hi</body></message>",
      "modify jid-malformed",
    ],
  ])("%s comes back as an error with its id", async (_what, text, kind) => {
    const { me } = await both();
    const answer = await say(me, text);
    expect(answer).toContain(error(kind));
    expect(answer).toMatch(/^<message type="error" id="1"/);
  });

  test("that is an error is never answered", async () => {
    const { me } = await both();
    const refusal = "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    for (const to of ["nobody@localhost", "juliet@localhost/garden", "me@example.org", "localhost"]) {
      expect(await say(me, `<message type='error' to='${to}'>${refusal}</message>`), to).toBe("");
    }
  });

  test("to nobody is for the own account", async () => {
    const { me } = await both();
    expect(await say(me, "<message id='1'><body>note</body></message>")).toContain("<body>note</body>");
  });

  test("carries the sender's full JID, whatever form of it the sender has written", async () => {
    const { me, juliet } = await both();
    await say(me, "<message from='me@localhost' to='juliet@localhost'><body>hi</body></message>");
    expect(await say(juliet, "")).toContain(`from="me@localhost/desk"`);
  });

  test("to an account reaches those who are available and not those who do not want any", async () => {
    const { me, juliet } = await both();
    juliet.send("<presence><priority>-1</priority></presence>");
    await say(juliet, "");
    await say(me, "<message type='headline' to='juliet@localhost'><body>news</body></message>");
    expect(await say(juliet, "")).toBe("");
  });

  test("comes in the order in which it was sent", async () => {
    const { me, juliet } = await both();
    const bodies = Array.from({ length: 20 }, (_, n) => `no. ${n}`);
    await say(
      me,
      bodies.map((body) => `<message to='juliet@localhost'><body>${body}</body></message>`).join(""),
    );
    const heard = await say(juliet, "");
    expect([...heard.matchAll(/<body>(.*?)<\/body>/g)].map(([, body]) => body)).toEqual(bodies);
  });
});

test("whitespace between stanzas means nothing", async () => {
  const { me } = await both();
  expect(await say(me, " \n\t ")).toBe("");
});

test("a resource that somebody else binds again is taken from the stream that had it", async () => {
  const practice = server();
  const first = await boundClient(practice, "me", "desk");
  await boundClient(practice, "me", "desk");
  expect(await ending(first)).toBe("conflict");
});

test("everything split into single bytes is understood all the same", async () => {
  const client = await connectedClient(server());
  for (const character of `${HEADER}${plainAuth("\0me\0test")}`) client.send(character);
  expect(await client.hear(/<success[^>]*>/)).toContain("<mechanisms");
});
