// The way of a stanza between accounts, rooms and the server, and what becomes of resources and streams.
import { describe, expect, test } from "vitest";
import { faultNamed } from "../../src/server/faults/index.ts";
import { FEATURES } from "../../src/server/features/index.ts";
import type { MakeServerFeature } from "../../src/server/server-feature.ts";
import { boundClient, connectedClient } from "../helpers/bound-client.ts";
import { enter, town } from "../helpers/people.ts";
import { HEADER, practiceServer } from "../helpers/raw-client.ts";

const hello = (to: string) => `<message to='${to}' id='m'><body>hello</body></message>`;
const HEARD =
  '<message to="juliet@localhost/balcony" id="m" from="me@localhost/desk"><body>hello</body></message>';

describe("an address", () => {
  test.each([
    "juliet@localhost/balcony",
    "Juliet@localhost/balcony",
    "juliet@LOCALHOST/balcony",
    "juliet@localhost./balcony",
  ])("%s is that of juliet's client", async (to) => {
    const server = town();
    const [me, juliet] = [await enter(server, "me/desk"), await enter(server, "juliet/balcony")];
    expect(await me.says(hello(to))).toEqual([]);
    expect(await juliet.hears()).toEqual([HEARD.replace("juliet@localhost/balcony", to)]);
  });

  test("tells capitals apart in its resource only", async () => {
    const server = town();
    const [me, juliet] = [await enter(server, "me/desk"), await enter(server, "juliet/balcony")];
    await me.says("<iq type='get' id='1' to='juliet@localhost/Balcony'><ping xmlns='urn:xmpp:ping'/></iq>");
    expect(await juliet.hears()).toEqual([]);
  });

  test("of another domain is answered for: there are no other servers", async () => {
    const me = await enter(town(), "me/desk");
    const [answer = ""] = await me.says(hello("juliet@example.org"));
    expect(answer).toMatch(
      /^<message type="error" id="m" from="juliet@example\.org" to="me@localhost\/desk">.*<remote-server-not-found /,
    );
    expect(answer).toContain("this server knows no other servers");
  });
});

describe("a domain beside the server's own", () => {
  const echo: MakeServerFeature = () => ({
    name: "echo",
    host: {
      domain: "echo.localhost",
      title: "Echoes",
      receive: (stanza, from) => {
        stanza.attrs.to = stanza.attrs.from;
        stanza.attrs.from = "echo.localhost";
        from.deliver(stanza);
      },
    },
  });

  test("takes all that is addressed to it, and to addresses of it", async () => {
    const me = await boundClient(practiceServer({ features: [...FEATURES, echo] }), "me", "desk");
    for (const to of ["echo.localhost", "wall@echo.localhost", "wall@ECHO.localhost/stone"]) {
      me.send(hello(to));
      expect(await me.hear(/<\/message>/)).toBe(
        '<message to="me@localhost/desk" id="m" from="echo.localhost"><body>hello</body></message>',
      );
    }
  });

  test("stands among the server's items", async () => {
    const me = await boundClient(practiceServer({ features: [...FEATURES, echo] }), "me", "desk");
    me.send(
      "<iq type='get' id='1' to='localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
    );
    expect(await me.hear(/<\/iq>/)).toContain('jid="echo.localhost"');
  });
});

describe("a resource", () => {
  test("is gone with its connection, and its contacts are told", async () => {
    const server = town();
    const [me, other] = [await enter(server, "me/desk"), await enter(server, "me/phone")];
    await me.says("<presence/>");
    await other.says("<presence/>");
    await me.hears();
    other.vanishes();
    expect(await me.hears()).toEqual([
      '<presence type="unavailable" from="me@localhost/phone" to="me@localhost/desk"/>',
    ]);
    expect(server.resources.map(({ jid }) => jid.resourcepart)).toEqual(["desk"]);
  });

  test("of one account is no other account's of the same name", async () => {
    const server = town();
    const [me, juliet] = [await enter(server, "me/desk"), await enter(server, "juliet/desk")];
    await me.says(hello("juliet@localhost/desk"));
    expect(await me.hears()).toEqual([]);
    expect(await juliet.hears()).toHaveLength(1);
  });
});

describe("when the server is closed", () => {
  const SHUT =
    '<stream:error><system-shutdown xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>';

  test("every stream is told, and the connection is closed behind it", async () => {
    const server = practiceServer({ features: FEATURES });
    const clients = [await boundClient(server, "me", "desk"), await boundClient(server, "juliet", "balcony")];
    server.close();
    expect(await Promise.all(clients.map((client) => client.rest()))).toEqual([SHUT, SHUT]);
    expect(server.resources).toEqual([]);
  });

  test("a connection without a stream is closed without a word", async () => {
    const server = practiceServer({ features: FEATURES });
    const client = await connectedClient(server);
    server.close();
    expect(await client.rest()).toBe("");
  });
});

describe("a fault", () => {
  test("that works at once strikes the streams that are open, and those that are opened", async () => {
    const server = practiceServer({ features: FEATURES });
    const [me, silent] = [await boundClient(server, "me", "desk"), await connectedClient(server)];
    server.arm(faultNamed("system-shutdown"));
    expect(await me.rest()).toContain("<system-shutdown ");
    silent.send(HEADER);
    expect(await silent.rest()).toMatch(/^<\?xml [^>]*><stream:stream [^>]*><stream:error><system-shutdown /);
  });

  test("that is taken away is gone for whoever connects then", async () => {
    const server = practiceServer({ features: FEATURES });
    server.arm(faultNamed("host-gone"));
    server.arm(undefined);
    expect(server.fault).toBeUndefined();
    expect(await boundClient(server, "me", "desk")).toBeDefined();
  });
});
