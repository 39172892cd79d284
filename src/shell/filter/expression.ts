// A filter as it was read.
import type { ClientId } from "../../transcript/entry.ts";
import type { NumberRange } from "../entry-numbers.ts";
import type { Search } from "./search.ts";

/** Words that say what an entry is. */
export const KINDS = {
  in: "what was received",
  out: "what was sent",
  message: "messages",
  presence: "presence",
  iq: "iqs",
  stanza: "these three",
  nonza: "other first-level elements",
  stream: "stream headers, features, stream errors, and the ends of streams",
  error: "stanza errors, failures, stream errors, and XML that breaks a rule",
  whitespace: "keepalives",
} as const;

/** Words with a value behind them. */
export const VALUED = {
  from: "JID",
  to: "JID",
  id: "ID",
  type: "TYPE",
  ns: "NAMESPACE",
  path: "ELEMENT/ELEMENT",
  text: "TEXT",
  client: "NAME",
} as const;

export const JOINERS = ["and", "or", "not"] as const;

export type Kind = keyof typeof KINDS;

export type Expression =
  | { readonly is: "all" | "any"; readonly of: readonly Expression[] }
  | { readonly is: "not"; readonly of: Expression }
  /** What the filter of that name lets through at the moment. */
  | { readonly is: "named"; readonly name: string }
  | { readonly is: "kind"; readonly kind: Kind }
  | { readonly is: "numbered"; readonly ranges: readonly NumberRange[] }
  | { readonly is: "text"; readonly search: Search }
  /** The client that had the name when the filter was read; without an id there was none. */
  | { readonly is: "client"; readonly value: string; readonly id?: ClientId | undefined }
  | { readonly is: Exclude<keyof typeof VALUED, "text" | "client">; readonly value: string };

/** The names of other filters in it. */
export function namesIn(expression: Expression): readonly string[] {
  if (expression.is === "named") return [expression.name];
  if (expression.is === "not") return namesIn(expression.of);
  return expression.is === "all" || expression.is === "any" ? expression.of.flatMap(namesIn) : [];
}

export function isKind(word: string): word is Kind {
  return Object.hasOwn(KINDS, word);
}

export function isValued(word: string): word is keyof typeof VALUED {
  return Object.hasOwn(VALUED, word);
}

export function isJoiner(word: string): boolean {
  return JOINERS.some((joiner) => joiner === word);
}

/** Whether every filter knows the word. */
export function isFilterWord(word: string): boolean {
  return isKind(word) || isValued(word) || isJoiner(word);
}
