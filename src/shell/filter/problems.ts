// What is wrong with a filter, where, and what can stand there.
import { UsageError } from "../../errors.ts";
import { nearest } from "../language/suggest.ts";
import { isValued, JOINERS, KINDS, VALUED } from "./expression.ts";
import type { Token } from "./tokens.ts";

/** What other tools call it. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["received", "in"],
  ["incoming", "in"],
  ["sent", "out"],
  ["outgoing", "out"],
  ["messages", "message"],
  ["iqs", "iq"],
  ["stanzas", "stanza"],
  ["errors", "error"],
  ["failure", "error"],
  ["features", "stream"],
  ["header", "stream"],
  ["xmlns", "ns"],
  ["namespace", "ns"],
  ["element", "path"],
  ["xpath", "path"],
  ["contains", "text"],
  ["body", "text"],
  ["keepalive", "whitespace"],
  ["&&", "and"],
  ["||", "or"],
  ["!", "not"],
]);

export function unknownWord(token: Token, names: readonly string[]): UsageError {
  const words = [...Object.keys(KINDS), ...Object.keys(VALUED), ...JOINERS];
  const negated = /^!(.+)$/.exec(token.text)?.[1];
  if (!token.isQuoted && negated !== undefined)
    return problem(
      `"${token.text}"${placeOf(token)} is no word of a filter`,
      `did you mean "not ${negated}"?`,
    );
  const [word = ""] = token.text.split(/[=:]/);
  const near = token.isQuoted ? undefined : nearest(word, [...words, ...names]);
  const meant = SYNONYMS.get(word.toLowerCase()) ?? near;
  const remedy =
    meant === undefined
      ? 'see "help filter" for all of them'
      : `did you mean "${meant}${isValued(meant) ? ` ${VALUED[meant]}` : ""}"?`;
  return problem(`"${token.text}"${placeOf(token)} is no word of a filter`, remedy);
}

/** A path is no XPath: it begins at the first level without a "/", and "**" is what "//" is there. */
export function emptyStep(token: Token): UsageError {
  const whole = token.text.replace(/^\/(?!\/)|\/+$/g, "");
  const meant = whole.replace(/\/{2,}/g, "/**/").replace(/^\//, "");
  return problem(
    `the path "${token.text}"${placeOf(token)} has a "/" without a step on both sides`,
    meant === "" ? "write it as in path message/body" : `did you mean "path ${meant}"?`,
  );
}

export function strayWord(token: Token): UsageError {
  return problem(
    `"${token.text}"${placeOf(token)} belongs to no word before it`,
    "a text of several words stands in quotes",
  );
}

export function placeOf({ place }: Token): string {
  return ` (word ${place})`;
}

export function problem(what: string, remedy?: string): UsageError {
  return new UsageError(`Cannot filter: ${what}${remedy === undefined ? "" : ` (${remedy})`}`);
}
