// A script's bytes -> its text.
import { type Position, ScriptError } from "../errors.ts";
import { Utf8Decoder } from "../stream/utf8.ts";
import { LINE_END } from "./rows.ts";

const BOM = "\ufeff";
/** A wrong byte is looked for in pieces of this size: within one the decoder goes character by character. */
const PIECE = 65_536;

/**
 * The text without the byte order mark that some editors put first.
 * @throws ScriptError at the first byte that is no UTF-8.
 */
export function decodeScript(file: string, bytes: Uint8Array): string {
  const decoder = new Utf8Decoder();
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    const { text, wrong } = decoder.decode(bytes.subarray(at, at + PIECE));
    pieces.push(text);
    if (wrong) throw notUtf8(file, withoutMark(pieces), wrong);
  }
  const text = withoutMark(pieces);
  if (decoder.begun.length > 0) throw notUtf8(file, text, decoder.begun);
  return text;
}

function withoutMark(pieces: readonly string[]): string {
  const text = pieces.join("");
  return text.startsWith(BOM) ? text.slice(BOM.length) : text;
}

function notUtf8(file: string, before: string, [byte = 0]: Uint8Array): ScriptError {
  const hex = byte.toString(16).toUpperCase().padStart(2, "0");
  return new ScriptError(
    file,
    endOf(before),
    `Cannot read the script: the byte 0x${hex} is no UTF-8 (save the file as UTF-8)`,
  );
}

function endOf(text: string): Position {
  const rows = text.split(LINE_END);
  return { line: rows.length, column: (rows.at(-1)?.length ?? 0) + 1 };
}
