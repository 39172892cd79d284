// A value as it is written on the line. It may come from a server: nothing in it may be obeyed by the terminal, end the
// word, or stand for a variable.
import { escapeLive, sanitize } from "../../render/text/sanitize.ts";
import { escapeVariables } from "../../shell/language/expansion.ts";
import { quoteWord } from "../../shell/language/words.ts";
import { escapeXML } from "../../xml/element.ts";
import type { Candidate, Value } from "./completions.ts";
import type { Quote } from "./piece.ts";

const PLAIN = /^[^\s"'<#@-][^\s"']*$/;

/** The value as a word, quoted where it must be, or where its quote is there already. */
export function asWord({ value, summary, goesOn, isVerbatim }: Value, quote: Quote): Candidate {
  const text = isVerbatim ? value : wordFor(value, quote);
  const shown = text === value ? undefined : value;
  // The quote of a folder's name stays open: more of it is to come.
  if (goesOn) return { text: text === value ? text : text.slice(0, -1), shown, summary };
  return { text, shown, summary, isWhole: true };
}

function wordFor(value: string, quote: Quote): string {
  const isPlain = !hasLive(value);
  if (isPlain && quote === "'" && !value.includes("'")) return `'${value}'`;
  const escaped = escapeVariables(value);
  return quote === "" && isPlain && PLAIN.test(escaped) ? escaped : withoutLive(quoteWord(escaped));
}

/** Whether it can stand as it is, in any quotes or without. */
export function isPlainWord(value: string): boolean {
  return !hasLive(value) && PLAIN.test(value) && !/\\|\$\{/.test(value);
}

function hasLive(value: string): boolean {
  return sanitize(value) !== value;
}

function withoutLive(word: string): string {
  return escapeLive(word, (character) => `\\u{${codeOf(character)}}`).replace(/\p{Surrogate}/gu, "\\u{fffd}");
}

/** The text of an attribute's value, or of an element; undefined where XML cannot say it (XML 1.0 §2.2). */
export function inXml(value: string): string | undefined {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(value)) return undefined;
  const escaped = escapeXML(value).replace(/[\t\n\r]/g, (character) => `&#x${codeOf(character)};`);
  return escapeLive(escaped, (character) => `&#x${codeOf(character)};`);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
