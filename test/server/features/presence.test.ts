import { describe, expect, test } from "vitest";
import { enter, type Person, town } from "../../helpers/people.ts";

const ROSTER = "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>";

/** Romeo sees Juliet's presence and she sees his; both are connected and have said nothing yet. */
async function friends() {
  const server = town();
  const { accounts } = server;
  const befriend = (name: string, jid: string) =>
    accounts.find(name)?.roster.set(jid, { jid, groups: [], subscription: "both", ask: false });
  befriend("romeo", "juliet@localhost");
  befriend("juliet", "romeo@localhost");
  const romeo = await enter(server, "romeo/orchard");
  const juliet = await enter(server, "juliet/balcony");
  return { server, romeo, juliet };
}

async function strangers() {
  const server = town();
  const romeo = await enter(server, "romeo/orchard");
  const juliet = await enter(server, "juliet/balcony");
  return { server, romeo, juliet };
}

/** Has asked for the roster, and is available. */
async function settle(...people: readonly Person[]): Promise<void> {
  for (const person of people) await person.says(`${ROSTER}<presence/>`);
  for (const person of people) await person.hears();
}

describe("being available", () => {
  test("the first presence comes back, and goes to the contacts who may see it", async () => {
    const { romeo, juliet } = await friends();
    await romeo.says("<presence/>");
    expect(await juliet.says("<presence><show>away</show></presence>")).toEqual([
      '<presence from="juliet@localhost/balcony" to="juliet@localhost/balcony"><show>away</show></presence>',
      '<presence from="romeo@localhost/orchard" to="juliet@localhost/balcony"/>',
    ]);
    expect(await romeo.hears()).toEqual([
      '<presence from="juliet@localhost/balcony" to="romeo@localhost"><show>away</show></presence>',
    ]);
  });

  test("a contact who is not there is said to be unavailable", async () => {
    const { juliet } = await friends();
    expect(await juliet.says("<presence/>")).toContain(
      '<presence type="unavailable" from="romeo@localhost" to="juliet@localhost/balcony"/>',
    );
  });

  test("a stranger sees nothing of it", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo, juliet);
    await juliet.says("<presence><show>dnd</show></presence>");
    expect(await romeo.hears()).toEqual([]);
  });

  test("one's resources see each other", async () => {
    const server = town();
    const balcony = await enter(server, "juliet/balcony");
    await balcony.says("<presence/>");
    const chamber = await enter(server, "juliet/chamber");
    expect(await chamber.says("<presence/>")).toEqual([
      '<presence from="juliet@localhost/chamber" to="juliet@localhost/chamber"/>',
      '<presence from="juliet@localhost/balcony" to="juliet@localhost/chamber"/>',
    ]);
    expect(await balcony.hears()).toEqual([
      '<presence from="juliet@localhost/chamber" to="juliet@localhost/balcony"/>',
    ]);
  });

  test("a later presence asks nobody how they are again", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    expect(await juliet.says("<presence><show>xa</show></presence>")).toHaveLength(1);
    expect(await romeo.hears()).toEqual([
      '<presence from="juliet@localhost/balcony" to="romeo@localhost"><show>xa</show></presence>',
    ]);
  });

  test.each(["-129", "128", "high", "1.5", ""])(
    'the priority "%s" is refused, and nobody sees it',
    async (priority) => {
      const { romeo, juliet } = await friends();
      await romeo.says("<presence/>");
      const [refusal, ...rest] = await juliet.says(
        `<presence id='p'><priority>${priority}</priority></presence>`,
      );
      expect(refusal).toContain('<error type="modify"><bad-request');
      expect(rest).toEqual([]);
      expect(await romeo.hears()).toEqual([]);
    },
  );

  test.each(["-128", "127", "+5"])("the priority %s is taken", async (priority) => {
    const { juliet } = await strangers();
    expect(await juliet.says(`<presence><priority>${priority}</priority></presence>`)).toEqual([
      `<presence from="juliet@localhost/balcony" to="juliet@localhost/balcony"><priority>${priority}</priority></presence>`,
    ]);
  });

  test.each([
    ["a type that presence does not have", "<presence type='available'/>"],
    ["such a type to somebody", "<presence type='available' to='romeo@localhost'/>"],
    ["a request to nobody", "<presence type='subscribe'/>"],
    ["a probe to nobody", "<presence type='probe'/>"],
  ])("%s is refused", async (_what, xml) => {
    const { juliet } = await strangers();
    const [refusal] = await juliet.says(xml);
    expect(refusal).toContain('<error type="modify"><bad-request');
  });
});

describe("being unavailable", () => {
  const GONE = '<presence type="unavailable" from="juliet@localhost/balcony" to="romeo@localhost"/>';

  test("what one says at the end goes to everybody who saw the presence", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    await juliet.says("<presence type='unavailable'><status>gone home</status></presence>");
    expect(await romeo.hears()).toEqual([
      '<presence type="unavailable" from="juliet@localhost/balcony" to="romeo@localhost"><status>gone home</status></presence>',
    ]);
  });

  test("a connection that is dropped is one who is gone", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    juliet.vanishes();
    expect(await romeo.hears()).toEqual([GONE]);
  });

  test("the end of the stream is told once only, where it was said before", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    await juliet.says("<presence type='unavailable'/>");
    juliet.vanishes();
    expect(await romeo.hears()).toEqual([GONE]);
  });

  test("somebody who never was available does not become unavailable", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo);
    await juliet.says("<presence type='unavailable'/>");
    expect(await romeo.hears()).toEqual([]);
  });
});

describe("presence for one person", () => {
  test("is seen without a subscription, and its end too", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo);
    await juliet.says("<presence to='romeo@localhost/orchard'/>");
    juliet.vanishes();
    expect(await romeo.hears()).toEqual([
      '<presence to="romeo@localhost/orchard" from="juliet@localhost/balcony"/>',
      '<presence type="unavailable" from="juliet@localhost/balcony" to="romeo@localhost/orchard"/>',
    ]);
  });

  test("has no second end, where it was ended", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo);
    await juliet.says("<presence to='romeo@localhost'/><presence to='romeo@localhost' type='unavailable'/>");
    juliet.vanishes();
    expect(await romeo.hears()).toEqual([
      '<presence to="romeo@localhost" from="juliet@localhost/balcony"/>',
      '<presence to="romeo@localhost" type="unavailable" from="juliet@localhost/balcony"/>',
    ]);
  });

  test("ends once for a contact who sees the broadcast", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    await juliet.says("<presence to='romeo@localhost'><show>chat</show></presence>");
    await romeo.hears();
    juliet.vanishes();
    expect(await romeo.hears()).toHaveLength(1);
  });

  test.each([
    ["says that they are unavailable", "<presence type='unavailable'/>"],
    ["ends the stream", "</stream:stream>"],
  ])("in a room ends when somebody %s", async (_what, xml) => {
    const { romeo, juliet } = await strangers();
    const enterRoom = (nick: string) =>
      `<presence to='hall@rooms.localhost/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
    await romeo.says(enterRoom("Romeo"));
    await juliet.says(enterRoom("Juliet"));
    await romeo.hears();
    juliet.writes(xml);
    const heard = await romeo.hears();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/^<presence [^>]*from="hall@rooms.localhost\/Juliet"/);
    expect(heard[0]).toContain('type="unavailable"');
  });

  test("to nobody is lost without a word", async () => {
    const { juliet } = await strangers();
    expect(
      await juliet.says("<presence to='nobody@localhost'/><presence to='romeo@localhost/elsewhere'/>"),
    ).toEqual([]);
  });
});

describe("asking for a subscription", () => {
  test("goes from request to approval, with the rosters pushed on the way", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo, juliet);
    expect(await romeo.says("<presence to='juliet@localhost' type='subscribe' id='s1'/>")).toEqual([
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="juliet@localhost" subscription="none" ask="subscribe"/></query></iq>',
    ]);
    expect(await juliet.hears()).toEqual([
      '<presence to="juliet@localhost" type="subscribe" id="s1" from="romeo@localhost"/>',
    ]);
    expect(await juliet.says("<presence to='romeo@localhost' type='subscribed'/>")).toEqual([
      '<iq type="set" id="s" to="juliet@localhost/balcony"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="romeo@localhost" subscription="from"/></query></iq>',
    ]);
    expect(await romeo.hears()).toEqual([
      '<presence to="romeo@localhost" type="subscribed" from="juliet@localhost"/>',
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600002"><item jid="juliet@localhost" subscription="to"/></query></iq>',
      '<presence from="juliet@localhost/balcony" to="romeo@localhost"/>',
    ]);
  });

  test("can be refused", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo, juliet);
    await romeo.says("<presence to='juliet@localhost' type='subscribe'/>");
    expect(await juliet.says("<presence to='romeo@localhost' type='unsubscribed'/>")).toEqual([
      '<presence to="juliet@localhost" type="subscribe" from="romeo@localhost"/>',
    ]);
    expect(await romeo.hears()).toEqual([
      '<presence to="romeo@localhost" type="unsubscribed" from="juliet@localhost"/>',
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600002"><item jid="juliet@localhost" subscription="none"/></query></iq>',
    ]);
  });

  test("waits for somebody who is not there, and comes at every log-in until it is answered", async () => {
    const server = town();
    const romeo = await enter(server, "romeo/orchard");
    await romeo.says(
      "<presence to='juliet@localhost/balcony' type='subscribe'><status>Pray</status></presence>",
    );
    const request =
      '<presence to="juliet@localhost" type="subscribe" from="romeo@localhost"><status>Pray</status></presence>';
    const juliet = await enter(server, "juliet/balcony");
    expect(await juliet.says("<presence/>")).toContain(request);
    juliet.vanishes();
    const again = await enter(server, "juliet/balcony");
    expect(await again.says("<presence/>")).toContain(request);
    await again.says("<presence to='romeo@localhost' type='subscribed'/>");
    again.vanishes();
    const answered = await enter(server, "juliet/balcony");
    expect(await answered.says("<presence/>")).not.toContain(request);
  });

  test("comes once only, however often it is said", async () => {
    const { romeo, juliet } = await strangers();
    await settle(juliet);
    const ask = "<presence to='juliet@localhost' type='subscribe'/>";
    await romeo.says(ask + ask);
    expect(await juliet.hears()).toHaveLength(1);
  });

  test("is answered by the server where the contact has said yes before", async () => {
    const { server, romeo, juliet } = await friends();
    server.accounts.find("romeo")?.roster.clear();
    await settle(romeo, juliet);
    expect(await romeo.says("<presence to='juliet@localhost' type='subscribe'/>")).toEqual([
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="juliet@localhost" subscription="none" ask="subscribe"/></query></iq>',
      '<presence type="subscribed" from="juliet@localhost" to="romeo@localhost"/>',
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600002"><item jid="juliet@localhost" subscription="to"/></query></iq>',
    ]);
    expect(await juliet.hears()).toEqual([]);
  });

  test("where there is no account goes unanswered, so that nobody learns who has one", async () => {
    const { romeo } = await strangers();
    await settle(romeo);
    expect(await romeo.says("<presence to='nobody@localhost' type='subscribe'/>")).toEqual([
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="nobody@localhost" subscription="none" ask="subscribe"/></query></iq>',
    ]);
  });

  test("oneself is refused: one sees one's own presence", async () => {
    const { romeo } = await strangers();
    const [refusal] = await romeo.says("<presence to='Romeo@localhost' type='subscribe' id='s1'/>");
    expect(refusal).toContain('<error type="cancel"><not-allowed');
  });

  test("an approval that nobody asked for does nothing", async () => {
    const { romeo, juliet } = await strangers();
    await settle(romeo, juliet);
    expect(await juliet.says("<presence to='romeo@localhost' type='subscribed'/>")).toEqual([]);
    expect(await romeo.hears()).toEqual([]);
  });
});

describe("the end of a subscription", () => {
  test("taken back: the contact is seen to leave", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    await juliet.says("<presence to='romeo@localhost' type='unsubscribed'/>");
    expect(await romeo.hears()).toEqual([
      '<presence to="romeo@localhost" type="unsubscribed" from="juliet@localhost"/>',
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="juliet@localhost" subscription="from"/></query></iq>',
      '<presence type="unavailable" from="juliet@localhost/balcony" to="romeo@localhost"/>',
    ]);
    await juliet.says("<presence><show>dnd</show></presence>");
    expect(await romeo.hears()).toEqual([]);
  });

  test("given up: the contact learns it", async () => {
    const { romeo, juliet } = await friends();
    await settle(romeo, juliet);
    await romeo.says("<presence to='juliet@localhost' type='unsubscribe'/>");
    expect(await juliet.hears()).toEqual([
      '<presence to="juliet@localhost" type="unsubscribe" from="romeo@localhost"/>',
      '<iq type="set" id="s" to="juliet@localhost/balcony"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="romeo@localhost" subscription="to"/></query></iq>',
    ]);
  });
});

describe("a probe", () => {
  test("tells a contact how somebody is", async () => {
    const { romeo, juliet } = await friends();
    await settle(juliet);
    expect(await romeo.says("<presence type='probe' to='juliet@localhost'/>")).toEqual([
      '<presence from="juliet@localhost/balcony" to="romeo@localhost/orchard"/>',
    ]);
  });

  test("tells a stranger nothing, not even whether there is such an account", async () => {
    const { romeo, juliet } = await strangers();
    await settle(juliet);
    expect(
      await romeo.says(
        "<presence type='probe' to='juliet@localhost'/><presence type='probe' to='nobody@localhost'/>",
      ),
    ).toEqual([
      '<presence type="unsubscribed" from="juliet@localhost" to="romeo@localhost/orchard"/>',
      '<presence type="unsubscribed" from="nobody@localhost" to="romeo@localhost/orchard"/>',
    ]);
  });

  test("at log-in finds out that a contact's account is gone", async () => {
    const { server, romeo } = await friends();
    server.accounts.remove("juliet");
    await romeo.says(ROSTER);
    expect(await romeo.says("<presence/>")).toEqual([
      '<presence from="romeo@localhost/orchard" to="romeo@localhost/orchard"/>',
      '<presence type="unsubscribed" from="juliet@localhost" to="romeo@localhost"/>',
      '<iq type="set" id="s" to="romeo@localhost/orchard"><query xmlns="jabber:iq:roster" ver="1767225600001"><item jid="juliet@localhost" subscription="from"/></query></iq>',
    ]);
  });
});
