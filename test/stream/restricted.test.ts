// What XML allows and RFC 6120 §11 forbids: it is told, and reading goes on.
import { test } from "vitest";
import { expectEvents, expectOnStream } from "./every-split.ts";
import { HEADER } from "./reading.ts";

const DECLARATION = "<?xml version='1.0'?>";

test("a comment between the stanzas breaks a rule and reading goes on", () => {
  expectOnStream("<presence/><!-- a > b - c --><presence/>", [
    "stanza <presence/>",
    "restricted-xml, a comment: <!-- a > b - c -->",
    "stanza <presence/>",
  ]);
});

test("a comment inside a stanza is told with the stanza, whose text has none of it", () => {
  expectOnStream("<message><body>one<!-- two -->three</body></message>", [
    "stanza <message><body>one<!-- two -->three</body></message> (restricted-xml, a comment)",
  ]);
});

test("each forbidden piece of a stanza is told", () => {
  expectOnStream("<message><!--1--><?php echo 1 ?></message><presence/>", [
    "stanza <message><!--1--><?php echo 1 ?></message> (restricted-xml, a comment) (restricted-xml, a processing instruction)",
    "stanza <presence/>",
  ]);
});

test("a comment just before an error is told by itself", () => {
  expectOnStream("<!-- c --><a:b/>", [
    "restricted-xml, a comment: <!-- c -->",
    "fatal bad-namespace-prefix at 6, the prefix a: is not declared: <a:b/>",
  ]);
});

test("two dashes in a comment end reading", () => {
  expectOnStream("<!-- a -- b -->", ["fatal not-well-formed at 10, malformed comment: <!-- a -- b -->"]);
});

test("a comment without an end is a fragment", () => {
  expectOnStream("<!-- for ever", ["fragment <!-- for ever"]);
});

test("a processing instruction between the stanzas breaks a rule and reading goes on", () => {
  expectOnStream("<?xml-stylesheet href='a.css'?><presence/>", [
    "restricted-xml, a processing instruction: <?xml-stylesheet href='a.css'?>",
    "stanza <presence/>",
  ]);
});

test("a processing instruction before the stream header is told before it", () => {
  expectEvents(`<?php ?>${HEADER}`, ["restricted-xml, a processing instruction: <?php ?>", `open ${HEADER}`]);
});

test("a document type declaration before the stream header breaks a rule and reading goes on", () => {
  expectEvents(`<!DOCTYPE stream>${HEADER}`, [
    "restricted-xml, a document type declaration: <!DOCTYPE stream>",
    `open ${HEADER}`,
  ]);
});

test("an entity that is declared is not expanded", () => {
  const declared = '<!DOCTYPE s [<!ENTITY lol "ha ]> ha"> <!-- ]> -->]>';
  expectEvents(`${declared}${HEADER}<message>&lol;</message>`, [
    `restricted-xml, a document type declaration: ${declared}`,
    `open ${HEADER}`,
    "fatal not-well-formed at 10, an entity that is not defined (only &amp; &lt; &gt; &quot; &apos; and &#…; are): <message>&lol;</message>",
  ]);
});

test("a document type declaration on the stream ends reading", () => {
  expectOnStream("<!DOCTYPE a><presence/>", [
    "fatal restricted-xml at 9, a document type declaration: <!DOCTYPE a><presence/>",
  ]);
});

test("an XML declaration belongs to the stream header behind it", () => {
  const declaration = '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\r\n';
  expectEvents(`${declaration}${HEADER}`, [`open ${declaration}${HEADER}`]);
});

test("the encoding may be written in capitals", () => {
  const declaration = "<?xml version='1.0' encoding='UTF-8'?>";
  expectEvents(`${declaration}${HEADER}`, [`open ${declaration}${HEADER}`]);
});

test("an encoding other than UTF-8 is told with the stream header", () => {
  const declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>";
  expectEvents(`${declaration}${HEADER}<presence/>`, [
    `open ${declaration}${HEADER} (unsupported-encoding, the encoding "ISO-8859-1" (XMPP is UTF-8))`,
    "stanza <presence/>",
  ]);
});

test("an XML version other than 1.0 is told with the stream header", () => {
  const declaration = "<?xml version='1.1'?>";
  expectEvents(`${declaration}${HEADER}`, [
    `open ${declaration}${HEADER} (bad-format, XML 1.1 (XMPP is XML 1.0))`,
  ]);
});

test("XML 1.1 does not make a control character legal", () => {
  expectEvents(`<?xml version='1.1'?>${HEADER}<a>&#1;</a>`, [
    `open <?xml version='1.1'?>${HEADER} (bad-format, XML 1.1 (XMPP is XML 1.0))`,
    "fatal not-well-formed at 4, a character reference to no character of XML: <a>&#1;</a>",
  ]);
});

test("a second XML declaration ends reading", () => {
  expectEvents(`${DECLARATION}${DECLARATION}${HEADER}`, [
    `fatal not-well-formed at 27, an XML declaration that is not at the start of the document: ${DECLARATION}${DECLARATION}${HEADER}`,
  ]);
});

test("an XML declaration on the stream ends reading where no new stream is due", () => {
  expectOnStream(`${DECLARATION}<presence/>`, [
    `fatal not-well-formed at 6, an XML declaration that is not at the start of the document: ${DECLARATION}<presence/>`,
  ]);
});

test("whitespace before the XML declaration ends reading", () => {
  expectEvents(`\n${DECLARATION}${HEADER}`, [
    'whitespace "\\n"',
    `fatal not-well-formed at 6, an XML declaration that is not at the start of the document: ${DECLARATION}${HEADER}`,
  ]);
});

test("a byte order mark breaks a rule and reading goes on", () => {
  expectEvents(`\ufeff${DECLARATION}${HEADER}`, [
    "unsupported-encoding, a byte order mark (RFC 6120 §11.6): \ufeff",
    `open ${DECLARATION}${HEADER}`,
  ]);
});

test("a byte order mark later is a character like any other", () => {
  expectOnStream("<message><body>\ufeff</body></message>\ufeff", [
    "stanza <message><body>\ufeff</body></message>",
    "bad-format, text between the stanzas: \ufeff",
  ]);
});
