// How many columns a text takes in a terminal, and where it may be cut.
import { graphemesOf } from "./graphemes.ts";

/** Links (OSC 8) and colours take no room. */
const ESCAPES = /\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[[\d;]*m/g;
const PLAIN = /^[\x20-\x7e]*$/;
/** A terminal goes to the next stop: that many columns at most. */
const TAB = 8;

/** What is drawn across two columns, by newer terminals at least: East Asian writing and pictures (UAX 11, UTS 51). */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\p{Script=Nushu}\p{Script=Khitan_Small_Script}\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u33ff\u4dc0-\u4dff\ua960-\ua97c\uac00-\ud7a3\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}]$/u;
/** What is drawn upon the character before it, or not at all; the vowels and ends of a Korean syllable among it. */
const NO_ROOM = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
/** Makes a picture, which is wide, of the character before it. */
const AS_PICTURE = 0xfe0f;

/**
 * How many columns it takes. Emoji that are joined into one count one by one, because not every terminal joins them:
 * a row may be shorter than it could be, and is never longer than the terminal is wide.
 */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  const shown = text.includes("\x1b") ? text.replace(ESCAPES, "") : text;
  let columns = 0;
  for (const character of shown) columns += columnsOfCharacter(character);
  return columns;
}

function columnsOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return character === "\t" ? TAB : 1;
  if (code === AS_PICTURE) return 1;
  if (WIDE.test(character)) return 2;
  return NO_ROOM.test(character) ? 0 : 1;
}

/** Longer than any character that somebody means, with all that is joined to it and drawn upon it. */
const LONGEST_CLUSTER = 64;

/**
 * How far from `start` the text fits into so many columns: never inside a character and what belongs to it. One
 * character fits always, where there is a column at all: else nobody would come to the end of a text.
 */
export function fittingEnd(text: string, start: number, columns: number): number {
  if (columns <= 0) return start;
  const ascii = text.slice(start, start + columns + 1);
  // The character behind the last that fits may be drawn upon that.
  if (PLAIN.test(ascii)) return Math.min(text.length, start + columns);
  const piece = text.slice(start, start + columns + LONGEST_CLUSTER * 2);
  let end = start;
  let used = 0;
  for (const { segment } of graphemesOf(piece)) {
    used += columnsOf(segment);
    if (used > columns && end > start) return end;
    const isCutShort = end + segment.length === start + piece.length && start + piece.length < text.length;
    if (isCutShort && end > start) return end;
    end += segment.length;
  }
  return end;
}

/** So many UTF-16 units of a text at most, not cut inside a character and what belongs to it. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  if (PLAIN.test(text.slice(0, most + 1))) return text.slice(0, most);
  const cut = graphemesOf(text.slice(0, most + LONGEST_CLUSTER)).containing(most);
  const end = cut && cut.index > 0 ? cut.index : most;
  return text.slice(0, end);
}
