import { expect, test } from "vitest";
import { bind } from "../../../src/server/features/bind.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import { session } from "../../../src/server/features/session.ts";
import { authenticate, openStream, practiceServer, rawClient, saslText } from "../../helpers/raw-client.ts";

const FEATURES = [sasl, bind, session];

async function authenticated(server = practiceServer({ features: FEATURES })) {
  const client = await rawClient(server);
  await authenticate(client, "me");
  return client;
}

function bindRequest(content: string, type = "set"): string {
  return `<iq type='${type}' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${content}</bind></iq>`;
}

function wish(resourcepart: string): string {
  return bindRequest(`<resource>${resourcepart}</resource>`);
}

const REPLY = /<\/iq>|<iq[^>]*\/>/;

function result(jid: string): string {
  return `<iq type="result" id="b1"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>${jid}</jid></bind></iq>`;
}

test("binding and the session, which can be left out, are offered after authentication", async () => {
  const client = await rawClient(practiceServer({ features: FEATURES }));
  expect(await authenticate(client, "me")).toBe(
    `<stream:features><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/><session xmlns="urn:ietf:params:xml:ns:xmpp-session"><optional/></session></stream:features>`,
  );
});

test("before authentication there is nothing to bind", async () => {
  const client = await rawClient(practiceServer({ features: FEATURES }));
  expect(await openStream(client)).not.toContain("xmpp-bind");
  expect(await client.say(wish("desk"), /<\/stream:stream>/)).toContain("<not-authorized");
});

test("a client gets the resource it asks for", async () => {
  expect(await (await authenticated()).say(wish("desk"), REPLY)).toBe(result("me@localhost/desk"));
});

test.each([
  ["that asks for none", ""],
  ["that asks for an empty one", "<resource/>"],
])("a client %s gets one that the server makes", async (_what, content) => {
  expect(await (await authenticated()).say(bindRequest(content), REPLY)).toMatch(
    /<jid>me@localhost\/s\d+<\/jid>/,
  );
});

test("blanks and letters in a resource become ordinary ones (RFC 8265 §4.2)", async () => {
  expect(await (await authenticated()).say(wish("my\u00a0cafe\u0301"), REPLY)).toBe(
    result("me@localhost/my caf\u00e9"),
  );
});

test("a resource is compared with case", async () => {
  const server = practiceServer({ features: FEATURES });
  await (await authenticated(server)).say(wish("desk"), REPLY);
  await (await authenticated(server)).say(wish("Desk"), REPLY);
  expect(server.resources.map(({ jid }) => jid.resourcepart)).toEqual(["desk", "Desk"]);
});

test.each([
  ["an element that is no resource", bindRequest("<jid>me@localhost/desk</jid>"), "holds one"],
  ["two resources", bindRequest("<resource>a</resource><resource>b</resource>"), "holds one"],
  ["a resource with an element in it", bindRequest("<resource><a/></resource>"), "holds one"],
  ["a resource that is too long", wish("é".repeat(512)), "up to 1023 bytes"],
  ["a resource with a tab", wish("a&#9;b"), "no control characters"],
  ["an iq of type get", bindRequest("", "get"), "iq set"],
])("%s is a bad request", async (_what, request, text) => {
  const reply = await (await authenticated()).say(request, REPLY);
  expect(reply).toContain("<bad-request");
  expect(reply).toContain(text);
});

test("after an error the client may try again", async () => {
  const client = await authenticated();
  await client.say(wish("a&#9;b"), REPLY);
  expect(await client.say(wish("desk"), REPLY)).toBe(result("me@localhost/desk"));
});

test("a second resource on one stream is not allowed", async () => {
  const client = await authenticated();
  await client.say(wish("desk"), REPLY);
  const reply = await client.say(wish("sofa"), REPLY);
  expect(reply).toContain("<not-allowed");
  expect(reply).toContain(
    "me@localhost/desk is bound to this stream: one resource a stream (open another connection for another)",
  );
});

test("who binds a resource that is taken gets it, and the other stream ends with conflict", async () => {
  const server = practiceServer({ features: FEATURES });
  const old = await authenticated(server);
  await old.say(wish("desk"), REPLY);
  const young = await authenticated(server);
  expect(await young.say(wish("desk"), REPLY)).toBe(result("me@localhost/desk"));
  expect(await old.untilClosed()).toMatch(/<stream:error><conflict .*<\/stream:stream>$/s);
  expect(server.resources).toHaveLength(1);
  expect(await young.say(SESSION, REPLY)).toContain("result");
});

test("the same resource of two accounts is no conflict", async () => {
  const server = practiceServer({ features: FEATURES });
  await (await authenticated(server)).say(wish("desk"), REPLY);
  const juliet = await rawClient(server);
  await authenticate(juliet, "juliet");
  expect(await juliet.say(wish("desk"), REPLY)).toBe(result("juliet@localhost/desk"));
  expect(server.resources).toHaveLength(2);
});

const SESSION = "<iq type='set' id='x'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>";

test("a session is there at once, after binding", async () => {
  const client = await authenticated();
  expect(await client.say(SESSION, REPLY)).toContain("<unexpected-request");
  await client.say(wish("desk"), REPLY);
  expect(await client.say(SESSION, REPLY)).toBe(`<iq type="result" id="x" to="me@localhost/desk"/>`);
});

test("an anonymous account goes with its only resource", async () => {
  const server = practiceServer({ features: FEATURES });
  const client = await rawClient(server);
  await openStream(client);
  await client.say(saslText("auth", "", "ANONYMOUS"), /<success/);
  await openStream(client);
  await client.say(wish("desk"), REPLY);
  expect(server.accounts.names).toHaveLength(3);
  await client.say("</stream:stream>", /<\/stream:stream>/);
  expect(server.accounts.names).toEqual(["me", "juliet"]);
});
