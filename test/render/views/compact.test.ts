import { describe, expect, test } from "vitest";
import { shownAfter, shownIn } from "../shown-in.ts";

describe("in the compact view each thing has one row", () => {
  test.each<[string, string, string]>([
    [
      "a message with its text",
      "S: <message to='b@c' from='romeo@localhost' type='chat' id='m1'><body>it&apos;s me</body></message>",
      "  7 S: <message> chat from=romeo@localhost: “it's me”; id=m1 to=b@c",
    ],
    [
      "a message that is sent, with whom it is to",
      "C: <message to='b@c' type='chat'><body>hello</body><x xmlns='urn:xmpp:hints'/></message>",
      "  7 C: <message> chat to=b@c: “hello” <x …hints>",
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
      "an error with its text, before what it gives back",
      "S: <iq type='error' id='1' from='a.b' to='c@d/e'><query xmlns='urn:x:y'/><error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not yet</text></error></iq>",
      "  7 S: <iq> error from=a.b: <error> (not-allowed “not yet”) <query …y>; id=1 to=c@d/e",
    ],
    [
      "a message with its text before what a server adds",
      "S: <message from='a@b/c' to='d@e'><archived xmlns='urn:xmpp:mam:tmp'/><stanza-id xmlns='urn:xmpp:sid:0'/><body>hello</body></message>",
      "  7 S: <message> from=a@b/c: “hello” <archived …tmp> <stanza-id …sid:0>; to=d@e",
    ],
    [
      "presence with what it says before its capabilities",
      "S: <presence from='a@b/c'><c xmlns='http://jabber.org/protocol/caps'/><priority>3</priority><show>dnd</show></presence>",
      "  7 S: <presence> from=a@b/c: <show> “dnd” <priority> “3” <c …caps>",
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
      "a text that has a backslash, told from one with a row end",
      "S: <message><body>a\\nb\nc</body></message>",
      "  7 S: <message>: “a\\\\nb\\nc”",
    ],
    [
      "a JID with an escape of its own, as it is typed",
      "S: <presence from='d\\27artagnan@b'/>",
      "  7 S: <presence> from=d\\27artagnan@b",
    ],
    [
      "a JID that reads like one with a character that nobody sees, told from that",
      "S: <presence from='a\\u200b\u200b@b'/>",
      "  7 S: <presence> from=“a\\\\u200b\\u200b@b”",
    ],
    [
      "a resource with a blank in it",
      "S: <presence from='a@b/c id=5'/>",
      "  7 S: <presence> from=“a@b/c id=5”",
    ],
    [
      "a namespace that would read as content",
      "S: <message><x xmlns='u> “hi” &lt;y'/></message>",
      "  7 S: <message>: <x “u> “hi\\u201d <y”>",
    ],
    [
      "a message of an archive with what it says",
      "S: <message><result xmlns='urn:xmpp:mam:2' id='1'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'/><message xmlns='jabber:client' from='a@b' type='chat'><body>hello</body></message></forwarded></result></message>",
      "  7 S: <message>: <result …mam:2> (chat from=a@b: “hello”)",
    ],
    [
      "a copy of what one has sent, with whom it was to",
      "S: <message from='me@b' to='me@b/c'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='me@b/d' to='e@f'><body>hello</body></message></forwarded></sent></message>",
      "  7 S: <message>: <sent …carbons:2> (to=e@f: “hello”; from=me@b/d); from=me@b to=me@b/c",
    ],
    [
      "a copy that somebody else has made up, with who that is",
      "S: <message from='x@y' to='me@b/c'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'><body>hello</body></message></forwarded></sent></message>",
      "  7 S: <message> from=x@y: <sent …carbons:2> (“hello”); to=me@b/c",
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
      "  7 S: <message> from=romeo@localhost: …",
    ]);
    expect(await shownIn("compact", step, { width: 50, extent: "bounded" })).toEqual([
      "  7 S: <message> from=romeo@localhost: “漢字 word…",
    ]);
  });

  test("in which a long JID leaves room for what is said", async () => {
    const step = `S: <message from='romeo@localhost/${"x".repeat(60)}'><body>hello there</body></message>`;
    expect(await shownIn("compact", step, { width: 80, extent: "bounded" })).toEqual([
      `  7 S: <message> from=romeo@localhost/${"x".repeat(19)}…: “hello there”`,
    ]);
    expect(await shownIn("compact", step, { width: 40, extent: "bounded" })).toEqual([
      "  7 S: <message> from=romeo@localhost…:…",
    ]);
  });

  test("in which a long id is known by its beginning", async () => {
    const step = "C: <iq type='get' id='0123456789abcdef01234567'><ping xmlns='urn:xmpp:ping'/></iq>";
    expect(await shownIn("compact", step, { width: 80, extent: "bounded" })).toEqual([
      "  7 C: <iq> get: <ping …ping>; id=0123456789abcde…",
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

describe("what was sent in pieces", () => {
  const begin = "C: <message to='a@b'><body>hel";

  test("is told as what it has become with its last piece, and has a sign for those before it", async () => {
    const rows = await shownAfter(begin, "C: lo</body></message>");
    expect(rows).toEqual(["  7 C: … <message> to=a@b: “hello”"]);
  });

  test("has one row also where it comes to nothing", async () => {
    expect(await shownAfter(begin, "C: </b></message>")).toHaveLength(1);
    expect(await shownAfter("C: </stream:", "C: stream>")).toEqual(["  7 C: stream>"]);
  });
});
