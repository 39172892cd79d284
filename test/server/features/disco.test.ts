import { describe, expect, test } from "vitest";
import { enter, town } from "../../helpers/people.ts";

function ask(to: string, payload: string): string {
  return `<iq type='get' id='d' to='${to}'>${payload}</iq>`;
}

const INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
const ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";

/** Romeo may see Juliet's presence, and she not his. */
async function verona() {
  const server = town();
  const put = (name: string, jid: string, subscription: "from" | "to") =>
    server.accounts.find(name)?.roster.set(jid, { jid, groups: [], subscription, ask: false });
  put("romeo", "juliet@localhost", "to");
  put("juliet", "romeo@localhost", "from");
  return { romeo: await enter(server, "romeo/orchard"), juliet: await enter(server, "juliet/balcony") };
}

describe("what the server says of itself", () => {
  test("is that it is a server for instant messaging, and every feature in order", async () => {
    const { romeo } = await verona();
    const [info = ""] = await romeo.says(ask("localhost", INFO));
    expect(info).toContain('<identity category="server" type="im" name="xmpp-repl practice server"/>');
    const features = [...info.matchAll(/<feature var="([^"]+)"/g)].map(([, name]) => name);
    expect(features).toEqual([...new Set(features)].sort());
    expect(features).toEqual(
      expect.arrayContaining([
        "http://jabber.org/protocol/disco#info",
        "http://jabber.org/protocol/disco#items",
        "jabber:iq:roster",
        "jabber:iq:version",
        "msgoffline",
        "urn:xmpp:carbons:2",
        "urn:xmpp:ping",
        "urn:xmpp:time",
      ]),
    );
  });

  test("has the domains beside it as items", async () => {
    const { romeo } = await verona();
    expect((await romeo.says(ask("localhost", ITEMS)))[0]).toContain('<item jid="rooms.localhost" name="');
  });

  test("has no nodes", async () => {
    const { romeo } = await verona();
    const node = "<query xmlns='http://jabber.org/protocol/disco#info' node='attic'/>";
    expect((await romeo.says(ask("localhost", node)))[0]).toContain('<error type="cancel"><item-not-found');
  });
});

describe("what an account says of itself", () => {
  const ACCOUNT = '<identity category="account" type="registered"/>';

  test("its owner learns", async () => {
    const { juliet } = await verona();
    expect((await juliet.says(ask("juliet@localhost", INFO)))[0]).toContain(ACCOUNT);
    expect((await juliet.says(`<iq type='get' id='d'>${INFO}</iq>`))[0]).toContain(ACCOUNT);
  });

  test("somebody learns who may see its presence", async () => {
    const { romeo } = await verona();
    expect((await romeo.says(ask("juliet@localhost", INFO)))[0]).toContain(ACCOUNT);
    expect((await romeo.says(ask("juliet@localhost", ITEMS)))[0]).toContain(
      '<query xmlns="http://jabber.org/protocol/disco#items"/>',
    );
  });

  test("nobody else learns, and not that there is one either", async () => {
    const { juliet } = await verona();
    for (const jid of ["romeo@localhost", "nobody@localhost"]) {
      expect((await juliet.says(ask(jid, INFO)))[0]).toContain('<error type="cancel"><service-unavailable');
    }
  });
});
