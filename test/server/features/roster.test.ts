import { describe, expect, test } from "vitest";
import { enter, town } from "../../helpers/people.ts";
import { authenticate, rawClient } from "../../helpers/raw-client.ts";

function get(ver?: string): string {
  const attribute = ver === undefined ? "" : ` ver='${ver}'`;
  return `<iq type='get' id='r'><query xmlns='jabber:iq:roster'${attribute}/></iq>`;
}

function set(items: string): string {
  return `<iq type='set' id='r'><query xmlns='jabber:iq:roster'>${items}</query></iq>`;
}

const DONE = '<iq type="result" id="r" to="romeo@localhost/orchard"/>';

function result(ver: string, items: string): string {
  const query = `<query xmlns="jabber:iq:roster" ver="${ver}"`;
  return `<iq type="result" id="r" to="romeo@localhost/orchard">${query}${items === "" ? "/>" : `>${items}</query>`}</iq>`;
}

function push(to: string, ver: string, item: string): string {
  return `<iq type="set" id="s" to="${to}"><query xmlns="jabber:iq:roster" ver="${ver}">${item}</query></iq>`;
}

async function romeoAlone() {
  const server = town();
  return { server, romeo: await enter(server, "romeo/orchard") };
}

test("versions are offered once one has authenticated", async () => {
  const features = await authenticate(await rawClient(town()), "me");
  expect(features).toContain('<ver xmlns="urn:xmpp:features:rosterver"/>');
});

describe("asking for the roster", () => {
  test("gives the contacts, with name, groups and subscription", async () => {
    const { romeo } = await romeoAlone();
    expect(await romeo.says(get())).toEqual([result("1767225600000", "")]);
    await romeo.says(
      set("<item jid='Juliet@localhost' name='Juliet'><group>Friends</group><group>Verona</group></item>"),
    );
    expect(await romeo.says(get())).toEqual([
      result(
        "1767225600001",
        '<item jid="juliet@localhost" name="Juliet" subscription="none"><group>Friends</group><group>Verona</group></item>',
      ),
    ]);
  });

  test("of a version one has gives an empty result, and everything of any other", async () => {
    const { romeo } = await romeoAlone();
    expect(await romeo.says(get(""))).toEqual([result("1767225600000", "")]);
    expect(await romeo.says(get("1767225600000"))).toEqual([DONE]);
    await romeo.says(set("<item jid='juliet@localhost'/>"));
    const item = '<item jid="juliet@localhost" subscription="none"/>';
    expect(await romeo.says(get("1767225600000"))).toEqual([result("1767225600001", item)]);
  });
});

describe("a change", () => {
  test("is pushed to the resources that asked for the roster, and to no other", async () => {
    const { server, romeo } = await romeoAlone();
    const tomb = await enter(server, "romeo/tomb");
    const window = await enter(server, "romeo/window");
    await romeo.says(get());
    await tomb.says(get());
    const item = '<item jid="juliet@localhost" subscription="none"/>';
    expect(await romeo.says(set("<item jid='juliet@localhost'/>"))).toEqual([
      push("romeo@localhost/orchard", "1767225600001", item),
      DONE,
    ]);
    expect(await tomb.hears()).toEqual([push("romeo@localhost/tomb", "1767225600001", item)]);
    expect(await window.hears()).toEqual([]);
  });

  test("replaces name and groups, and leaves the subscription, whatever the client says of it", async () => {
    const { romeo } = await romeoAlone();
    await romeo.says(get());
    await romeo.says(set("<item jid='juliet@localhost' name='Jule'><group>A</group></item>"));
    const [pushed] = await romeo.says(
      set("<item jid='juliet@localhost' subscription='both' ask='subscribe'/>"),
    );
    expect(pushed).toContain('<item jid="juliet@localhost" subscription="none"/>');
  });

  test.each([
    ["no item", "", "bad-request"],
    ["two items", "<item jid='a@localhost'/><item jid='b@localhost'/>", "bad-request"],
    ["an item without a jid", "<item name='Juliet'/>", "bad-request"],
    ["a full JID", "<item jid='juliet@localhost/balcony'/>", "bad-request"],
    ["what is no JID", "<item jid='@localhost'/>", "jid-malformed"],
    ["oneself", "<item jid='ROMEO@localhost'/>", "not-allowed"],
    ["a group twice", "<item jid='a@localhost'><group>A</group><group>A</group></item>", "bad-request"],
    ["a group without a name", "<item jid='a@localhost'><group/></item>", "not-acceptable"],
    ["a name that is too long", `<item jid='a@localhost' name='${"x".repeat(1024)}'/>`, "not-acceptable"],
    ["the removal of who is no contact", "<item jid='a@localhost' subscription='remove'/>", "item-not-found"],
  ])("with %s is refused, and nothing is pushed", async (_what, items, condition) => {
    const { romeo } = await romeoAlone();
    await romeo.says(get());
    const [refusal, ...rest] = await romeo.says(set(items));
    expect(/<error type="\w+"><([\w-]+)/.exec(refusal ?? "")?.[1]).toBe(condition);
    expect(rest).toEqual([]);
  });
});

test("removing a contact ends the subscriptions in both directions", async () => {
  const { server, romeo } = await romeoAlone();
  const befriend = (name: string, jid: string) =>
    server.accounts.find(name)?.roster.set(jid, { jid, groups: [], subscription: "both", ask: false });
  befriend("romeo", "juliet@localhost");
  befriend("juliet", "romeo@localhost");
  const juliet = await enter(server, "juliet/balcony");
  await romeo.says(`${get()}<presence/>`);
  await juliet.says(`${get()}<presence/>`);
  await romeo.hears();
  expect(await romeo.says(set("<item jid='juliet@localhost' subscription='remove'/>"))).toEqual([
    push("romeo@localhost/orchard", "1767225600001", '<item jid="juliet@localhost" subscription="remove"/>'),
    '<presence type="unavailable" from="juliet@localhost/balcony" to="romeo@localhost"/>',
    DONE,
  ]);
  expect(await juliet.hears()).toEqual([
    '<presence type="unsubscribe" from="romeo@localhost" to="juliet@localhost"/>',
    push("juliet@localhost/balcony", "1767225600001", '<item jid="romeo@localhost" subscription="to"/>'),
    '<presence type="unsubscribed" from="romeo@localhost" to="juliet@localhost"/>',
    push("juliet@localhost/balcony", "1767225600002", '<item jid="romeo@localhost" subscription="none"/>'),
    '<presence type="unavailable" from="romeo@localhost/orchard" to="juliet@localhost"/>',
  ]);
});

test("nobody sees or changes somebody else's roster", async () => {
  const { romeo } = await romeoAlone();
  const [refusal] = await romeo.says(
    "<iq type='get' id='r' to='juliet@localhost'><query xmlns='jabber:iq:roster'/></iq>",
  );
  expect(refusal).toContain("<service-unavailable");
});
