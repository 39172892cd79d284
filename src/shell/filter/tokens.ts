// A filter's text -> its words and parentheses.
import { splitWords } from "../language/words.ts";

export interface Token {
  readonly text: string;
  /** It stands for itself: it joins nothing and encloses nothing. */
  readonly isQuoted: boolean;
  /** Which word of the filter it is, or is in, from 1. */
  readonly place: number;
}

/** @throws UsageError for a quote that is not closed. */
export function tokensOf(text: string): readonly Token[] {
  return splitWords(text).flatMap((word, index): readonly Token[] => {
    const place = index + 1;
    if (word.kind !== "plain") return [{ text: word.text, isQuoted: true, place }];
    return partsOf(word.text).map((part) => ({ text: part, isQuoted: false, place }));
  });
}

/** Parentheses stand by themselves or at a word; those that belong to it, as in `room/nick(1)`, stay. */
function partsOf(word: string): readonly string[] {
  const [, opening = "", rest = ""] = /^(\(*)([\s\S]*)$/.exec(word) ?? [];
  let end = rest.length;
  while (rest[end - 1] === ")" && count(rest.slice(0, end), ")") > count(rest.slice(0, end), "(")) end -= 1;
  const inner = rest.slice(0, end);
  return [...opening, ...(inner === "" ? [] : [inner]), ...rest.slice(end)];
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
