// What is no XML: a fatal violation with everything that follows, and nothing that came before it is lost.
import { expect, test } from "vitest";
import { expectEvents, expectOnStream } from "./every-split.ts";
import { HEADER, outline, readPieces } from "./reading.ts";

test("an attribute that is there twice", () => {
  expectOnStream("<presence/><a b='1' c='' b='2'/><presence/>", [
    "stanza <presence/>",
    "fatal not-well-formed at 21, the attribute b is there twice: <a b='1' c='' b='2'/><presence/>",
  ]);
});

test("an attribute that is there twice under two prefixes", () => {
  expectOnStream("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", [
    "fatal not-well-formed at 44, the attribute b is there twice: <a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
  ]);
});

test("a namespace that is declared twice on one element", () => {
  expectOnStream("<a xmlns='u' xmlns='v'/>", [
    "fatal not-well-formed at 24, the attribute xmlns is there twice: <a xmlns='u' xmlns='v'/>",
  ]);
});

test.each([
  ["<a:b/>", 6, "the prefix a: is not declared"],
  ["<b a:c=''/>", 11, "the prefix a: is not declared"],
  ["<constructor:b/>", 16, "the prefix constructor: is not declared"],
  ["<__proto__:b/>", 14, "the prefix __proto__: is not declared"],
  ["<xmlns:a/>", 10, "the prefix xmlns: cannot name an element"],
  ["<a xmlns:xml='u'/>", 16, "the prefixes xml: and xmlns: are reserved"],
  ["<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", 42, "the namespaces of xml: and xmlns: are reserved"],
  ["<a xmlns:p=''/>", 13, "a declared prefix cannot be undeclared"],
])("a prefix used against the rules: %s", (xml, at, detail) => {
  expectOnStream(xml, [`fatal bad-namespace-prefix at ${at}, ${detail}: ${xml}`]);
});

test.each([
  ["<a>Tom & Jerry</a><presence/>", 8],
  ["<a>AT&T</a>; <presence/>;", 6],
  ["<a href='?x=1&y=2'/>", 14],
  ["<a>&</a>", 4],
  ["<a>&;</a>", 4],
  ["<a>&amp</a>;", 4],
  ["<a>&#x41z;</a>", 4],
])("an & that begins no reference: %s", (xml, at) => {
  expectOnStream(xml, [
    `fatal not-well-formed at ${at}, an & that begins no reference (write &amp;): ${xml}`,
  ]);
});

test.each(["&nbsp;", "&AMP;", "&constructor;", "&toString;", "&__proto__;", "&hasOwnProperty;"])(
  "an entity that XML does not define: %s",
  (reference) => {
    const detail = "an entity that is not defined (only &amp; &lt; &gt; &quot; &apos; and &#…; are)";
    expectOnStream(`<a>${reference}</a>`, [`fatal not-well-formed at 4, ${detail}: <a>${reference}</a>`]);
  },
);

test.each(["&#;", "&#x;", "&#0;", "&#x1;", "&#65a;", "&#xD800;", "&#xFFFE;", "&#x110000;"])(
  "a character reference to no character of XML: %s",
  (reference) => {
    const detail = "a character reference to no character of XML";
    expectOnStream(`<a>${reference}</a>`, [`fatal not-well-formed at 4, ${detail}: <a>${reference}</a>`]);
  },
);

test("an & is noticed before its chunk is followed by another", () => {
  const events = readPieces([Buffer.from(`${HEADER}<a>Tom & Jerry</a>`), Buffer.from("<presence/>")]);
  expect(events.map(outline)).toEqual([
    `open ${HEADER}`,
    "fatal not-well-formed at 8, an & that begins no reference (write &amp;): <a>Tom & Jerry</a>",
    "fragment <presence/>",
  ]);
});

test.each([
  ["<a>x]]>y</a>", 7, "]]> in text (write ]]&gt;)"],
  ["<a>\u0001</a>", 4, "a control character that XML does not allow"],
  ["<a b='\u0000'/>", 7, "a control character that XML does not allow"],
  ["<a><![CDATA[\u001b]]></a>", 13, "a control character that XML does not allow"],
  ["<a>\uffff</a>", 4, "a control character that XML does not allow"],
  ["<a b='<'/>", 7, "a < in an attribute value (write &lt;)"],
  ["<a b=c/>", 6, "an attribute value without quotes"],
  ["<a b>c</a>", 5, "an attribute without a value"],
  ["<a b='1'c='2'/>", 9, "no blank between two attributes"],
  ["<a>1 < 2</a>", 7, "a < that begins no tag (write &lt;)"],
  ["< a/>", 2, "a < that begins no tag (write &lt;)"],
])("no XML: %j", (xml, at, detail) => {
  expectOnStream(xml, [`fatal not-well-formed at ${at}, ${detail}: ${xml}`]);
});

test("an end tag that does not match yields no element", () => {
  expectOnStream("<presence/><iq><query></iq></query><presence/>", [
    "stanza <presence/>",
    "fatal not-well-formed at 16, </iq> where </query> is due: <iq><query></iq></query><presence/>",
  ]);
});

test("the end of the stream inside a stanza", () => {
  expectOnStream("<message><body>hi</stream:stream>", [
    "fatal not-well-formed at 33, </stream:stream> where </body> is due: <message><body>hi</stream:stream>",
  ]);
});

test("an end tag without a name", () => {
  expectOnStream("<a></>", ["fatal not-well-formed at 6, </> where </a> is due: <a></>"]);
});

test("an end tag first", () => {
  expectEvents("</stream:stream>", [
    "fatal not-well-formed at 16, </stream:stream> where nothing is open: </stream:stream>",
  ]);
});

test("an element after the end of the stream", () => {
  expectOnStream("</stream:stream>\n<presence/>", [
    "close </stream:stream>",
    'whitespace "\\n"',
    "fatal not-well-formed at 10, an element after the end of the document: <presence/>",
  ]);
});

test("text after the end of the stream", () => {
  expectOnStream("</stream:stream> bye", [
    "close </stream:stream>",
    'whitespace " "',
    "fatal not-well-formed, text outside the stream: bye",
  ]);
});

test.each(["\u0001", "&amp;", "&", "]]>"])("after the end of the stream %j is text as well", (text) => {
  expectOnStream(`</stream:stream> ${text}`, [
    "close </stream:stream>",
    'whitespace " "',
    `fatal not-well-formed, text outside the stream: ${text}`,
  ]);
});

test("an end tag after the end of the stream", () => {
  expectOnStream("</stream:stream></stream:stream>", [
    "close </stream:stream>",
    "fatal not-well-formed at 16, </stream:stream> where nothing is open: </stream:stream>",
  ]);
});

test("text between the XML declaration and the stream header", () => {
  expectEvents(`<?xml version='1.0'?>hello${HEADER}`, [
    `fatal not-well-formed, text outside the stream: <?xml version='1.0'?>hello${HEADER}`,
  ]);
});
