import { describe, expect, test } from "vitest";
import { shownIn } from "./shown-in.ts";

describe("in the compact view each thing has one row", () => {
  test.each<[string, string, string]>([
    [
      "a message with its text",
      "S: <message to='b@c' from='romeo@localhost' type='chat' id='m1'><body>it&apos;s me</body></message>",
      "  7 S: <message> chat id m1 from romeo@localhost: it's me to b@c",
    ],
    [
      "a message that is sent, with whom it is to",
      "C: <message to='b@c' type='chat'><body>hello</body><x xmlns='urn:xmpp:hints'/></message>",
      "  7 C: <message> chat to b@c: hello <x …hints>",
    ],
    [
      "a request with its payload",
      "C: <iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
      "  7 C: <iq> get id 1: <query …disco#info>",
    ],
    [
      "a reply with what is in its payload",
      "S: <iq type='result' id='1'><query xmlns='jabber:iq:roster'><item/><item/><group/></query></iq>",
      "  7 S: <iq> result id 1: <query …roster> (2 item, group)",
    ],
    [
      "an error with its condition",
      "S: <iq type='error' id='1'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      "  7 S: <iq> error id 1: <error> (item-not-found)",
    ],
    [
      "presence with what it says",
      "S: <presence><show>away</show></presence>",
      "  7 S: <presence>: <show> away",
    ],
    ["presence that says nothing", "C: <presence/>", "  7 C: <presence>"],
    [
      "features",
      "S: <stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>",
      "  7 S: <stream:features>: <bind …xmpp-bind>",
    ],
    [
      "a nonza with its attributes and its text",
      "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AAAA</auth>",
      "  7 C: <auth …xmpp-sasl> mechanism PLAIN: AAAA",
    ],
    ["text on several rows", "S: <message><body>one\ntwo</body></message>", "  7 S: <message>: one\\ntwo"],
    ["the end of a stream", "C: </stream:stream>", "  7 C: </stream:stream>"],
    ["whitespace", "C:  ", '  7 C: (whitespace " ")'],
    ["what is unfinished", "C: <message>\n<body>", "  7 C: <message>\\n<body> (unfinished)"],
    ["what is not well-formed", "S: <a>\n</b>", "  7 S: <a>\\n</b>"],
    [
      "what a terminal would obey",
      "S: <message><body>&#x9b;2J\u202e</body></message>",
      "  7 S: <message>: \\x9b2J\\u202e",
    ],
  ])("%s", async (_what, step, row) => {
    expect(await shownIn("compact", step)).toEqual([row]);
  });

  test("which is cut to the width of the terminal", async () => {
    const step = `S: <message from='romeo@localhost'><body>${"漢字 word ".repeat(20)}</body></message>`;
    expect(await shownIn("compact", step, { width: 40 })).toEqual([
      "  7 S: <message> from romeo@localhost: …",
    ]);
    expect(await shownIn("compact", step, { width: 50 })).toEqual([
      "  7 S: <message> from romeo@localhost: 漢字 word …",
    ]);
  });

  test("in which a long id is known by its beginning", async () => {
    const step = "C: <iq type='get' id='0123456789abcdef01234567'><ping xmlns='urn:xmpp:ping'/></iq>";
    expect(await shownIn("compact", step, { width: 80 })).toEqual([
      "  7 C: <iq> get id 0123456789ab…: <ping …ping>",
    ]);
  });
});
