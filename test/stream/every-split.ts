// The same stream, cut into chunks in every way that matters.
import { expect } from "vitest";
import type { StreamEvent } from "../../src/stream/event.ts";
import type { Element } from "../../src/xml/element.ts";
import { bytesOf, HEADER, joined, outline, type ReadingOptions, readPieces } from "./reading.ts";

/**
 * Reads the input whole and holds it against the lines wanted; then cut in two at every byte, and in chunks of every
 * size from 1 to 7, which must come to the same. No byte may be lost on the way.
 */
export function expectEvents(
  input: string | Uint8Array,
  wanted: readonly string[],
  options?: ReadingOptions,
): void {
  const bytes = Buffer.from(input);
  const whole = joined(readPieces([bytes], options));
  expect(whole.map(outline)).toEqual(wanted);
  expectSameAtEverySplit(bytes, options);
}

/** The same for what comes after a stream header. */
export function expectOnStream(
  input: string | Uint8Array,
  wanted: readonly string[],
  options?: ReadingOptions,
): void {
  expectEvents(
    Buffer.concat([Buffer.from(HEADER), Buffer.from(input)]),
    [`open ${HEADER}`, ...wanted],
    options,
  );
}

export function expectSameAtEverySplit(bytes: Buffer, options?: ReadingOptions): void {
  const whole = fingerprint(bytes, [bytes], options);
  for (let at = 1; at < bytes.length; at += 1) {
    const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(fingerprint(bytes, pieces, options), `cut at byte ${at}`).toBe(whole);
  }
  for (let size = 1; size <= 7; size += 1) {
    expect(fingerprint(bytes, chunks(bytes, size), options), `in chunks of ${size}`).toBe(whole);
  }
}

export function chunks(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

/** All that the events say, trees included, as one text; the bytes must be those of the input. */
export function fingerprint(bytes: Buffer, pieces: Iterable<Buffer>, options?: ReadingOptions): string {
  const events = readPieces(pieces, options);
  if (!bytesOf(events).equals(bytes)) {
    expect(bytesOf(events).toString("latin1"), "all bytes that came").toBe(bytes.toString("latin1"));
  }
  return joined(events).map(said).join("\n");
}

function said(event: StreamEvent): string {
  const line = outline(event);
  if (event.type === "element") return `${line} ${JSON.stringify(tree(event.element))}`;
  return event.type === "open" ? `${line} ${JSON.stringify(event.header)}` : line;
}

function tree({ name, attrs, children }: Element): unknown {
  return [
    name,
    Object.entries(attrs),
    children.map((child) => (typeof child === "string" ? child : tree(child))),
  ];
}
