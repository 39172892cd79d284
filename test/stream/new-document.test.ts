// Restarts: RFC 6120 §4.3.3 has both sides begin a new document on the same connection.
import { expect, test } from "vitest";
import { StreamReader } from "../../src/stream/reader.ts";
import { expectEvents, expectOnStream } from "./every-split.ts";
import { HEADER, outline, readPieces, SUCCESS } from "./reading.ts";

const DECLARATION = "<?xml version='1.0'?>";

test("after <success/> a new stream begins, with its declaration", () => {
  expectOnStream(`${SUCCESS}${DECLARATION}${HEADER}<presence/></stream:stream>`, [
    `nonza ${SUCCESS}`,
    `open ${DECLARATION}${HEADER}`,
    "stanza <presence/>",
    "close </stream:stream>",
  ]);
});

test("whitespace may stand before it", () => {
  expectOnStream(`${SUCCESS}\n${HEADER}`, [`nonza ${SUCCESS}`, 'whitespace "\\n"', `open ${HEADER}`]);
});

test("the new stream's namespaces are its own", () => {
  const header = "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client'>";
  expectOnStream(`${SUCCESS}${header}<stream:features/>`, [
    `nonza ${SUCCESS}`,
    `open ${header}`,
    "fatal bad-namespace-prefix at 18, the prefix stream: is not declared: <stream:features/>",
  ]);
});

test("when the restart was forgotten the old stream goes on until the server begins the new one", () => {
  const error =
    "<stream:error><invalid-namespace xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
  expectOnStream(
    `${SUCCESS}<iq type='result'/> <stream:features/>${DECLARATION}${HEADER}${error}</stream:stream>`,
    [
      `nonza ${SUCCESS}`,
      "stanza <iq type='result'/>",
      'whitespace " "',
      "features <stream:features/>",
      `open ${DECLARATION}${HEADER}`,
      `stream-error ${error}`,
      "close </stream:stream>",
    ],
  );
});

test("one permission is for one new stream", () => {
  expectOnStream(`${SUCCESS}${HEADER}${DECLARATION}`, [
    `nonza ${SUCCESS}`,
    `open ${HEADER}`,
    `fatal not-well-formed at 6, an XML declaration that is not at the start of the document: ${DECLARATION}`,
  ]);
});

test("a stream header that nobody is due is an element of the stream", () => {
  expectOnStream(`<presence/>${HEADER}<iq/></stream:stream>`, [
    "stanza <presence/>",
    `nonza ${HEADER}<iq/></stream:stream>`,
  ]);
});

test("elements that only begin like a stream header are none", () => {
  const xml = "<streams/><stream:features/><xstream/><stream-of xmlns='u'/><stream.of/>";
  expectOnStream(SUCCESS + xml, [
    `nonza ${SUCCESS}`,
    "nonza <streams/>",
    "features <stream:features/>",
    "nonza <xstream/>",
    "nonza <stream-of xmlns='u'/>",
    "nonza <stream.of/>",
  ]);
});

test("a stream inside a stanza is part of it", () => {
  const xml = `<message>${HEADER}</stream:stream></message>`;
  expectOnStream(SUCCESS + xml, [`nonza ${SUCCESS}`, `stanza ${xml}`]);
});

test("what a client sends may begin a new stream at any time", () => {
  const { newDocuments } = { newDocuments: "always" } as const;
  expectOnStream(
    `<presence/>${DECLARATION}${HEADER}<presence/>${HEADER}`,
    ["stanza <presence/>", `open ${DECLARATION}${HEADER}`, "stanza <presence/>", `open ${HEADER}`],
    { newDocuments },
  );
});

test("what a client sends may begin a new stream after the end of the last", () => {
  expectOnStream(`</stream:stream>${HEADER}`, ["close </stream:stream>", `open ${HEADER}`], {
    newDocuments: "always",
  });
});

test("a client may send elements without any stream", () => {
  const iq = "<iq xmlns='jabber:client'/>";
  const stray = `stanza ${iq} (bad-format, an element before any stream header)`;
  expectEvents(iq + iq + HEADER + iq, [stray, stray, `open ${HEADER}`, `stanza ${iq}`], {
    newDocuments: "always",
  });
});

test("after an error a new stream is read again where one is allowed", () => {
  const pieces = [HEADER, SUCCESS, "<a></b>", "<presence/>", `${HEADER}<presence/>`].map((piece) =>
    Buffer.from(piece),
  );
  expect(readPieces(pieces).map(outline)).toEqual([
    `open ${HEADER}`,
    `nonza ${SUCCESS}`,
    "fatal not-well-formed at 7, </b> where </a> is due: <a></b>",
    "fragment <presence/>",
    `open ${HEADER}`,
    "stanza <presence/>",
  ]);
});

test("after an error all is fragments where no new stream is allowed", () => {
  const pieces = [HEADER, "<a></b>", "<presence/>", HEADER].map((piece) => Buffer.from(piece));
  expect(readPieces(pieces).map(outline)).toEqual([
    `open ${HEADER}`,
    "fatal not-well-formed at 7, </b> where </a> is due: <a></b>",
    "fragment <presence/>",
    `fragment ${HEADER}`,
  ]);
});

test("what has not become an event can be seen", () => {
  const reader = new StreamReader(() => {}, { newDocuments: "when allowed" });
  reader.write(Buffer.from(HEADER));
  reader.allowNewDocument();
  expect(reader.pending).toBe("");
  reader.write(Buffer.from("<str"));
  expect(reader.pending).toBe("<str");
  reader.write(Buffer.from([0x65, 0x61, 0x6d, 0x73, 0x20, 0x61, 0x3d, 0x22, 0xc3]));
  expect(reader.pending).toBe('<streams a="');
  expect([...reader.pendingBytes]).toEqual([0xc3]);
  reader.write(Buffer.from([0xa9, 0x22, 0x3e, 0x3c, 0x62, 0x3e]));
  expect(reader.openElements).toEqual(["streams", "b"]);
});
