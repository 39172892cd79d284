// What a server sends must not move the cursor, change the title or reorder the line: it is shown, not obeyed.

/** What a terminal obeys: C0 but tab and newline, DEL, C1; the bidirectional controls; line and paragraph separators; the byte order mark. */
export const LIVE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text with every character that a terminal would obey as a visible escape: `\x1b`, `\u202e`. */
export function sanitize(text: string): string {
  return text.replace(LIVE, escapeOf).replace(LONE_SURROGATE, escapeOf);
}

/** The same for one line: newlines and tabs too. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === "\r") return "\\r";
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}
