import { describe, expect, test } from "vitest";
import { bind } from "../../../src/server/features/bind.ts";
import { register } from "../../../src/server/features/register.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import { starttls } from "../../../src/server/features/starttls.ts";
import { authenticate, openStream, plainAuth, practiceServer, rawClient } from "../../helpers/raw-client.ts";

const FEATURES = [starttls, sasl, bind, register];
const REPLY = /<\/iq>|<iq[^>]*\/>/;
const DONE = `<iq type="result" id="r1"/>`;
const BIND =
  "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>";

function openServer() {
  return practiceServer({ registration: "open", features: FEATURES });
}

async function opened(server = openServer()) {
  const client = await rawClient(server);
  await openStream(client);
  return client;
}

async function authenticated(server = openServer()) {
  const client = await rawClient(server);
  await authenticate(client, "me");
  return client;
}

function request(type: "get" | "set", content = ""): string {
  return `<iq type='${type}' id='r1'><query xmlns='jabber:iq:register'>${content}</query></iq>`;
}

function filledIn(username: string, password: string): string {
  return request("set", `<username>${username}</username><password>${password}</password>`);
}

describe("registration", () => {
  test("is offered where it is open, before authentication", async () => {
    const offer = `<register xmlns="http://jabber.org/features/iq-register"/>`;
    const client = await rawClient(openServer());
    expect(await openStream(client)).toContain(offer);
    await client.say(plainAuth("\0me\0test"), /<success/);
    expect(await openStream(client)).not.toContain(offer);
  });

  test("is not there where it is closed", async () => {
    const client = await rawClient(practiceServer({ features: FEATURES }));
    expect(await openStream(client)).not.toContain("iq-register");
    expect(await client.say(filledIn("mercutio", "queen mab"), REPLY)).toContain("<service-unavailable");
  });

  test("waits for TLS where that is required", async () => {
    const client = await rawClient(
      practiceServer({ registration: "open", tls: "required", features: FEATURES }),
    );
    expect(await openStream(client)).not.toContain("iq-register");
    expect(await client.say(request("get"), REPLY)).toContain("<not-allowed");
  });

  test("says what is to be filled in", async () => {
    expect(await (await opened()).say(request("get"), REPLY)).toBe(
      `<iq type="result" id="r1"><query xmlns="jabber:iq:register"><instructions>Choose a user name and a password.</instructions><username/><password/></query></iq>`,
    );
  });

  test("makes an account that one can authenticate with, on the same stream", async () => {
    const client = await opened();
    expect(await client.say(filledIn("Mercutio", "queen mab"), REPLY)).toBe(DONE);
    expect(await client.say(plainAuth("\0mercutio\0queen mab"), /<success|<failure/)).toContain("<success");
  });

  test.each([
    ["a name that is taken", filledIn("Juliet", "x"), "<conflict"],
    ["no password", request("set", "<username>mercutio</username>"), "<not-acceptable"],
    ["an empty user name", filledIn("", "x"), "<not-acceptable"],
    ["nothing", request("set"), "<not-acceptable"],
    ["a JID for a name", filledIn("mercutio@localhost", "x"), "<not-acceptable"],
    ["a name with a blank", filledIn("queen mab", "x"), "<not-acceptable"],
    ["a name with a slash", filledIn("queen/mab", "x"), "<not-acceptable"],
    ["a control character in the password", filledIn("mercutio", "a&#9;b"), "<not-acceptable"],
    ["the wish to go", request("set", "<remove/>"), "<unexpected-request"],
  ])("with %s is refused", async (_what, text, condition) => {
    const server = openServer();
    const client = await opened(server);
    expect(await client.say(text, REPLY)).toContain(condition);
    expect(server.accounts.names).toEqual(["me", "juliet"]);
  });
});

describe("an account", () => {
  test("is told that it is registered, and not its password", async () => {
    expect(await (await authenticated()).say(request("get"), REPLY)).toBe(
      `<iq type="result" id="r1"><query xmlns="jabber:iq:register"><registered/><username>me</username><password/></query></iq>`,
    );
  });

  test("can get another password", async () => {
    const server = openServer();
    expect(await (await authenticated(server)).say(filledIn("me", "other"), REPLY)).toBe(DONE);
    const client = await opened(server);
    expect(await client.say(plainAuth("\0me\0test"), /<success|<failure/)).toContain("<not-authorized/>");
    expect(await client.say(plainAuth("\0me\0other"), /<success|<failure/)).toContain("<success");
  });

  test("cannot give another account a password, nor make one", async () => {
    const server = openServer();
    const client = await authenticated(server);
    for (const name of ["juliet", "mercutio"]) {
      expect(await client.say(filledIn(name, "other"), REPLY)).toContain("<not-allowed");
    }
    expect(server.accounts.find("juliet")?.password).toBe("test");
    expect(server.accounts.names).toEqual(["me", "juliet"]);
  });

  test("can be removed: the result comes, and then every stream of it ends", async () => {
    const server = openServer();
    const [one, two] = [await authenticated(server), await authenticated(server)];
    await one.say(BIND.replace("desk", "sofa"), REPLY);
    await two.say(BIND, REPLY);
    const text = await two.say(request("set", "<remove/>"), /<\/stream:stream>/);
    expect(text).toMatch(
      /^<iq type="result" id="r1"[^>]*\/><stream:error><not-authorized .*<\/stream:stream>$/s,
    );
    expect(await one.untilClosed()).toMatch(/<stream:error><not-authorized .*<\/stream:stream>$/s);
    expect(server.accounts.names).toEqual(["juliet"]);
    expect(server.resources).toEqual([]);
    const again = await opened(server);
    expect(await again.say(plainAuth("\0me\0test"), /<success|<failure/)).toContain("<not-authorized/>");
  });

  test("is not removed along with other wishes", async () => {
    const server = openServer();
    const client = await authenticated(server);
    const text = request("set", "<remove/><username>me</username>");
    expect(await client.say(text, REPLY)).toContain("<bad-request");
    expect(server.accounts.names).toEqual(["me", "juliet"]);
  });
});
