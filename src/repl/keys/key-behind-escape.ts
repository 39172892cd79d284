// Escape and a key right behind it are one to readline: a terminal sends the same for Alt with that key.
import type { Key } from "../readline.ts";

/** With Alt these move by words, or bring back what was taken away. */
const WORD_KEYS = ["b", "d", "f", "y"];

export interface PressedKey {
  readonly text: string;
  readonly key: Key;
}

/** The key that was pressed behind Escape: a character or one with Ctrl. Undefined where Alt with it means something. */
export function keyBehindEscape({ sequence = "", name = "" }: Key): PressedKey | undefined {
  if (WORD_KEYS.includes(name)) return undefined;
  const behind = /^\x1b([\x01-\x07\x0b\x0c\x0e-\x1a]|\P{Cc})$/u.exec(sequence)?.[1];
  if (behind === undefined) return undefined;
  const letter = String.fromCharCode(behind.charCodeAt(0) + 0x60);
  return { text: behind, key: { sequence: behind, ...(behind < " " ? { name: letter, ctrl: true } : {}) } };
}
