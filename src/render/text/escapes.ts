// Bytes as text that can be typed again: \0, \xHH, \n, \t and \\ stand for what they do in C, \u{…} for a character.
import { UsageError } from "../../errors.ts";
import { escapeLive } from "./sanitize.ts";

/** What is text as text, everything else as escapes. */
export function escapeBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) return hexEscapes(bytes);
  const written = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return escapeLive(written, (character) =>
    character === "\0" ? "\\0" : hexEscapes(Buffer.from(character, "utf8")),
  );
}

/** Printable ASCII stays; the rest is no UTF-8 as a whole. */
function hexEscapes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  ).join("");
}

/** @throws UsageError for an escape that is none. */
export function unescapeText(text: string): Buffer {
  const pieces = text.split(/(\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]{1,6}\}|[\s\S]?))/);
  return Buffer.concat(
    pieces.map((piece) => (piece.startsWith("\\") ? resolve(piece) : Buffer.from(piece, "utf8"))),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "\\0": "\0", "\\n": "\n", "\\t": "\t", "\\\\": "\\" };

function resolve(written: string): Buffer {
  if (written.length === 4 && written.startsWith("\\x")) return Buffer.from(written.slice(2), "hex");
  const point = Number.parseInt(/^\\u\{(.*)\}$/.exec(written)?.[1] ?? "", 16);
  if (point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff))
    return Buffer.from(String.fromCodePoint(point), "utf8");
  const known = ESCAPES[written];
  if (known !== undefined) return Buffer.from(known, "utf8");
  throw new UsageError(`Cannot read the escape ${written}: there are \\0 \\xHH \\u{…} \\n \\t \\\\`);
}
