import { describe, expect, test } from "vitest";
import { logIn } from "../../helpers/try-out.ts";
import { type TabOptions, type TabTryOut, tryTab } from "./completing.ts";

async function bound(options?: TabOptions): Promise<TabTryOut> {
  const tool = tryTab(options);
  await logIn(tool);
  return tool;
}

describe("in raw XML one press of Tab puts in", () => {
  test.each([
    ["an element", "<me", "<message |"],
    ["an attribute", "<message ty", "<message type='|"],
    ["its value and the quote behind it", "<message type='gr", "<message type='groupchat'|"],
    ["its value, where the quote is there already", "<message type='gr|'", "<message type='groupchat|'"],
    ["a quote, and what the values have in common", "<presence from=", "<presence from='me@localhost|"],
    ["a quote, where any value fits", "<message id=", "<message id='|"],
    ["a quote, where several values fit", "<message type=", "<message type='|"],
    ["a value between the quotes that are used", '<message type="gr', '<message type="groupchat"|'],
    [
      "a child, closed where nothing can be in it",
      "<message><ac",
      "<message><active xmlns='http://jabber.org/protocol/chatstates'/>|",
    ],
    ["a child that holds a text", "<message><bo", "<message><body>|"],
    ["the end tag of what is open", "<message><body>hello</", "<message><body>hello</body>|"],
    ["the end tag behind a text", "<message><body>hello", "<message><body>hello</body>|"],
    [
      "the end tag of the outer element",
      "<message><body>hello</body></",
      "<message><body>hello</body></message>|",
    ],
    ["the end tag with its prefix", "<x:y xmlns:x='z'></", "<x:y xmlns:x='z'></x:y>|"],
    ["one of a few texts", "<presence><show>aw", "<presence><show>away</show>|"],
    ["a payload with its namespace", "<iq type='get'><pin", "<iq type='get'><ping xmlns='urn:xmpp:ping'/>|"],
    [
      "as much of payloads of one name as they have in common",
      "<iq type='get'><quer",
      "<iq type='get'><query xmlns='|",
    ],
    [
      "the namespace of a payload",
      "<iq type='get'><query xmlns='jabber:iq:v",
      "<iq type='get'><query xmlns='jabber:iq:version'|",
    ],
    [
      "a namespace that only the tables know",
      "<message><x xmlns='vcard-temp:x:u",
      "<message><x xmlns='vcard-temp:x:update'|",
    ],
    [
      "a child in the namespace around it",
      "<iq type='set'><query xmlns='jabber:iq:roster'><it",
      "<iq type='set'><query xmlns='jabber:iq:roster'><item |",
    ],
    [
      "a child of its own namespace",
      "<iq><query xmlns='http://jabber.org/protocol/muc#owner'><x",
      "<iq><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' |",
    ],
    [
      "the content namespace where a stanza is forwarded",
      "<iq><forwarded xmlns='urn:xmpp:forward:0'><mes",
      "<iq><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' |",
    ],
    ["an element behind a comment", "<message><!-- <x> --><bo", "<message><!-- <x> --><body>|"],
    ["an element of several rows", "<message\n to='x'>\n <bo", "<message\n to='x'>\n <body>|"],
    ["the end of the stream", "</", "</stream:stream>|"],
    ["nothing in a comment", "<message><!-- bo", "<message><!-- bo|"],
    ["nothing behind what is not well-formed", "<message a=b ty", "<message a=b ty|"],
    ["nothing where anything can stand", "<message><body>", "<message><body>|"],
    ["nothing where several things can stand", "<presence>", "<presence>|"],
    ["nothing behind what is whole", "<presence/>", "<presence/>|"],
    ["nothing behind a payload that is whole", "iq get <ping/>", "iq get <ping/>|"],
    ["nothing behind a child, where all is closed", "<a xmlns='b'><c/>|</a>", "<a xmlns='b'><c/>|</a>"],
    [
      "nothing amid a text, where all is closed",
      "<message><body>a |b</body></message>",
      "<message><body>a |b</body></message>",
    ],
    ["a text, where its end tag is there", "<presence><show>aw|</show>", "<presence><show>away|</show>"],
    [
      "no end of the stream behind a stanza",
      "<presence><show>away</show></presence></",
      "<presence><show>away</show></presence></|",
    ],
    ["no end of the stream behind what is broken", "<iq></></", "<iq></></|"],
    ["no end of the stream in a payload", "iq get </", "iq get </|"],
  ])("%s", async (_what, line, expected) => {
    expect((await bound()).tab(line)).toBe(expected);
  });

  test("a JID, with what XML does not allow written as references", async () => {
    const tool = await bound();
    tool.server.send(`<presence from="o'neill&amp;co\u202e@x"/>`);
    expect(tool.tab("<message to='o")).toBe("<message to='o&apos;neill&amp;co&#x202e;@x'|");
  });
});

describe("in raw XML the list tells", () => {
  test("the end tag first, then what fits", async () => {
    const tool = await bound();
    expect(tool.described("<presence><")?.slice(0, 3)).toEqual([
      "</presence>: The end of what is open",
      "<show>: How available: away, chat, dnd (do not disturb), xa (away for long)",
      "<status>: A text for people",
    ]);
    expect(tool.found("<presence>")).toEqual(tool.found("<presence><"));
  });

  test("the attributes that are not there yet", async () => {
    expect((await bound()).found("<iq type='get' id='1' ")).toEqual(["to='", "from='", "xml:lang='"]);
  });

  test("what the attributes of a stanza mean, and their values", async () => {
    const tool = await bound();
    expect(tool.described("<presence ")).toEqual([
      "type: What it says of the sender; without it that they are there",
      "to: Whom it is for; without it everybody who may see your presence",
      "from: Whom it is from; in what you send the server puts it in",
      "id: Chosen by the sender; an answer has the same one",
      "xml:lang: The language of the texts in it",
    ]);
    expect(tool.described("<iq type='set'><query xmlns='jabber:iq:roster'><item subscription='")).toEqual([
      "none: neither sees the other's presence",
      "to: you see theirs",
      "from: they see yours",
      "both: each sees the other's",
      "remove: take them off the list",
    ]);
    expect(tool.described("expect <presence x:")).toEqual([
      "x:strict: The same attributes, and the same children in the same order",
      "x:absent: No child of the element is like this one",
    ]);
  });

  test("first what the server has said that it can do", async () => {
    const tool = await bound();
    tool.server.send(
      "<iq type='result' id='d'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:mam:2'/></query></iq>",
    );
    expect(tool.described("<iq type='get'><que")?.[0]).toBe(
      "<query>: The archive: messages of the past (urn:xmpp:mam:2, offered)",
    );
    expect(tool.described("<iq type='get'><query xmlns='")?.[0]).toBe(
      "urn:xmpp:mam:2: The archive: messages of the past (offered)",
    );
  });
});

describe("what is offered is told of the one whom the stanza is to", () => {
  const info = (from: string) =>
    `<iq type='result' id='d'${from}><query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:blocking'/></query></iq>`;
  const offeredIn = (tool: TabTryOut, line: string) =>
    tool.described(line)?.filter((row) => row.includes("offered"));
  const blocklist = "<blocklist>: Whom the server blocks for you (urn:xmpp:blocking, offered)";

  test("and of the own server where it is to nobody else", async () => {
    const tool = await bound();
    tool.server.send(info(" from='localhost'"));
    expect(offeredIn(tool, "<iq type='get'><bl")).toEqual([blocklist]);
    expect(offeredIn(tool, "iq get <bl")).toEqual([blocklist]);
    expect(offeredIn(tool, "<iq type='get' to='LOCALHOST'><bl")).toEqual([blocklist]);
    expect(offeredIn(tool, "<iq type='get' to='pubsub.localhost'><bl")).toEqual([]);
    expect(offeredIn(tool, "iq get --to pubsub.localhost <bl")).toEqual([]);
    expect(offeredIn(tool, "iq get --to=localhost <bl")).toEqual([blocklist]);
  });

  test("and not of the server what another one can do", async () => {
    const tool = await bound();
    tool.server.send(info(" from='pubsub.localhost'"));
    expect(offeredIn(tool, "<iq type='get'><bl")).toEqual([]);
    expect(offeredIn(tool, "<iq type='get' to='pubsub.localhost'><bl")).toEqual([blocklist]);
    expect(offeredIn(tool, "<iq type='get'><blocklist xmlns='urn:xmpp:b")).toEqual([]);
    expect(tool.described("explain urn:xmpp:bl")).toContain("urn:xmpp:blocking: somebody's feature");
  });

  test("what comes from nobody is the account's, and that of this client only", async () => {
    const tool = await bound();
    tool.server.send(info(""));
    expect(offeredIn(tool, "<iq type='get' to='me@localhost'><bl")).toEqual([blocklist]);
    tool.clients.named("juliet");
    expect(offeredIn(tool, "@juliet <iq type='get'><bl")).toEqual([]);
  });

  test("and however many others there are, of the one who was asked last", async () => {
    const tool = await bound();
    for (let n = 0; n < 30; n += 1) {
      const features = Array.from({ length: 600 }, (_, at) => `<feature var='${n}-${at}'/>`).join("");
      tool.server.send(
        `<iq type='result' id='d' from='s${n}'><query xmlns='http://jabber.org/protocol/disco#info'>${features}</query></iq>`,
      );
    }
    tool.server.send(info(" from='localhost'"));
    expect(offeredIn(tool, "<iq type='get'><bl")).toEqual([blocklist]);
    // 0-0 was pushed out, and nobody is told of all that one says.
    expect(tool.found("explain 0-")).toEqual([]);
    expect(tool.found("explain 29-599")).toEqual([]);
    expect(tool.found("explain 29-499")).toEqual(["29-499"]);
  });

  test("what one says of oneself is no offer", async () => {
    const tool = await bound();
    await tool.run(info(" to='localhost'"));
    expect(offeredIn(tool, "<iq type='get' to='localhost'><bl")).toEqual([]);
  });
});

describe("the payloads are those that a client sends", () => {
  const namesIn = (tool: TabTryOut, line: string) =>
    new Set(tool.described(line)?.map((row) => row.split(":")[0]));

  test("with an iq of that type, also behind the command", async () => {
    const tool = await bound();
    for (const line of ["<iq type='get'><", "iq get <"]) {
      const names = namesIn(tool, line);
      expect(names).toContain("<ping>");
      for (const other of ["<enable>", "<disable>", "<block>", "<bind>", "<session>", "<fin>", "<slot>"])
        expect(names).not.toContain(other);
    }
    expect(namesIn(tool, "iq set <")).toContain("<enable>");
    expect(namesIn(tool, "<iq type='set'><")).not.toContain("<ping>");
    expect(tool.found("<iq type='error'><")).toEqual(["</iq>", "<error"]);
  });

  test("and in an answer what a client is asked for", async () => {
    const tool = await bound();
    tool.server.send(
      "<iq type='get' id='p' from='juliet@localhost/x'><query xmlns='jabber:iq:version'/></iq>",
    );
    for (const line of ["<iq type='result'><", "reply <"])
      expect(namesIn(tool, line)).toEqual(
        new Set([...(line.startsWith("<") ? ["</iq>"] : []), "<query>", "<time>", "<command>"]),
      );
  });

  test("of any type where it is still to be typed, but none that only servers send", async () => {
    const names = namesIn(await bound(), "<iq><");
    for (const name of ["<ping>", "<enable>"]) expect(names).toContain(name);
    for (const name of ["<fin>", "<slot>", "<error>"]) expect(names).not.toContain(name);
  });

  test("in a message, too", async () => {
    const tool = await bound();
    const rows = tool.described("<message><") ?? [];
    for (const server of ["urn:xmpp:mam:2", "urn:xmpp:carbons:2", "pubsub#event"])
      expect(rows.filter((row) => row.includes(server) && !row.startsWith("<private>"))).toEqual([]);
    expect(rows.filter((row) => /^<(received|error)>/.test(row))).toEqual([
      "<received>: The receipt (urn:xmpp:receipts)",
    ]);
    expect(namesIn(tool, "<message type='error'><")).toContain("<error>");
  });

  test("but who begins another one gets it, and what is expected can be any", async () => {
    const tool = await bound();
    expect(tool.tab("<iq type='get'><enab")).toBe("<iq type='get'><enable xmlns='urn:xmpp:carbons:2'/>|");
    expect(namesIn(tool, "expect <iq type='result'><")).toContain("<fin>");
  });
});

describe("the value of a form's field is", () => {
  const form = (field: string) =>
    `<iq type='set'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'><field ${field}><value>|</value></field></x></query></iq>`;

  test.each([
    ["a JID, where the archive is asked for messages with somebody", "var='with'"],
    ["a JID, where its type says so", "var='owners' type='jid-multi'"],
  ])("%s", async (_what, field) => {
    const tool = await bound();
    expect(tool.described(form(field))).toEqual([
      "me@localhost: your account",
      "me@localhost/desk: you",
      "localhost: your server's domain",
    ]);
  });

  test("a namespace, where it says what form it is: first that around it", async () => {
    expect((await bound()).described(form("var='FORM_TYPE'"))?.slice(0, 2)).toEqual([
      "urn:xmpp:mam:2: Message Archive Management",
      "http://jabber.org/network/serverinfo: Contact Addresses for XMPP Services",
    ]);
  });

  test("true or false, where its type says so", async () => {
    expect((await bound()).described(form("var='x' type='boolean'"))).toEqual(["1: true", "0: false"]);
  });

  test.each(["var='start'", "var='end'", "var=''"])("anything else: %s", async (field) => {
    expect((await bound()).found(form(field))).toEqual([]);
  });
});

describe("the first-level elements are those that are due", () => {
  test("before a stream is open: its header", () => {
    expect(tryTab().found("<")?.[0]).toBe("<stream:stream");
  });

  test("once a resource is bound: stanzas", async () => {
    expect((await bound()).found("<")).toEqual(["<message", "<presence", "<iq"]);
  });

  test("but who begins another one gets it", async () => {
    expect((await bound()).tab("<starttl")).toBe("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>|");
  });
});

describe("XML that is the argument of a command", () => {
  test.each([
    ["of iq stands in an iq", "iq get <pin", "iq get <ping xmlns='urn:xmpp:ping'/>|"],
    ["of expect is what a server sends", "expect <stream:f", "expect <stream:features>|"],
    ["of expect can be strict", "expect <presence x:st", "expect <presence x:strict='|"],
    ["of send is what a client sends", "send <me", "send <message |"],
    ["can have variables in it", "iq get --to x <query node='${dom", "iq get --to x <query node='${domain}|"],
  ])("%s", async (_what, line, expected) => {
    expect((await bound()).tab(line)).toBe(expected);
  });

  test("of iq cannot close the iq, which is not there to be closed", async () => {
    expect((await bound()).found("iq get <")?.some((text) => text.startsWith("</"))).toBe(false);
  });
});

describe("XML of several rows", () => {
  test("is gone on with in the next row", async () => {
    const begun = "<message to='x'>\n <body>hello\n";
    const tool = await bound();
    expect(tool.tab(`${begun}</`)).toBe(`${begun}</body>|`);
    expect(tool.tab(`${begun}again`)).toBe(`${begun}again</body>|`);
  });

  test("also where it is the argument of a command", async () => {
    const begun = "iq get <query\n xmlns='jabber:iq:v";
    expect((await bound()).tab(begun)).toBe(`${begun}ersion'|`);
  });

  test("no command is completed in it", async () => {
    expect((await bound()).tab("<message>\npres")).toBe("<message>\npres</message>|");
  });
});
