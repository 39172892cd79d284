import { describe, expect, test } from "vitest";
import { bind } from "../../../src/server/features/bind.ts";
import { muc } from "../../../src/server/features/muc.ts";
import { sasl } from "../../../src/server/features/sasl.ts";
import type { PracticeServer } from "../../../src/server/server.ts";
import { type BoundClient, boundClient } from "../../helpers/bound-client.ts";
import { practiceServer } from "../../helpers/raw-client.ts";

const JOIN = "<x xmlns='http://jabber.org/protocol/muc'/>";
const PING = "<iq type='get' id='barrier' to='rooms.localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
const PONG = /<iq [^>]*id="barrier"[^>]*\/>/;

function roomServer(): PracticeServer {
  let minutes = 0;
  return practiceServer({ features: [sasl, bind, muc], now: () => Date.UTC(2026, 0, 1, 12, minutes++) });
}

/** Sends, and returns every stanza that has come since it was looked last. */
async function say(client: BoundClient, text: string): Promise<readonly string[]> {
  client.send(text + PING);
  const heard = await client.hear(PONG);
  return heard
    .replace(PONG, "")
    .split(/(?=<(?:presence|message|iq) )/)
    .filter((stanza) => stanza !== "");
}

/** Every stanza that has come since it was looked last. */
const hear = (client: BoundClient) => say(client, "");

const enter = (client: BoundClient, nick: string) =>
  say(client, `<presence to='hall@rooms.localhost/${nick}'>${JOIN}</presence>`);

/** me has made the room, and juliet has entered; what they were told is heard. */
async function twoInside() {
  const server = roomServer();
  const me = await boundClient(server, "me", "desk");
  const juliet = await boundClient(server, "juliet", "balcony");
  await enter(me, "Me");
  await enter(juliet, "Juliet");
  await hear(me);
  return { server, me, juliet };
}

function refusal(stanza: string, { from, error }: { from: string; error: string }): RegExp {
  return new RegExp(
    `^<${stanza} type="error"[^>]* from="${from}"[^>]*><error type="${error.replace(/ .*/, "")}"><${error.replace(/.* /, "")} `,
  );
}

describe("entering", () => {
  test("whoever comes first has made the room, owns it, and is told that everybody sees who it is", async () => {
    const me = await boundClient(roomServer(), "me", "desk");
    expect(await say(me, `<presence id='p1' to='Hall@rooms.localhost/Me'>${JOIN}</presence>`)).toEqual([
      `<presence id="p1" to="me@localhost/desk" from="hall@rooms.localhost/Me"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="owner" role="moderator" jid="me@localhost/desk"/><status code="100"/><status code="110"/><status code="201"/></x></presence>`,
      `<message from="hall@rooms.localhost" type="groupchat" to="me@localhost/desk"><subject/></message>`,
    ]);
  });

  test("the next one hears of those inside, then of itself, then the subject", async () => {
    const server = roomServer();
    const me = await boundClient(server, "me", "desk");
    const juliet = await boundClient(server, "juliet", "balcony");
    await say(me, `<presence id='p1' to='hall@rooms.localhost/Me'>${JOIN}<show>away</show></presence>`);
    expect(await enter(juliet, "Juliet")).toEqual([
      `<presence to="juliet@localhost/balcony" from="hall@rooms.localhost/Me"><show>away</show><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="owner" role="moderator" jid="me@localhost/desk"/></x></presence>`,
      `<presence to="juliet@localhost/balcony" from="hall@rooms.localhost/Juliet"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="participant" jid="juliet@localhost/balcony"/><status code="100"/><status code="110"/></x></presence>`,
      `<message from="hall@rooms.localhost" type="groupchat" to="juliet@localhost/balcony"><subject/></message>`,
    ]);
    expect(await hear(me)).toEqual([
      `<presence to="me@localhost/desk" from="hall@rooms.localhost/Juliet"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="participant" jid="juliet@localhost/balcony"/></x></presence>`,
    ]);
  });

  test("with a nickname that somebody has is a conflict", async () => {
    const { juliet, server } = await twoInside();
    const other = await boundClient(server, "juliet", "garden");
    const [answer] = await enter(other, "Me");
    expect(answer).toMatch(
      refusal("presence", { from: "hall@rooms.localhost/Me", error: "cancel conflict" }),
    );
    expect(await hear(juliet)).toEqual([]);
  });

  test("and being turned away is told with the element that asked, by which clients know that the room says it", async () => {
    const { server } = await twoInside();
    const other = await boundClient(server, "juliet", "garden");
    expect(await enter(other, "Me")).toEqual([
      `<presence type="error" from="hall@rooms.localhost/Me" to="juliet@localhost/garden"><error type="cancel"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">somebody in this room is called "Me" already</text></error><x xmlns="http://jabber.org/protocol/muc"/></presence>`,
    ]);
  });

  test("without a nickname is answered with jid-malformed", async () => {
    const me = await boundClient(roomServer(), "me", "desk");
    const [answer] = await say(me, `<presence to='hall@rooms.localhost'>${JOIN}</presence>`);
    expect(answer).toMatch(
      refusal("presence", { from: "hall@rooms.localhost", error: "modify jid-malformed" }),
    );
  });

  test("without <x/> is refused, and the text says what is missing", async () => {
    const me = await boundClient(roomServer(), "me", "desk");
    const [answer] = await say(me, "<presence to='hall@rooms.localhost/Me'/>");
    expect(answer).toMatch(
      refusal("presence", { from: "hall@rooms.localhost/Me", error: "cancel item-not-found" }),
    );
    expect(answer).toContain(
      "a presence that enters has an element x of http://jabber.org/protocol/muc in it",
    );
  });

  test("with a nickname that is not composed is told that it was changed", async () => {
    const me = await boundClient(roomServer(), "me", "desk");
    const [own] = await enter(me, "Rene\u0301");
    expect(own).toContain(`from="hall@rooms.localhost/Ren\u00e9"`);
    expect(own).toContain(`<status code="201"/><status code="210"/>`);
  });

  test("once more, one is told everything again", async () => {
    const { juliet } = await twoInside();
    const heard = await enter(juliet, "Juliet");
    expect(heard.map((stanza) => /from="([^"]*)"/.exec(stanza)?.[1])).toEqual([
      "hall@rooms.localhost/Me",
      "hall@rooms.localhost/Juliet",
      "hall@rooms.localhost",
    ]);
  });
});

describe("messages", () => {
  test("for the room reach everybody, the sender too, with their id", async () => {
    const { me, juliet } = await twoInside();
    const message = "<message type='groupchat' id='m1' to='hall@rooms.localhost'><body>hi</body></message>";
    expect(await say(me, message)).toEqual([
      `<message type="groupchat" id="m1" to="me@localhost/desk" from="hall@rooms.localhost/Me"><body>hi</body></message>`,
    ]);
    expect(await hear(juliet)).toEqual([
      `<message type="groupchat" id="m1" to="juliet@localhost/balcony" from="hall@rooms.localhost/Me"><body>hi</body></message>`,
    ]);
  });

  test("cannot make up what only the room may say", async () => {
    const { me, juliet } = await twoInside();
    await say(
      me,
      "<message type='groupchat' to='hall@rooms.localhost'><x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x><body>hi</body></message>",
    );
    expect((await hear(juliet)).join("")).not.toContain("104");
  });

  test("of somebody who is not inside are not acceptable", async () => {
    const { server } = await twoInside();
    const outside = await boundClient(server, "juliet", "garden");
    const [answer] = await say(
      outside,
      "<message type='groupchat' to='hall@rooms.localhost'><body>hi</body></message>",
    );
    expect(answer).toMatch(
      refusal("message", { from: "hall@rooms.localhost", error: "modify not-acceptable" }),
    );
  });

  test("to a room that is not there find nothing", async () => {
    const me = await boundClient(roomServer(), "me", "desk");
    const [answer] = await say(
      me,
      "<message type='groupchat' to='attic@rooms.localhost'><body>hi</body></message>",
    );
    expect(answer).toMatch(
      refusal("message", { from: "attic@rooms.localhost", error: "cancel item-not-found" }),
    );
  });

  test("to one occupant reach only that one, under the room's addresses", async () => {
    const { me, juliet } = await twoInside();
    const message =
      "<message type='chat' id='m1' to='hall@rooms.localhost/Juliet'><body>psst</body></message>";
    expect(await say(me, message)).toEqual([]);
    expect(await hear(juliet)).toEqual([
      `<message type="chat" id="m1" to="juliet@localhost/balcony" from="hall@rooms.localhost/Me"><body>psst</body><x xmlns="http://jabber.org/protocol/muc#user"/></message>`,
    ]);
  });

  test.each([
    ["to nobody", "chat", "Romeo", "cancel item-not-found"],
    ["of type groupchat", "groupchat", "Juliet", "modify bad-request"],
  ])("to one occupant are refused %s", async (_what, type, nick, error) => {
    const { me } = await twoInside();
    const [answer] = await say(
      me,
      `<message type='${type}' to='hall@rooms.localhost/${nick}'><body>hi</body></message>`,
    );
    expect(answer).toMatch(refusal("message", { from: `hall@rooms.localhost/${nick}`, error }));
  });

  test("of another type for the room are refused", async () => {
    const { me } = await twoInside();
    const [answer] = await say(
      me,
      "<message type='chat' to='hall@rooms.localhost'><body>hi</body></message>",
    );
    expect(answer).toMatch(
      refusal("message", { from: "hall@rooms.localhost", error: "cancel service-unavailable" }),
    );
    expect(answer).toContain("has the type groupchat");
  });
});

describe("the subject", () => {
  const SUBJECT =
    "<message type='groupchat' id='s1' to='hall@rooms.localhost'><subject>Verona</subject></message>";

  test("is set by a moderator, for everybody and for who comes later", async () => {
    const { server, me, juliet } = await twoInside();
    expect(await say(me, SUBJECT)).toEqual([
      `<message type="groupchat" id="s1" to="me@localhost/desk" from="hall@rooms.localhost/Me"><subject>Verona</subject></message>`,
    ]);
    expect((await hear(juliet)).join("")).toContain("<subject>Verona</subject>");
    const late = await boundClient(server, "me", "phone");
    expect((await enter(late, "Phone")).at(-1)).toBe(
      `<message type="groupchat" id="s1" to="me@localhost/phone" from="hall@rooms.localhost/Me"><subject>Verona</subject><delay xmlns="urn:xmpp:delay" from="hall@rooms.localhost" stamp="2026-01-01T12:02:00.000Z"/></message>`,
    );
  });

  test("is not set by a participant", async () => {
    const { juliet } = await twoInside();
    const [answer] = await say(juliet, SUBJECT);
    expect(answer).toMatch(refusal("message", { from: "hall@rooms.localhost", error: "auth forbidden" }));
  });

  test("with a body beside it is a message", async () => {
    const { juliet } = await twoInside();
    const message =
      "<message type='groupchat' to='hall@rooms.localhost'><subject>Re</subject><body>hi</body></message>";
    expect((await say(juliet, message)).join("")).toContain("<body>hi</body>");
  });
});

describe("what was said before", () => {
  async function entersAfter(count: number, wish: string) {
    const server = roomServer();
    const me = await boundClient(server, "me", "desk");
    await enter(me, "Me");
    for (let n = 1; n <= count; n += 1) {
      await say(me, `<message type='groupchat' to='hall@rooms.localhost'><body>no. ${n}</body></message>`);
    }
    const juliet = await boundClient(server, "juliet", "balcony");
    const heard = await say(
      juliet,
      `<presence to='hall@rooms.localhost/Juliet'><x xmlns='http://jabber.org/protocol/muc'>${wish}</x></presence>`,
    );
    return heard.filter((stanza) => stanza.includes("<body>"));
  }

  test("comes with the time at which it was said", async () => {
    expect(await entersAfter(1, "")).toEqual([
      `<message type="groupchat" to="juliet@localhost/balcony" from="hall@rooms.localhost/Me"><body>no. 1</body><delay xmlns="urn:xmpp:delay" from="hall@rooms.localhost" stamp="2026-01-01T12:01:00.000Z"/></message>`,
    ]);
  });

  test("is kept for the last 20 messages", async () => {
    const heard = await entersAfter(22, "");
    expect(heard).toHaveLength(20);
    expect(heard[0]).toContain("<body>no. 3</body>");
  });

  test.each([
    ["no stanzas", "<history maxstanzas='0'/>", []],
    ["no characters", "<history maxchars='0'/>", []],
    ["one stanza", "<history maxstanzas='1'/>", ["no. 3"]],
    ["characters for one", "<history maxchars='300'/>", ["no. 3"]],
    ["two minutes", "<history seconds='120'/>", ["no. 2", "no. 3"]],
    ["what came since a moment", "<history since='2026-01-01T12:03:00Z'/>", ["no. 3"]],
  ])("is cut to what is wanted: %s", async (_what, wish, bodies) => {
    const heard = await entersAfter(3, wish);
    expect(heard.map((stanza) => /<body>(.*)<\/body>/.exec(stanza)?.[1])).toEqual(bodies);
  });
});

describe("inside", () => {
  test("a new nickname is told with 303, then shown", async () => {
    const { me, juliet } = await twoInside();
    expect(await say(juliet, "<presence id='n' to='hall@rooms.localhost/Jule'/>")).toEqual([
      `<presence type="unavailable" from="hall@rooms.localhost/Juliet" to="juliet@localhost/balcony"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="none" jid="juliet@localhost/balcony" nick="Jule"/><status code="110"/><status code="303"/></x></presence>`,
      `<presence id="n" to="juliet@localhost/balcony" from="hall@rooms.localhost/Jule"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="participant" jid="juliet@localhost/balcony"/><status code="110"/></x></presence>`,
    ]);
    expect(await hear(me)).toEqual([
      `<presence type="unavailable" from="hall@rooms.localhost/Juliet" to="me@localhost/desk"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="none" jid="juliet@localhost/balcony" nick="Jule"/><status code="303"/></x></presence>`,
      `<presence to="me@localhost/desk" from="hall@rooms.localhost/Jule"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="participant" jid="juliet@localhost/balcony"/></x></presence>`,
    ]);
  });

  test("a nickname that somebody has cannot be taken", async () => {
    const { juliet } = await twoInside();
    const [answer] = await say(juliet, "<presence to='hall@rooms.localhost/Me'/>");
    expect(answer).toMatch(
      refusal("presence", { from: "hall@rooms.localhost/Me", error: "cancel conflict" }),
    );
  });

  test("a change of availability is shown to everybody", async () => {
    const { me, juliet } = await twoInside();
    await say(juliet, "<presence to='hall@rooms.localhost/Juliet'><show>dnd</show></presence>");
    expect(await hear(me)).toEqual([
      `<presence to="me@localhost/desk" from="hall@rooms.localhost/Juliet"><show>dnd</show><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="participant" jid="juliet@localhost/balcony"/></x></presence>`,
    ]);
  });

  test("whoever leaves is told so, and the others", async () => {
    const { me, juliet } = await twoInside();
    const leave =
      "<presence type='unavailable' to='hall@rooms.localhost/Juliet'><status>bye</status></presence>";
    expect(await say(juliet, leave)).toEqual([
      `<presence type="unavailable" to="juliet@localhost/balcony" from="hall@rooms.localhost/Juliet"><status>bye</status><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="none" jid="juliet@localhost/balcony"/><status code="110"/></x></presence>`,
    ]);
    expect(await hear(me)).toEqual([
      `<presence type="unavailable" to="me@localhost/desk" from="hall@rooms.localhost/Juliet"><status>bye</status><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="none" jid="juliet@localhost/balcony"/></x></presence>`,
    ]);
  });

  test("whose connection is lost is shown as gone", async () => {
    const { me, juliet } = await twoInside();
    juliet.drop();
    expect(await me.hear(/<\/presence>/)).toBe(
      `<presence type="unavailable" from="hall@rooms.localhost/Juliet" to="me@localhost/desk"><x xmlns="http://jabber.org/protocol/muc#user"><item affiliation="none" role="none" jid="juliet@localhost/balcony"/></x></presence>`,
    );
  });

  test("when the last one leaves the room is gone, and the next one makes it anew", async () => {
    const { me, juliet } = await twoInside();
    await say(me, "<presence type='unavailable' to='hall@rooms.localhost/Me'/>");
    await say(juliet, "<presence type='unavailable' to='hall@rooms.localhost/Juliet'/>");
    expect((await enter(juliet, "Juliet"))[0]).toContain(`<status code="201"/>`);
  });
});

describe("requests", () => {
  const get = (to: string, payload: string) => `<iq type='get' id='q' to='${to}'>${payload}</iq>`;
  const INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
  const ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
  const SELF = "<ping xmlns='urn:xmpp:ping'/>";

  test("about the service: what it is, and which rooms there are", async () => {
    const { me } = await twoInside();
    expect((await say(me, get("rooms.localhost", INFO)))[0]).toContain(
      `<identity category="conference" type="text" name="Rooms"/>`,
    );
    expect((await say(me, get("rooms.localhost", ITEMS)))[0]).toContain(
      `<item jid="hall@rooms.localhost" name="hall"/></query>`,
    );
  });

  test("about a room: what it is, and who is there", async () => {
    const { me } = await twoInside();
    expect((await say(me, get("hall@rooms.localhost", INFO)))[0]).toContain(
      `<feature var="muc_nonanonymous"/>`,
    );
    expect((await say(me, get("hall@rooms.localhost", ITEMS)))[0]).toContain(
      `<item jid="hall@rooms.localhost/Me"/><item jid="hall@rooms.localhost/Juliet"/></query>`,
    );
  });

  test.each([
    ["a room that is not there", "attic@rooms.localhost", INFO, "cancel item-not-found"],
    [
      "a node that is not there",
      "hall@rooms.localhost",
      INFO.replace("/>", " node='n'/>"),
      "cancel item-not-found",
    ],
    [
      "what no room knows",
      "hall@rooms.localhost",
      "<query xmlns='urn:example:x'/>",
      "cancel service-unavailable",
    ],
    [
      "what the service does not know",
      "rooms.localhost",
      "<query xmlns='urn:example:x'/>",
      "cancel service-unavailable",
    ],
    [
      "administration",
      "hall@rooms.localhost",
      "<query xmlns='http://jabber.org/protocol/muc#admin'/>",
      "cancel feature-not-implemented",
    ],
    ["an occupant that is not there", "hall@rooms.localhost/Romeo", SELF, "cancel item-not-found"],
  ])("for %s are refused", async (_what, to, payload, error) => {
    const { me } = await twoInside();
    expect((await say(me, get(to, payload)))[0]).toMatch(refusal("iq", { from: to, error }));
  });

  test("of the owner for an instant room are accepted, those of others are not", async () => {
    const { me, juliet } = await twoInside();
    const instant =
      "<iq type='set' id='q' to='hall@rooms.localhost'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>";
    expect(await say(me, instant)).toEqual([
      `<iq type="result" id="q" from="hall@rooms.localhost" to="me@localhost/desk"/>`,
    ]);
    expect((await say(juliet, instant))[0]).toMatch(
      refusal("iq", { from: "hall@rooms.localhost", error: "auth forbidden" }),
    );
    expect(
      await say(me, instant.replace("'submit'/>", "'submit'><field var='muc#roomconfig_roomname'/></x>")),
    ).toEqual([
      expect.stringMatching(refusal("iq", { from: "hall@rooms.localhost", error: "modify not-acceptable" })),
    ]);
    expect(
      await say(me, get("hall@rooms.localhost", "<query xmlns='http://jabber.org/protocol/muc#owner'/>")),
    ).toEqual([
      `<iq type="result" id="q" from="hall@rooms.localhost" to="me@localhost/desk"><query xmlns="http://jabber.org/protocol/muc#owner"/></iq>`,
    ]);
  });

  test("to another occupant, and its answers, go through the room", async () => {
    const { me, juliet } = await twoInside();
    await say(me, get("hall@rooms.localhost/Juliet", SELF));
    expect(await hear(juliet)).toEqual([
      `<iq type="get" id="q" to="juliet@localhost/balcony" from="hall@rooms.localhost/Me"><ping xmlns="urn:xmpp:ping"/></iq>`,
    ]);
    await say(juliet, "<iq type='result' id='q' to='hall@rooms.localhost/Me'/>");
    expect(await hear(me)).toEqual([
      `<iq type="result" id="q" to="me@localhost/desk" from="hall@rooms.localhost/Juliet"/>`,
    ]);
  });

  test("to oneself tell whether one is inside", async () => {
    const { me, server } = await twoInside();
    expect(await say(me, get("hall@rooms.localhost/Me", SELF))).toEqual([
      `<iq type="result" id="q" from="hall@rooms.localhost/Me" to="me@localhost/desk"/>`,
    ]);
    const outside = await boundClient(server, "me", "phone");
    expect((await say(outside, get("hall@rooms.localhost/Me", SELF)))[0]).toMatch(
      refusal("iq", { from: "hall@rooms.localhost/Me", error: "modify not-acceptable" }),
    );
  });
});
