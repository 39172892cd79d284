import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../src/stream/event.ts";
import { StreamReader } from "../../src/stream/reader.ts";
import { chunks } from "./every-split.ts";
import { bytesOf, HEADER, joined, outline } from "./reading.ts";

const PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

/** What a session reads that takes `<proceed/>` for the last word before TLS. */
function readToTls(pieces: Iterable<Uint8Array>): StreamEvent[] {
  const events: StreamEvent[] = [];
  const reader = new StreamReader(
    (event) => {
      events.push(event);
      if (event.type === "element" && event.element.name === "proceed") reader.expectTls();
    },
    { newDocuments: "when allowed" },
  );
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return events;
}

const INJECTED = "plaintext behind <proceed/>, before TLS: ";
const BEFORE = [`open ${HEADER}`, `nonza ${PROCEED}`];

describe("what comes behind <proceed/> is told as injected, wherever the bytes were cut:", () => {
  test.each<[string, string | readonly number[], string, place?: string]>([
    ["an element", "<iq/>", "<iq/>"],
    ["a blank", " ", " "],
    ["a line break", "\r\n", "\r\n"],
    ["text", "hello", "hello"],
    ["the beginning of a tag", "<", "<"],
    ["features, as after TLS", "<stream:features><mechanisms/>", "<stream:features><mechanisms/>"],
    ["a new stream", "<?xml version='1.0'?><stream:stream>", "<?xml version='1.0'?><stream:stream>"],
    ["the end of the stream", "</stream:stream>", "</stream:stream>"],
    ["what is no XML", "<a></b>&", "<a></b>&"],
    ["half a character", [0xe2, 0x82], " + e282", " at 0"],
    ["bytes that are no UTF-8", [0xff, 0xfe], " + fffe", " at 0"],
    ["text and bytes", [0x20, 0x41, 0xff], " A + ff"],
  ])("%s", (_what, injected, shown, place = "") => {
    const bytes = Buffer.concat([
      Buffer.from(HEADER + PROCEED),
      typeof injected === "string" ? Buffer.from(injected) : Uint8Array.from(injected),
    ]);
    const wanted = [...BEFORE, `fatal injected-plaintext${place}, ${INJECTED}${shown}`];
    expect(joined(readToTls([bytes])).map(outline)).toEqual(wanted);
    for (let at = 1; at < bytes.length; at += 1) {
      const events = readToTls([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(joined(events).map(outline), `cut at byte ${at}`).toEqual(wanted);
      expect(bytesOf(events), `all bytes, cut at byte ${at}`).toEqual(bytes);
    }
    expect(joined(readToTls(chunks(bytes, 1))).map(outline), "byte by byte").toEqual(wanted);
  });
});

test("nothing behind <proceed/> is nothing to tell", () => {
  expect(readToTls([Buffer.from(HEADER + PROCEED)]).map(outline)).toEqual(BEFORE);
});

test("blanks before <proceed/> are whitespace", () => {
  expect(readToTls([Buffer.from(`${HEADER} \n${PROCEED}`)]).map(outline)).toEqual([
    `open ${HEADER}`,
    'whitespace " \\n"',
    `nonza ${PROCEED}`,
  ]);
});
