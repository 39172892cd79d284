// What a message says of names: which are known, and which was probably meant.
import type { Position } from "../../errors.ts";
import { nearest } from "../../shell/language/suggest.ts";

/** Takes in what is wrong with the script at a place. */
export type Report = (at: Position, reason: string) => void;

/** What is longer is no line of a play: it may be a whole file in one row. */
const LONGEST_QUOTED = 80;
const MOST_NAMES = 20;

/** A line or a name as a message has it. */
export function quoted(text: string): string {
  return `"${text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text}"`;
}

/** `known: Romeo, Juliet; did you mean "Romeo"?` */
export function known(word: string, names: readonly string[]): string {
  if (names.length > MOST_NAMES) return `known: ${names.slice(0, MOST_NAMES).join(", ")}, …`;
  const meant =
    word.length > LONGEST_QUOTED
      ? undefined
      : nearest(
          word,
          names.map((name) => name.toLowerCase()),
        );
  const name = names.find((one) => one.toLowerCase() === meant);
  return `known: ${names.join(", ")}${name === undefined ? "" : `; did you mean "${name}"?`}`;
}
