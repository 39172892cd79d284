// Bytes as rows: where they are, hexadecimal digits, and what of them is ASCII.

import type { RenderOptions } from "../options.ts";
import { cutNote, grouped, mostRows } from "./fold.ts";

export interface Bytes {
  /** The text of which the bytes are UTF-8. */
  readonly raw: string;
  /** What came behind it and is none. */
  readonly bytes?: Uint8Array | undefined;
  /** The number of the entry. */
  readonly n: number;
  /** Whether a mask stands in the text for what was taken out. */
  readonly isRedacted?: boolean;
}

const PER_ROW = [16, 8, 4];
const LEAST_DIGITS = 4;

/** The rows, made when they are taken: of megabytes there are very many. So many bytes stand in each as the width allows. */
export function* hexRows(
  { raw, bytes = new Uint8Array(), n, isRedacted }: Bytes,
  options: RenderOptions,
): Generator<string> {
  const { theme, width } = options;
  const all = Buffer.concat([Buffer.from(raw, "utf8"), bytes]);
  const digits = Math.max(LEAST_DIGITS, all.length.toString(16).length);
  const perRow = PER_ROW.find((count) => columns(count, digits) <= width) ?? (width === 0 ? 16 : 4);
  const end = Math.min(all.length, mostBytes(options), mostRows(options) * perRow);
  for (let at = 0; at < end; at += perRow) {
    const part = all.subarray(at, Math.min(end, at + perRow));
    const offset = at.toString(16).padStart(digits, "0");
    yield `${theme.number(offset)}  ${digitsOf(part).padEnd(perRow * 3 - 1)}  ${theme.value(asciiOf(part))}`;
  }
  if (end < all.length) yield theme.note(cutNote(raw, n));
  if (bytes.length > 0) yield theme.markup(`(the last ${grouped(bytes.length)} are no UTF-8)`);
  // The bytes of the mask were never on the wire.
  if (isRedacted) yield theme.note('(with "[redacted]" in place of what was taken out)');
}

/** Here it is not a text that is folded but the whole: its bytes are all alike to whoever reads them. */
function mostBytes({ extent, fold = 0 }: RenderOptions): number {
  return extent === "bounded" && fold > 0 ? fold : Number.POSITIVE_INFINITY;
}

function columns(perRow: number, digits: number): number {
  return digits + 2 + perRow * 3 - 1 + 2 + perRow;
}

function digitsOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/../g, "$& ").trimEnd();
}

function asciiOf(bytes: Buffer): string {
  return Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(
    "",
  );
}
