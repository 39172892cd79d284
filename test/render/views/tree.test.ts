import { describe, expect, test } from "vitest";
import { shownIn } from "../shown-in.ts";

describe("the tree view has a row for each element, without brackets", () => {
  test.each<[string, string, string[]]>([
    [
      "with its attributes and its text",
      "S: <message from='a@b/c d' id=''><body>2 &lt; 3</body><x/></message>",
      ['  7 S: message from="a@b/c d" id=""', "         body: 2 < 3", "         x"],
    ],
    [
      "with its namespace where that changes",
      "S: <iq><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>",
      ["  7 S: iq", "         query (jabber:iq:roster)", "           item jid=a@b"],
    ],
    [
      "with nothing in a value, nor in a namespace, that reads as something else",
      `S: <message a='1" b="2' c='d:'><x xmlns='u) e=f'>text</x></message>`,
      ['  7 S: message a="1\\" b=\\"2" c="d:"', '         x ("u) e=f"): text'],
    ],
    [
      "with texts between elements in rows of their own",
      "S: <message><p>one <b>two</b> three</p></message>",
      ["  7 S: message", "         p", "           : one ", "           b: two", "           :  three"],
    ],
    [
      "with line breaks of a text marked",
      "S: <message><body>one\ntwo</body></message>",
      ["  7 S: message", "         body: one\\ntwo"],
    ],
    [
      "with a backslash of a text told from one that begins an escape",
      `S: <message a='d\\27@b' b='\\n &#xa;"'><body>a\\nb\nc</body></message>`,
      ['  7 S: message a=d\\27@b b="\\\\n \\n\\""', "         body: a\\\\nb\\nc"],
    ],
    [
      "with CDATA as the text that it is",
      "S: <message><body>a<![CDATA[<b>]]>c</body></message>",
      ["  7 S: message", "         body: a<b>c"],
    ],
    [
      "safe to show",
      "S: <message><body>&#x9b;\u202e</body></message>",
      ["  7 S: message", "         body: \\x9b\\u202e"],
    ],
    ["but for what is none: an end tag", "C: </stream:stream>", ["  7 C: </stream:stream>"]],
    ["whitespace", "C:  ", ['  7 C: (whitespace " ")']],
    ["what is unfinished", "C: <a><b>", ["  7 C: <a><b> (unfinished)"]],
    ["what is not well-formed", "S: <a></b>", ["  7 S: <a></b>"]],
  ])("%s", async (_what, step, rows) => {
    expect(await shownIn("tree", step)).toEqual(rows);
  });

  test("for a stream header, too", async () => {
    const step =
      "C: <stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    expect(await shownIn("tree", step)).toEqual([
      "  7 C: stream:stream (http://etherx.jabber.org/streams) to=localhost version=1.0",
    ]);
  });

  test("wrapped, folded and shortened as elsewhere", async () => {
    const step = `S: <message><body>${"word ".repeat(200)}</body><x xmlns='http://jabber.org/protocol/xhtml-im'/></message>`;
    const rows = await shownIn("tree", step, { width: 40, wrapsXml: true, fold: 60, namespaces: "short" });
    expect(rows).toEqual([
      "  7 S: message",
      "         body: word word word word word",
      "             word word word",
      '             … 1,000 characters, "show',
      '             7" has them …',
      "         x (…xhtml-im)",
    ]);
  });
});
