// Bytes as rows: where they are, hexadecimal digits, and what of them is ASCII.
import { cutNote, grouped, mostRows } from "./fold.ts";
import type { RenderOptions } from "./options.ts";

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

/** The rows; so many bytes stand in each as the width allows. */
export function hexRows({ raw, bytes = new Uint8Array(), n, isRedacted }: Bytes, options: RenderOptions) {
  const { theme, width } = options;
  const all = Buffer.concat([Buffer.from(raw, "utf8"), bytes]);
  const digits = Math.max(LEAST_DIGITS, all.length.toString(16).length);
  const perRow = PER_ROW.find((count) => columns(count, digits) <= width) ?? (width === 0 ? 16 : 4);
  const count = Math.min(Math.ceil(all.length / perRow), mostRows(options));
  const rows = Array.from({ length: count }, (_, index) => {
    const at = index * perRow;
    const part = all.subarray(at, at + perRow);
    const offset = at.toString(16).padStart(digits, "0");
    return `${theme.number(offset)}  ${digitsOf(part).padEnd(perRow * 3 - 1)}  ${theme.value(asciiOf(part))}`;
  });
  return [
    ...rows,
    ...(count * perRow < all.length ? [theme.note(cutNote(raw.length, n))] : []),
    ...(bytes.length > 0 ? [theme.markup(`(the last ${grouped(bytes.length)} are no UTF-8)`)] : []),
    // The bytes of the mask were never on the wire.
    ...(isRedacted ? [theme.note('(with "[redacted]" in place of what was taken out)')] : []),
  ];
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
