// The practice server, tried by a client nobody here wrote: slixmpp, as Debian has it.
import { describe, expect, test } from "vitest";
import { triesSlixmpp, WHERE } from "./harness/foreign.ts";
import type { SlixmppOptions } from "./harness/slixmpp.ts";
import { practising, UNBOUND, useSlixmpp } from "./harness/slixmpp-people.ts";

describe.skipIf(!triesSlixmpp)(`slixmpp ${WHERE}`, () => {
  const { somebody, enter, present } = useSlixmpp();

  describe("logs in", () => {
    test.each<[string, Parameters<typeof practising>[0], Partial<SlixmppOptions>, string]>([
      ["by STARTTLS with SCRAM-SHA-256", "optional", UNBOUND, "SCRAM-SHA-256, TLSv1.3"],
      [
        "by STARTTLS with SCRAM-SHA-1",
        "optional",
        { ...UNBOUND, mechanism: "SCRAM-SHA-1" },
        "SCRAM-SHA-1, TLSv1.3",
      ],
      ["by STARTTLS with PLAIN", "optional", { mechanism: "PLAIN" }, "PLAIN, TLSv1.3"],
      [
        "with what it likes best, bound to TLS 1.2",
        "optional",
        { tls: "TLSv1_2" },
        "SCRAM-SHA-256-PLUS, TLSv1.2",
      ],
      ["where TLS is required", "required", UNBOUND, "SCRAM-SHA-256, TLSv1.3"],
      ["by direct TLS", "required", { ...UNBOUND, way: "direct TLS" }, "SCRAM-SHA-256, TLSv1.3"],
      ["by direct TLS with PLAIN", "optional", { mechanism: "PLAIN", way: "direct TLS" }, "PLAIN, TLSv1.3"],
      [
        "by direct TLS 1.2, bound to it",
        "optional",
        { tls: "TLSv1_2", way: "direct TLS" },
        "SCRAM-SHA-256-PLUS, TLSv1.2",
      ],
      ["without TLS", "off", { way: "plain TCP" }, "SCRAM-SHA-256, no TLS"],
    ])("%s", async (_, tls, options, how) => {
      const juliet = await somebody("juliet@localhost/balcony", await practising(tls), options);
      expect(await juliet.does("log_in")).toBe(`juliet@localhost/balcony by ${how}`);
      expect(await juliet.does("ping")).toBe("pong");
    });

    // It takes tls-unique for the channel binding of TLS 1.3, which has none, and then denies that it knows any
    // (RFC 5802 §6 has the server refuse both). What is left is PLAIN.
    test("at the fifth attempt where it is left alone with TLS 1.3", async () => {
      const juliet = await somebody("juliet@localhost/balcony", await practising("optional"));
      expect(await juliet.does("log_in")).toBe("juliet@localhost/balcony by PLAIN, TLSv1.3");
      expect(await juliet.does("failures")).toBe(
        "malformed-request malformed-request not-authorized not-authorized",
      );
    });

    test("with a resource that the server makes", async () => {
      const juliet = await somebody("juliet@localhost", await practising("optional"), UNBOUND);
      expect(await juliet.does("log_in")).toMatch(/^juliet@localhost\/\w+ by /);
    });

    test("as a guest", async () => {
      const nobody = await somebody("localhost", await practising("optional"));
      expect(await nobody.does("log_in")).toMatch(/^guest-\w+@localhost\/\w+ by ANONYMOUS, /);
    });

    test.each(["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"])(
      "not with a wrong password by %s",
      async (mechanism) => {
        const options = { ...UNBOUND, mechanism, password: "wrong" };
        const juliet = await somebody("juliet@localhost/balcony", await practising("optional"), options);
        await expect(juliet.does("log_in")).rejects.toThrow(/^failed_auth: not-authorized$/);
      },
    );

    test("and ends the stream of who had the resource before", async () => {
      const place = await practising("optional");
      const old = await enter("juliet@localhost/balcony", place);
      const fresh = await enter("juliet@localhost/balcony", place);
      await old.hears("stream error conflict");
      expect(await fresh.does("ping")).toBe("pong");
    });
  });

  describe("asks", () => {
    test("the server for all that it is", async () => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"));
      expect(await juliet.does("info", "localhost")).toEqual(
        expect.arrayContaining([
          "server/im",
          "http://jabber.org/protocol/disco#info",
          "http://jabber.org/protocol/disco#items",
          "jabber:iq:roster",
          "urn:xmpp:carbons:2",
          "urn:xmpp:ping",
        ]),
      );
      expect(await juliet.does("items", "localhost")).toEqual(["rooms.localhost"]);
      expect(await juliet.does("info", "juliet@localhost")).toContain("account/registered");
      expect(await juliet.does("version", "localhost")).toMatch(/^xmpp-repl practice server /);
      expect(await juliet.does("time", "localhost")).toMatch(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z [+-]\d\d:\d\d$/,
      );
    });

    test("another client, through the server", async () => {
      const place = await practising("optional");
      const juliet = await enter("juliet@localhost/balcony", place);
      await enter("romeo@localhost/orchard", place);
      expect(await juliet.does("ping", "romeo@localhost/orchard")).toBe("pong");
      expect(await juliet.does("info", "romeo@localhost/orchard")).toContain("client/bot");
    });

    test.each([
      ["the server something it does not know", "localhost", "urn:example:unknown"],
      ["its own account something it does not know", "juliet@localhost", "urn:example:unknown"],
      ["somebody who is not there", "romeo@localhost/orchard", "urn:xmpp:ping"],
      ["somebody who has no account", "nobody@localhost", "jabber:iq:version"],
    ])("%s, and is refused", async (_, to, namespace) => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"));
      await expect(juliet.does("ask", to, namespace)).rejects.toThrow(/^cancel service-unavailable$/);
    });

    test("another server, which this one does not know", async () => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"));
      const asked = juliet.does("ask", "example.org", "urn:xmpp:ping");
      await expect(asked).rejects.toThrow(/^cancel remote-server-not-found$/);
    });
  });

  describe("keeps contacts", () => {
    test("with names and groups, pushed to every client, and asked for by version", async () => {
      const place = await practising("optional");
      const juliet = await enter("juliet@localhost/balcony", place);
      const chamber = await enter("juliet@localhost/chamber", place);
      for (const client of [juliet, chamber]) expect(await client.does("roster")).toBe("");
      await juliet.does("put_contact", "romeo@localhost", "Romeo", "Montagues");
      const romeo = 'romeo@localhost "Romeo" in Montagues none';
      expect(await juliet.heard()).toEqual([`push: ${romeo}`]);
      expect(await chamber.heard()).toEqual([`push: ${romeo}`]);
      expect(await juliet.does("roster")).toBe("as it was");
      expect(await (await enter("juliet@localhost/crypt", place)).does("roster")).toBe(romeo);
      await juliet.does("remove_contact", "romeo@localhost");
      expect(await chamber.heard()).toEqual(["push: romeo@localhost remove"]);
    });

    test("who is no contact cannot be removed", async () => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"));
      const removed = juliet.does("remove_contact", "romeo@localhost");
      await expect(removed).rejects.toThrow(/^cancel item-not-found$/);
    });

    test("who subscribe to each other, see each other come and go, and part", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place);
      const romeo = await present("romeo@localhost/orchard", place);
      // slixmpp says yes by itself, and asks in turn.
      await juliet.does("presence", "ptype", "subscribe", "pto", "romeo@localhost");
      await juliet.hears(
        "push: romeo@localhost none and asked",
        "presence of romeo@localhost: subscribed",
        "push: romeo@localhost to",
        "presence of romeo@localhost/orchard: available",
        "presence of romeo@localhost: subscribe",
        "push: romeo@localhost both",
      );
      await romeo.hears(
        "presence of juliet@localhost: subscribe",
        "push: juliet@localhost from",
        "push: juliet@localhost from and asked",
        "presence of juliet@localhost: subscribed",
        "push: juliet@localhost both",
        "presence of juliet@localhost/balcony: available",
      );
      await romeo.does("presence", "pshow", "away", "ppriority", "5");
      await juliet.hears("presence of romeo@localhost/orchard: away, priority 5");
      await romeo.does("log_out");
      await juliet.hears("presence of romeo@localhost/orchard: unavailable");
      const again = await enter("romeo@localhost/street", place);
      await again.does("presence");
      await again.hears("presence of juliet@localhost/balcony: available");
      await juliet.hears("presence of romeo@localhost/street: available");
      await again.does("roster");
      await again.does("presence", "ptype", "unsubscribe", "pto", "juliet@localhost");
      await again.hears("push: juliet@localhost from", "presence of juliet@localhost/balcony: unavailable");
      await juliet.hears("presence of romeo@localhost: unsubscribe", "push: romeo@localhost to");
    });

    test("whoever drops the connection is said to be gone", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place);
      const chamber = await present("juliet@localhost/chamber", place);
      await juliet.hears("presence of juliet@localhost/chamber: available");
      await chamber.does("drop");
      await juliet.hears("presence of juliet@localhost/chamber: unavailable");
    });
  });

  describe("says", () => {
    test("something to a full JID, and to a bare one", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place);
      const romeo = await present("romeo@localhost/orchard", place);
      await juliet.does("say", "romeo@localhost/orchard", "O Romeo & \u{1f339}");
      await juliet.does("say", "romeo@localhost", "wherefore art thou <Romeo>?");
      await juliet.does("say", "romeo@localhost", "news", "headline");
      expect(await romeo.heard()).toEqual([
        "chat from juliet@localhost/balcony: O Romeo & \u{1f339}",
        "chat from juliet@localhost/balcony: wherefore art thou <Romeo>?",
        "headline from juliet@localhost/balcony: news",
      ]);
    });

    test("something to somebody who comes later, with a delay", async () => {
      const place = await practising("optional");
      const juliet = await enter("juliet@localhost/balcony", place);
      await juliet.does("say", "romeo@localhost", "good night");
      const romeo = await enter("romeo@localhost/orchard", place);
      expect(await romeo.heard()).toEqual([]);
      await romeo.does("presence");
      await romeo.hears("chat from juliet@localhost/balcony (late, by localhost): good night");
    });

    test("something that goes to the client with the highest priority, and to none with a negative one", async () => {
      const place = await practising("optional");
      const juliet = await enter("juliet@localhost/balcony", place);
      const [desk, pocket] = [
        await enter("romeo@localhost/desk", place),
        await enter("romeo@localhost/pocket", place),
      ];
      await desk.does("presence", "ppriority", "5");
      await pocket.does("presence", "ppriority", "-1");
      await juliet.does("say", "romeo@localhost", "to the desk");
      await desk.hears("chat from juliet@localhost/balcony: to the desk");
      expect(await pocket.heard()).not.toContain("chat from juliet@localhost/balcony: to the desk");
      await pocket.does("presence", "ppriority", "7");
      await juliet.does("say", "romeo@localhost", "to the pocket");
      await pocket.hears("chat from juliet@localhost/balcony: to the pocket");
      expect(await desk.heard()).not.toContain("chat from juliet@localhost/balcony: to the pocket");
    });

    test("something to nobody, and gets it back", async () => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"));
      await juliet.does("say", "nobody@localhost", "hello");
      expect(await juliet.heard()).toEqual([
        "message error from nobody@localhost: cancel service-unavailable",
      ]);
    });

    test("something that its other clients get copies of, sent and received", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place);
      const [desk, pocket] = [
        await present("romeo@localhost/desk", place),
        await present("romeo@localhost/pocket", place),
      ];
      await pocket.does("copy");
      await juliet.does("say", "romeo@localhost/desk", "Hark");
      await pocket.hears(
        "copy of what was received from juliet@localhost/balcony to romeo@localhost/desk: Hark",
      );
      await desk.does("say", "juliet@localhost/balcony", "I hark");
      await pocket.hears(
        "copy of what was sent from romeo@localhost/desk to juliet@localhost/balcony: I hark",
      );
    });
  });

  describe("manages its stream", () => {
    test("and everything it sends is acknowledged", async () => {
      const juliet = await enter("juliet@localhost/balcony", await practising("optional"), { manages: true });
      for (const text of ["one", "two", "three"]) await juliet.does("say", "romeo@localhost", text);
      expect(await juliet.does("unacknowledged")).toBe("0");
    });

    test("and goes on after the connection was dropped, with nothing lost and nothing twice", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place, { manages: true });
      const romeo = await present("romeo@localhost/orchard", place);
      await romeo.does("say", "juliet@localhost", "heard before");
      await juliet.hears("chat from romeo@localhost/orchard: heard before");
      await juliet.does("drop");
      await romeo.does("say", "juliet@localhost", "to the bare JID");
      await romeo.does("say", "juliet@localhost/balcony", "to the full JID");
      await juliet.does("say", "romeo@localhost", "said without a connection");
      expect(await juliet.does("log_in")).toBe(
        "juliet@localhost/balcony by SCRAM-SHA-256, TLSv1.3, session resumed",
      );
      expect(await juliet.heard()).toEqual([
        "chat from romeo@localhost/orchard (late, by localhost): to the bare JID",
        "chat from romeo@localhost/orchard (late, by localhost): to the full JID",
      ]);
      expect(await juliet.does("unacknowledged")).toBe("0");
      expect(await romeo.heard()).toEqual(["chat from juliet@localhost/balcony: said without a connection"]);
    });

    test("and its own count is the server's", async () => {
      const place = await practising("optional");
      const juliet = await present("juliet@localhost/balcony", place, { manages: true });
      const romeo = await enter("romeo@localhost/orchard", place);
      for (const text of ["1", "2", "3", "4", "5", "6"]) await romeo.does("say", "juliet@localhost", text);
      await juliet.does("acknowledge");
      await juliet.does("drop");
      await juliet.does("log_in");
      // What the server did not take for acknowledged it would have sent again.
      expect((await juliet.heard()).filter((text) => text.includes("late"))).toEqual([]);
    });
  });

  describe("makes an account", () => {
    test("where everybody may, changes its password, and gives it up", async () => {
      const place = await practising("optional", "open");
      const nurse = await somebody("nurse@localhost/kitchen", place, {
        ...UNBOUND,
        registers: true,
        password: "one",
      });
      expect(await nurse.does("log_in")).toBe("nurse@localhost/kitchen by SCRAM-SHA-256, TLSv1.3");
      await nurse.hears("account made, password and username were asked for");
      await nurse.does("change_password", "two");
      const again = await somebody("nurse@localhost/hall", place, {
        ...UNBOUND,
        registers: true,
        password: "two",
      });
      await again.does("log_in");
      await again.hears("no account made: conflict");
      await again.does("cancel_registration");
      const gone = await somebody("nurse@localhost/attic", place, { ...UNBOUND, password: "two" });
      await expect(gone.does("log_in")).rejects.toThrow(/^failed_auth: not-authorized$/);
    });

    test("nowhere else", async () => {
      const place = await practising("optional", "closed");
      const nurse = await somebody("nurse@localhost/kitchen", place, { ...UNBOUND, registers: true });
      await expect(nurse.does("log_in")).rejects.toThrow(/^failed_auth: not-authorized$/);
    });
  });
});
