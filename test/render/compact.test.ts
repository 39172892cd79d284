import { describe, expect, test } from "vitest";
import { shownIn } from "./shown-in.ts";

describe("in the compact view each thing has one row", () => {
  test.each<[string, string, string]>([
    [
      "a message with its text",
      "S: <message to='b@c' from='romeo@localhost' type='chat' id='m1'><body>it&apos;s me</body></message>",
      "  7 S: <message> chat: “it's me”; from=romeo@localhost to=b@c id=m1",
    ],
    [
      "a message that is sent, with whom it is to",
      "C: <message to='b@c' type='chat'><body>hello</body><x xmlns='urn:xmpp:hints'/></message>",
      "  7 C: <message> chat: “hello” <x …hints>; to=b@c",
    ],
    [
      "a request with its payload",
      "C: <iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
      "  7 C: <iq> get: <query …disco#info>; id=1",
    ],
    [
      "a reply with what is in its payload",
      "S: <iq type='result' id='1'><query xmlns='jabber:iq:roster'><item/><item/><group/></query></iq>",
      "  7 S: <iq> result: <query …roster> (2 item, group); id=1",
    ],
    [
      "a resource that would read as content",
      "S: <presence from='a@b/c:&lt;show&gt;' id='x:'/>",
      "  7 S: <presence> from=“a@b/c:<show>” id=“x:”",
    ],
    [
      "an error with its condition",
      "S: <iq type='error' id='1'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      "  7 S: <iq> error: <error> (item-not-found); id=1",
    ],
    [
      "presence with what it says",
      "S: <presence><show>away</show></presence>",
      "  7 S: <presence>: <show> “away”",
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
      "  7 C: <auth …xmpp-sasl> mechanism=PLAIN: “AAAA”",
    ],
    ["text on several rows", "S: <message><body>one\ntwo</body></message>", "  7 S: <message>: “one\\ntwo”"],
    ["the end of a stream", "C: </stream:stream>", "  7 C: </stream:stream>"],
    ["whitespace", "C:  ", '  7 C: (whitespace " ")'],
    ["what is unfinished", "C: <message>\n<body>", "  7 C: <message>\\n<body> (unfinished)"],
    ["what is not well-formed", "S: <a>\n</b>", "  7 S: <a>\\n</b>"],
    [
      "text beside elements",
      "S: <message>one <b>x</b> two<p>three <i/><i/> four</p></message>",
      "  7 S: <message>: “one ” <b> “x” “ two” <p> (2 i, …)",
    ],
    [
      "a text that would like to be attributes",
      "S: <message><body>hi” to=bob xml:lang=en</body></message>",
      "  7 S: <message>: “hi\\u201d to=bob xml:lang=en”",
    ],
    [
      "a resource with a blank in it",
      "S: <presence from='a@b/c id=5'/>",
      "  7 S: <presence> from=“a@b/c id=5”",
    ],
    [
      "a message of an archive with what it says",
      "S: <message><result xmlns='urn:xmpp:mam:2' id='1'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'/><message xmlns='jabber:client' from='a@b' type='chat'><body>hello</body></message></forwarded></result></message>",
      "  7 S: <message>: <result …mam:2> (<message …client> chat: “hello”; from=a@b)",
    ],
    [
      "what a terminal would obey",
      "S: <message><body>&#x9b;2J\u202e</body></message>",
      "  7 S: <message>: “\\x9b2J\\u202e”",
    ],
  ])("%s", async (_what, step, row) => {
    expect(await shownIn("compact", step)).toEqual([row]);
  });

  test("which is cut to the width of the terminal", async () => {
    const step = `S: <message from='romeo@localhost'><body>${"漢字 word ".repeat(20)}</body></message>`;
    expect(await shownIn("compact", step, { width: 40, extent: "bounded" })).toEqual([
      "  7 S: <message>: “漢字 word 漢字 word …",
    ]);
    expect(await shownIn("compact", step, { width: 50, extent: "bounded" })).toEqual([
      "  7 S: <message>: “漢字 word 漢字 word 漢字 word …",
    ]);
  });

  test("in which a long id is known by its beginning", async () => {
    const step = "C: <iq type='get' id='0123456789abcdef01234567'><ping xmlns='urn:xmpp:ping'/></iq>";
    expect(await shownIn("compact", step, { width: 80, extent: "bounded" })).toEqual([
      "  7 C: <iq> get: <ping …ping>; id=0123456789ab…",
    ]);
  });

  describe("what is left out has a sign in its place,", () => {
    const MANY = Array.from({ length: 60 }, (_, at) => `<a${at}/>`).join("");
    const LONG = `${"x".repeat(3000)}END`;

    test("as in what comes by itself", async () => {
      const bounded = { width: 5000, extent: "bounded" } as const;
      expect((await shownIn("compact", `S: <message>${MANY}</message>`, bounded))[0]).toMatch(
        / <a49> \+10 more$/,
      );
      const [row] = await shownIn("compact", `S: <message><body>${LONG}</body></message>`, bounded);
      expect(row).toBe(`  7 S: <message>: “${"x".repeat(1000)}…”`);
    });

    test("and nothing is, where the whole is wanted, or nobody knows how much fits", async () => {
      for (const options of [{ width: 40 }, { width: 0, extent: "bounded" }] as const) {
        expect((await shownIn("compact", `S: <message>${MANY}</message>`, options))[0]).toMatch(/ <a59>$/);
        const [row] = await shownIn(
          "compact",
          `S: <message id='${LONG}'><body>${LONG}</body></message>`,
          options,
        );
        expect(row).toBe(`  7 S: <message>: “${LONG}”; id=${LONG}`);
      }
    });
  });
});
