// Reads a stream in given pieces, and writes what came of it as one line of text an event.
import type { StreamEvent } from "../../src/stream/event.ts";
import { StreamReader, type StreamReaderOptions } from "../../src/stream/reader.ts";
import { attribute } from "../../src/xml/element.ts";
import { NS } from "../../src/xmpp/namespaces.ts";

export const HEADER =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
export const SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

export type ReadingOptions = Partial<StreamReaderOptions>;

/** Reads the pieces to their end; a new document may begin where the session allows one (RFC 6120 §4.3.3). */
export function readPieces(pieces: Iterable<Uint8Array>, options: ReadingOptions = {}): StreamEvent[] {
  const events: StreamEvent[] = [];
  const reader = new StreamReader(
    (event) => {
      events.push(event);
      if (isRestartDue(event)) reader.allowNewDocument();
    },
    { newDocuments: "when allowed", ...options },
  );
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return events;
}

function isRestartDue(event: StreamEvent): boolean {
  if (event.type !== "element") return false;
  const { element } = event;
  const namespace = attribute(element, "xmlns");
  return (
    (element.name === "success" && namespace === NS.sasl) ||
    (element.name === "proceed" && namespace === NS.tls)
  );
}

/** All bytes that the events hold, in order. */
export function bytesOf(events: readonly StreamEvent[]): Buffer {
  return Buffer.concat(
    events.flatMap((event) => [
      Buffer.from(event.raw),
      "bytes" in event && event.bytes ? event.bytes : Buffer.alloc(0),
    ]),
  );
}

/**
 * The events with the runs joined that the reader may report in several pieces, as the chunks come: whitespace, text
 * between the stanzas, and what follows a fatal violation.
 */
export function joined(events: readonly StreamEvent[]): StreamEvent[] {
  const result: StreamEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    const whole = last && join(last, event);
    if (whole) result[result.length - 1] = whole;
    else result.push(event);
  }
  return result;
}

function join(first: StreamEvent, second: StreamEvent): StreamEvent | undefined {
  const raw = first.raw + second.raw;
  if (first.type === "whitespace") return second.type === "whitespace" ? { ...first, raw } : undefined;
  if (first.type === "violation" && !first.fatal)
    return isSameText(first, second) ? { ...first, raw } : undefined;
  if (second.type !== "fragment" || (first.type !== "violation" && first.type !== "fragment"))
    return undefined;
  // From the first wrong byte on, what was decoded and what was not depends on the chunks.
  if (!first.bytes) return { ...first, raw, ...(second.bytes ? { bytes: second.bytes } : {}) };
  return { ...first, bytes: Buffer.concat([first.bytes, bytesOf([second])]) };
}

function isSameText(first: StreamEvent, second: StreamEvent): boolean {
  const isText = (event: StreamEvent) => event.type === "violation" && event.rule === "bad-format";
  return isText(first) && isText(second);
}

/** One line of text: what it is, what is wrong with it, and its raw text. */
export function outline(event: StreamEvent): string {
  switch (event.type) {
    case "open":
      return `open ${event.raw}${breaches(event)}`;
    case "element":
      return `${event.kind} ${event.raw}${breaches(event)}`;
    case "violation": {
      const place = event.offset === undefined ? "" : ` at ${event.offset}`;
      return `${event.fatal ? "fatal " : ""}${event.rule}${place}, ${event.detail}: ${event.raw}${hexadecimal(event)}`;
    }
    case "fragment":
      return `fragment ${event.raw}${hexadecimal(event)}`;
    case "whitespace":
      return `whitespace ${JSON.stringify(event.raw)}`;
    case "close":
      return `close ${event.raw}`;
  }
}

function breaches({ breaches }: Extract<StreamEvent, { breaches: unknown }>): string {
  return breaches.map(({ rule, detail }) => ` (${rule}, ${detail})`).join("");
}

function hexadecimal({ bytes }: Extract<StreamEvent, { bytes?: unknown }>): string {
  return bytes ? ` + ${Buffer.from(bytes).toString("hex")}` : "";
}
