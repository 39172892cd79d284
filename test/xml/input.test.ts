import { describe, expect, test } from "vitest";
import { XmlInput } from "../../src/xml/input.ts";

/** Types the rows until the XML is complete; how many rows that took, or undefined when more are wanted. */
function rowsTaken(...rows: string[]): number | undefined {
  const input = new XmlInput();
  const index = rows.findIndex((row) => input.add(row));
  return index < 0 ? undefined : index + 1;
}

describe("XML is complete", () => {
  test.each<[string, string[]]>([
    ["at an empty element", ["<presence/>"]],
    ["at the end of its first element", ["<message>", "  <body>hi</body>", "</message>"]],
    ["at the end of its first element, whatever text stands behind it on the row", ["<a></a> b"]],
    ["where all ends that begins behind its first element on the row", ["<a/><b>", "</b><c", "/>"]],
    ["where all ends that begins behind a stream header on the row", ["<stream><a>", "</a>"]],
    ["with attributes on several rows", ["<message", "  to='juliet@localhost'", "  type='chat'/>"]],
    ["with text that looks like an end in CDATA", ["<a><![CDATA[</a>", "]]></a>"]],
    ["with a > in an attribute", ["<a b='>'", "/>"]],
    ["with a blank row in it", ["<a>", "", "</a>"]],
    ["with rows that look like commands or comments", ["<a>", "# one", "close", ".exit", "</a>"]],
    ["with the prefix stream: in it, which the stream declares", ["<stream:error><x/>", "</stream:error>"]],
    ["at the > of a stream header", ["<stream:stream to='localhost'>"]],
    [
      "at the > of a stream header on several rows",
      ["<stream:stream", "  to='>'", "  xmlns='jabber:client'", ">"],
    ],
    [
      "at the > of a stream header with another prefix",
      ["<s:stream", "xmlns:s='http://etherx.jabber.org/streams'>"],
    ],
    [
      "at the > of a stream header without a prefix",
      ["<stream", "xmlns='http://etherx.jabber.org/streams'>"],
    ],
    [
      "at the > of the header behind a declaration",
      ["<?xml version='1.0'?><stream:stream", "to='localhost'>"],
    ],
    ["at the end of an XML declaration", ["<?xml version='1.0'?>"]],
    ["at the end of an XML declaration on several rows", ["<?xml", "version='1.0'", "?>"]],
    ["at the > of a closing stream tag", ["</stream:stream>"]],
    ["at the > of a closing stream tag on several rows", ["</stream:stream", ">"]],
    ["at a comment", ["<!-- hello", "-->"]],
    ["at the end of the element behind a comment", ["<!-- hello --><a>", "</a>"]],
  ])("%s", (_what, rows) => {
    expect(rowsTaken(...rows, "more", "and more")).toBe(rows.length);
  });
});

describe("XML that is not well-formed is complete where that shows: more would not mend it", () => {
  test.each<[string, string[]]>([
    ["an end tag that does not match", ["<a>", "</b>"]],
    ["an end tag of nothing", ["</a>"]],
    ["an end tag without a name", ["</>"]],
    ["an attribute without quotes", ["<a b=c>"]],
    ["an attribute twice", ["<a b='1' b='2'>"]],
    ["a < in an attribute", ["<a b='<'"]],
    ["a prefix that is not declared", ["<x:a>"]],
    ["an entity that is not defined", ["<a>&nbsp;"]],
    ["a < that begins nothing", ["<a> < "]],
    ["no name at all", ["<>"]],
  ])("%s", (_what, rows) => {
    expect(rowsTaken(...rows, "more")).toBe(rows.length);
  });
});

test.each<[string[], number, number]>([
  [["<a></b>"], 1, 7],
  [["<a>", "<b>", " </c>"], 3, 5],
  [["<a>", "😀 &nbsp;"], 2, 3],
  [["<a>", "</a", ">", "</b>"], 4, 4],
  [["<a>", "</<", "a>"], 2, 1],
  [["<?xml version='1.0'?>", "<stream:stream", "a=b>"], 3, 3],
  [["<a>", "</a> help edit"], 2, 6],
  [["<a>", "</a><b/><!-- of b -->x"], 2, 22],
])("in which row and column %j stops being well-formed is known", (rows, row, column) => {
  const input = new XmlInput();
  for (const text of rows) input.add(text);
  expect(input.faultPlace).toEqual({ row, column });
});

test.each<[string, string[]]>([
  ["text behind an element of one row, which may be meant", ["<a></a> b"]],
  ["whitespace behind an element of several rows", ["<a>", "</a> \t"]],
  ["a comment there", ["<a>", "</a><!-- b -->"]],
  [
    "whitespace behind a stream header of several rows",
    ["<stream", "xmlns='http://etherx.jabber.org/streams'> "],
  ],
])("%s is no fault", (_what, rows) => {
  const input = new XmlInput();
  expect(rows.map((row) => input.add(row)).at(-1)).toBe(true);
  expect(input.fault).toBeUndefined();
});

describe("more is wanted", () => {
  test.each<[string, string[]]>([
    ["in an element", ["<message>"]],
    ["in an element in an element", ["<message><body>hi</body>"]],
    ["in a tag", ["<message"]],
    ["in an attribute", ["<message to='juliet"]],
    ["behind a < by itself", ["<"]],
    ["in an element behind one that has ended", ["<a/><b>"]],
    ["in a tag behind an element", ["<a/><b"]],
    ["in an element behind a stream header", ["<stream><a>"]],
    ["in CDATA", ["<a><![CDATA[</a>"]],
    ["in a comment", ["<!-- hello"]],
    ["in a stream header", ["<stream:stream to='localhost'"]],
    ["in a stream header's attribute", ["<stream:stream to='>"]],
    ["in a stream header behind a declaration", ["<?xml version='1.0'?><stream:stream"]],
    ["in an XML declaration", ["<?xml version='1.0'"]],
    ["in a closing stream tag", ["</stream:stream"]],
  ])("%s", (_what, rows) => {
    expect(rowsTaken(...rows)).toBeUndefined();
  });
});

test("features and other elements of the stream's namespace are no stream header", () => {
  expect(rowsTaken("<stream:features>", "</stream:features>")).toBe(2);
  expect(rowsTaken("<streams>", "</streams>")).toBe(2);
});

test("the rows are one text, with a line feed between them and nothing else changed", () => {
  const input = new XmlInput();
  for (const row of ["<a>", "  <b  c = 'd'/>\t", "", "</a> "]) input.add(row);
  expect(input.text).toBe("<a>\n  <b  c = 'd'/>\t\n\n</a> ");
});

describe("the elements that are open are named, outermost first", () => {
  test.each<[string, string[], string[]]>([
    ["at the beginning", ["<"], []],
    ["in an element", ["<message to='juliet@localhost'>"], ["message"]],
    ["in an element in an element", ["<message>", "<body>"], ["message", "body"]],
    ["behind one that has ended", ["<message><body></body>", "<x xmlns='urn:x'>"], ["message", "x"]],
    ["behind a whole one on the same row", ["<a/><b>"], ["b"]],
    ["behind a stream header, which is none of them", ["<stream><a>"], ["a"]],
    ["with their prefixes", ["<stream:error>"], ["stream:error"]],
  ])("%s", (_what, rows, open) => {
    const input = new XmlInput();
    for (const row of rows) input.add(row);
    expect(input.openElements).toEqual(open);
  });
});

describe("whether an XML declaration is under way is known", () => {
  test.each<[string, string[], boolean]>([
    ["without its ?>", ["<?xml version='1.0'", "<a"], true],
    ["in a header behind it", ["<?xml version='1.0'?><stream:stream"], false],
    ["in an element", ["<message>"], false],
  ])("%s", (_what, rows, isUnderWay) => {
    const input = new XmlInput();
    for (const row of rows) expect(input.add(row)).toBe(false);
    expect(input.isInDeclaration).toBe(isUnderWay);
  });
});
