// What a server sends must not move the cursor, change the title, reorder the line or hide in it: it is shown, not obeyed.
import { joining, mayJoin } from "./joining.ts";

/**
 * What a terminal obeys: C0 but tab and newline, DEL, C1; the bidirectional controls; line and paragraph separators. And
 * what nobody would see (UAX 44), a zero-width space or a soft hyphen: with it two JIDs would look the same.
 */
const LIVE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Most text is, and is not looked at any further. */
const PLAIN = /^[\n\t\x20-\x7e]*$/;

/** The text with each such character as a visible escape: `\x1b`, `\u202e`, `\u{e0041}`. */
export function sanitize(text: string): string {
  return escapeLive(text, escapeOf).replace(LONE_SURROGATE, escapeOf);
}

let unlessJoining: RegExp | undefined;

/** The text with an escape in place of each such character, but of those that join what is beside them. */
export function escapeLive(text: string, escaped: (character: string) => string): string {
  if (PLAIN.test(text)) return text;
  if (!mayJoin(text)) return text.replace(LIVE, escaped);
  unlessJoining ??= new RegExp(`(?!${joining()})${LIVE.source}`, "gu");
  return text.replace(unlessJoining, escaped);
}

/** The same for one line: newlines and tabs too. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/** The same for a text in one row, to be told from every other: a backslash that is its own is doubled. */
export function sanitizeRow(text: string): string {
  return sanitizeLine(text.replaceAll("\\", "\\\\"));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\r") return "\\r";
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
