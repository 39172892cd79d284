// What a message says of names: which are known, and which was probably meant.
import type { Position } from "../../errors.ts";
import { nearest } from "../../shell/suggest.ts";

/** Takes in what is wrong with the script at a place. */
export type Report = (at: Position, reason: string) => void;

/** `known: Romeo, Juliet; did you mean "Romeo"?` */
export function known(word: string, names: readonly string[]): string {
  const meant = nearest(
    word,
    names.map((name) => name.toLowerCase()),
  );
  const name = names.find((one) => one.toLowerCase() === meant);
  return `known: ${names.join(", ")}${name === undefined ? "" : `; did you mean "${name}"?`}`;
}
