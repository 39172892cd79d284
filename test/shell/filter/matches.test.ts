import { beforeAll, describe, expect, test } from "vitest";
import { MECHANISMS, SERVER_HEADER, type TryOut, tryOut } from "../../helpers/try-out.ts";

const RECEIVED = [
  "<message id='hello' type='chat' from='romeo@localhost/garden' to='me@localhost'><body>Soft! What &lt;light&gt; &amp; song</body></message>",
  "<message id='normal' from='Juliet@LOCALHOST/balcony'><body>O Romeo</body></message>",
  "<message id='room' type='groupchat' from='hall@rooms.localhost/nurse(1)'><body>Ay</body></message>",
  "<presence id='away' from='juliet@localhost/balcony'><show>away</show></presence>",
  "<message id='mam'><result xmlns='urn:xmpp:mam:2' queryid='q'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>old</body></message></forwarded></result></message>",
  "<iq id='info' type='result'><query xmlns='http://jabber.org/protocol/disco#info' node='x'/></iq>",
  "<iq id='no' type='error' from='localhost'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
  "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>",
  "<r xmlns='urn:xmpp:sm:3'/>",
];

const SENT = [
  "<message id='said' to='romeo@localhost/garden' type='chat'><body>a &quot;quoted&quot; word</body></message>",
  "<iq id='asked' type='get' to='rooms.localhost'><query xmlns='jabber:iq:roster'/></iq>",
];

let tool: TryOut;

beforeAll(async () => {
  tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + MECHANISMS + RECEIVED.join(""));
  for (const xml of SENT) await tool.run(`send ${xml}`);
});

/** What a filter lets through: by its id, or else by what it is. */
async function through(filter: string): Promise<readonly string[]> {
  const { fits } = await tool.filters.read(filter);
  return [...tool.transcript.entries].filter(fits).map((entry) => {
    if (entry.type !== "traffic") return entry.type;
    const { event, from } = entry;
    return event.type === "element"
      ? (event.element.attrs.id ?? event.element.name)
      : `${event.type} ${from}`;
  });
}

describe("what a filter lets through:", () => {
  test.each<[filter: string, names: readonly string[]]>([
    ["out", ["open client", "said", "asked"]],
    ["in and message", ["hello", "normal", "room", "mam"]],
    ["presence", ["away"]],
    ["iq", ["info", "no", "asked"]],
    ["stanza out", ["said", "asked"]],
    ["nonza", ["failure", "r"]],
    ["stream", ["open client", "open server", "stream:features"]],
    ["error", ["no", "failure"]],
    ["from romeo@localhost", ["hello"]],
    ["from romeo@localhost/garden", ["hello"]],
    ["from romeo@localhost/street", []],
    ["from juliet@localhost", ["normal", "away"]],
    ["from juliet@localhost/BALCONY", []],
    ["from localhost message", ["hello", "normal"]],
    ["from rooms.localhost", ["room"]],
    ["from *.localhost", ["room"]],
    ["from hall@rooms.localhost/nurse(1)", ["room"]],
    ["(from hall@rooms.localhost/nurse(1))", ["room"]],
    ["from rom*", ["hello"]],
    ["from *@localhost/bal*", ["normal", "away"]],
    ["to romeo@localhost", ["said"]],
    ["to rooms.localhost", ["asked"]],
    ["id hello", ["hello"]],
    ["id s*d", ["said"]],
    ["id s1", ["open server"]],
    ["type chat", ["hello", "said"]],
    ["type normal", ["normal", "mam"]],
    ["type result or type get", ["info", "asked"]],
    ["ns http://jabber.org/protocol/disco#info", ["info"]],
    ["ns disco#info", ["info"]],
    ["ns mam", ["mam"]],
    ["ns mam:2", ["mam"]],
    ["ns urn:xmpp:*", ["mam", "r"]],
    ["ns forward", ["mam"]],
    ["ns am", []],
    ["path message/body", ["hello", "normal", "room", "said"]],
    ["path iq/query", ["info", "asked"]],
    ["path */error", ["no"]],
    ["path message/*/*/message", ["mam"]],
    ["path message/**/body", ["hello", "normal", "room", "mam", "said"]],
    ["path **/item-not-found", ["no"]],
    ["path body", []],
    ["text romeo", ["hello", "normal", "said"]],
    ['text "what <light> & SONG"', ["hello"]],
    [`text 'a "quoted" word'`, ["said"]],
    ["text /^o\\s/", ["normal"]],
    ["text balcony presence", ["away"]],
    ["text jabber:iq:roster", []],
    ["not in", ["open client", "said", "asked"]],
    ["out not (iq or stream)", ["said"]],
    ["presence or message and type groupchat", ["room", "away"]],
    ["(presence or message) and type groupchat", ["room"]],
    ["client main presence", ["away"]],
    ["client nobody", []],
    ["#1-6", ["open client", "open server", "stream:features", "hello"]],
    ['"message and in"', ["hello", "normal", "room", "mam"]],
  ])("%s", async (filter, expected) => {
    expect(await through(filter)).toEqual(expected);
  });
});

describe("a filter that cannot be read says which word is wrong, and what can stand there:", () => {
  test.each<[filter: string, reason: string]>([
    ["message fron romeo", '"fron" (word 2) is no word of a filter (did you mean "from JID"?)'],
    ["incoming", '"incoming" (word 1) is no word of a filter (did you mean "in"?)'],
    [
      "xmlns=jabber:client",
      '"xmlns=jabber:client" (word 1) is no word of a filter (did you mean "ns NAMESPACE"?)',
    ],
    ["in && out", '"&&" (word 2) is no word of a filter (did you mean "and"?)'],
    [
      "text hello you",
      '"you" (word 3) belongs to no word before it (a text of several words stands in quotes)',
    ],
    [
      "text /hello (you|me)/",
      'the expression "/hello" (word 2) has no "/" at its end (quote it where it has blanks: text "/a b/")',
    ],
    ["from", '"from" (word 1) needs a value behind it: from JID'],
    ["(from)", '"from" (word 1) needs a value behind it: from JID'],
    ["in and", 'something must follow "and"'],
    ["or in", '"or" (word 1) stands where something must be said first'],
    ["(in", 'the "(" (word 1) is not closed'],
    ["in)", 'the ")" (word 1) closes nothing'],
    ["in foo", '"foo" (word 2) is no word of a filter (see "help filter" for all of them)'],
    [
      "path message/body/",
      'the path "message/body/" (word 2) has a "/" without a step on both sides (did you mean "path message/body"?)',
    ],
    [
      "in path /message//body",
      'the path "/message//body" (word 3) has a "/" without a step on both sides (did you mean "path message/**/body"?)',
    ],
    [
      "path //body",
      'the path "//body" (word 2) has a "/" without a step on both sides (did you mean "path **/body"?)',
    ],
    [
      "path /",
      'the path "/" (word 2) has a "/" without a step on both sides (write it as in path message/body)',
    ],
    ["id ''", 'what stands behind "id" (word 1) is empty'],
    ["''", "there is nothing in it"],
    [`${"(".repeat(200)}in${")".repeat(200)}`, 'it goes deeper than 100 times "not" and "("'],
  ])("%s", async (filter, reason) => {
    await expect(tool.filters.read(filter)).rejects.toThrow(`Cannot filter: ${reason}`);
  });

  test("an expression that cannot be used", async () => {
    await expect(tool.filters.read("text /(/")).rejects.toThrow("Cannot look for /(/: a ( is not closed");
  });
});

test("where secrets are hidden a filter does not find them either", async () => {
  const hiding = tryOut();
  await hiding.run("open --no-wait");
  await hiding.run(
    "send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>",
  );
  const entries = [...hiding.transcript.entries];
  const { fits } = await hiding.filters.read("text AG1lAHRlc3Q=");
  expect(entries.filter(fits)).toHaveLength(1);
  await hiding.run("set secrets hide");
  expect(entries.filter(fits)).toHaveLength(0);
  const { fits: mechanism } = await hiding.filters.read("text plain");
  expect(entries.filter(mechanism)).toHaveLength(1);
});
