// What stands between the stanzas: keepalives are whitespace, and text breaks a rule without ending the stream.
import { expect, test } from "vitest";
import { expectEvents, expectOnStream } from "./every-split.ts";
import { HEADER, outline, readPieces } from "./reading.ts";

test("whitespace between the stanzas is whitespace, whatever it is made of", () => {
  expectOnStream(" <presence/>\r\n\t<presence/>\r\r\n", [
    'whitespace " "',
    "stanza <presence/>",
    'whitespace "\\r\\n\\t"',
    "stanza <presence/>",
    'whitespace "\\r\\r\\n"',
  ]);
});

test("keepalives of separate writes are separate events", () => {
  const events = readPieces([HEADER, " ", "\n", " "].map((piece) => Buffer.from(piece)));
  expect(events.map(outline)).toEqual([
    `open ${HEADER}`,
    'whitespace " "',
    'whitespace "\\n"',
    'whitespace " "',
  ]);
});

test("text between the stanzas breaks a rule and reading goes on", () => {
  expectOnStream("hello > world<presence/>", [
    "bad-format, text between the stanzas: hello > world",
    "stanza <presence/>",
  ]);
});

test("whitespace before such text is whitespace, and behind it belongs to it", () => {
  expectOnStream("\n hello \n<presence/>\n", [
    'whitespace "\\n "',
    "bad-format, text between the stanzas: hello \n",
    "stanza <presence/>",
    'whitespace "\\n"',
  ]);
});

test("such text is told at once, not with the next stanza", () => {
  const events = readPieces([Buffer.from(`${HEADER}hel`), Buffer.from("lo")]);
  expect(events.map(outline)).toEqual([
    `open ${HEADER}`,
    "bad-format, text between the stanzas: hel",
    "bad-format, text between the stanzas: lo",
  ]);
});

test("such text may hold references and CDATA", () => {
  expectOnStream("a&amp;b<![CDATA[<c>]]>d<presence/>", [
    "bad-format, text between the stanzas: a&amp;b<![CDATA[<c>]]>d",
    "stanza <presence/>",
  ]);
});

test("an error in such text comes after the text before it", () => {
  expectOnStream("<presence/> hello & <presence/>", [
    "stanza <presence/>",
    'whitespace " "',
    "bad-format, text between the stanzas: hello ",
    "fatal not-well-formed at 1, an & that begins no reference (write &amp;): & <presence/>",
  ]);
});

test("a control character in such text comes after the text before it", () => {
  expectOnStream("<presence/>hello\u0001", [
    "stanza <presence/>",
    "bad-format, text between the stanzas: hello",
    "fatal not-well-formed at 1, a control character that XML does not allow: \u0001",
  ]);
});

test("]]> in such text ends reading at its last character", () => {
  expectOnStream("x]]>y", [
    "bad-format, text between the stanzas: x]]",
    "fatal not-well-formed at 1, ]]> in text (write ]]&gt;): >y",
  ]);
});

test("whitespace before the stream header and after its end is whitespace", () => {
  expectEvents(` \n${HEADER}</stream:stream>\n `, [
    'whitespace " \\n"',
    `open ${HEADER}`,
    "close </stream:stream>",
    'whitespace "\\n "',
  ]);
});

test("whitespace between a comment and the stream header is whitespace", () => {
  expectEvents(`<!-- c -->\n${HEADER}`, [
    "restricted-xml, a comment: <!-- c -->",
    'whitespace "\\n"',
    `open ${HEADER}`,
  ]);
});

test("a stanza that has not ended is a fragment", () => {
  expectOnStream("<presence/><message><body>hel", ["stanza <presence/>", "fragment <message><body>hel"]);
});
