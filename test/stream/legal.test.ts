// Legal XML that is easily got wrong.
import { expect, test } from "vitest";
import { attribute, type Element } from "../../src/xml/element.ts";
import { expectEvents, expectOnStream } from "./every-split.ts";
import { HEADER, readPieces } from "./reading.ts";

/** The first element that comes after the stream header. */
function firstElement(xml: string): Element {
  const found = readPieces([Buffer.from(HEADER + xml)]).find((event) => event.type === "element");
  if (found?.type !== "element") throw new Error(`There is no element in ${xml}`);
  return found.element;
}

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "%s is a name like any other for an attribute and an element",
  (name) => {
    const xml = `<${name} ${name}='1' a='2'><${name}/></${name}>`;
    expectOnStream(xml, [`nonza ${xml}`]);
    const element = firstElement(xml);
    expect(element.name).toBe(name);
    expect(attribute(element, name)).toBe("1");
    expect(Object.entries(element.attrs)).toEqual([
      [name, "1"],
      ["a", "2"],
    ]);
    expect(element.toString()).toBe(`<${name} ${name}="1" a="2"><${name}/></${name}>`);
  },
);

test("an attribute that is not there is not inherited from an object", () => {
  const element = firstElement("<a/>");
  expect(attribute(element, "constructor")).toBeUndefined();
  expect(attribute(element, "__proto__")).toBeUndefined();
});

test.each([
  ["text around CDATA is kept", "<a>one<![CDATA[<two> & ]] ]>]]>three</a>", "one<two> & ]] ]>three"],
  ["CDATA may end in a bracket", "<a><![CDATA[x]]]></a>", "x]"],
  ["two CDATA sections can spell ]]>", "<a><![CDATA[]]]]><![CDATA[>]]></a>", "]]>"],
  ["the five entities", "<a>&lt;&gt;&amp;&quot;&apos;</a>", "<>&\"'"],
  ["numeric references", "<a>&#65;&#x42;&#x1F600;&#128512;&#13;</a>", "AB😀😀\r"],
  ["a reference is resolved once", "<a>&amp;lt;</a>", "&lt;"],
  ["CR LF and a lone CR are line feeds", "<a>1\r\n2\r3\n4\r\r\n5</a>", "1\n2\n3\n4\n\n5"],
  ["a > and a ] in text", "<a>a > b ] ]] > c</a>", "a > b ] ]] > c"],
  ["characters of every length", "<a>aß€𝄞\u{10ffff}</a>", "aß€𝄞\u{10ffff}"],
  ["a space is text", "<a> </a>", " "],
])("%s", (_, xml, text) => {
  expectOnStream(xml, [`nonza ${xml}`]);
  expect(firstElement(xml).getText()).toBe(text);
});

test.each([
  ["a > in an attribute", "<a b='x > y'/>", "x > y"],
  ["the other quote", `<a b='say "hi"'/>`, 'say "hi"'],
  ["double quotes", `<a b="it's"/>`, "it's"],
  ["references", "<a b='&lt;&#x26;&apos;&#10;'/>", "<&'\n"],
  ["a line end is a space", "<a b='1\r\n2\t3'/>", "1 2 3"],
  ["blanks around the equals sign", "<a b \n=\t'1' />", "1"],
])("in an attribute: %s", (_, xml, value) => {
  expectOnStream(xml, [`nonza ${xml}`]);
  expect(attribute(firstElement(xml), "b")).toBe(value);
});

test("raw keeps the line ends, the references and the quotes that were on the wire", () => {
  const xml = "<message\r\n to=\"a\"  id='b' ><body>&#65;\r</body ></message\n>";
  expectOnStream(xml, [`stanza ${xml}`]);
});

test("any prefix can stand for the stream namespace", () => {
  const header = "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client'>";
  expectEvents(`${header}<s:features/><message/><s:error/></s:stream>`, [
    `open ${header}`,
    "features <s:features/>",
    "stanza <message/>",
    "stream-error <s:error/>",
    "close </s:stream>",
  ]);
});

test("the stream namespace can be the default one", () => {
  const header = '<stream xmlns="http://etherx.jabber.org/streams">';
  expectEvents(`${header}<features/><message xmlns="jabber:client"/></stream>`, [
    `open ${header}`,
    "features <features/>",
    'stanza <message xmlns="jabber:client"/>',
    "close </stream>",
  ]);
});

test("a stanza is one by its namespace, not by its name", () => {
  expectOnStream("<iq xmlns='urn:example'/><c:iq xmlns:c='jabber:client'/><features/>", [
    "nonza <iq xmlns='urn:example'/>",
    "stanza <c:iq xmlns:c='jabber:client'/>",
    "nonza <features/>",
  ]);
});

test("an element knows the namespaces of the stream header", () => {
  expect(firstElement("<message/>").getNS()).toBe("jabber:client");
  expect(firstElement("<stream:features/>").getNS()).toBe("http://etherx.jabber.org/streams");
});

test("an element before any stream header is a stray", () => {
  expectEvents("<presence xmlns='jabber:client'/>", [
    "stanza <presence xmlns='jabber:client'/> (bad-format, an element before any stream header)",
  ]);
});
