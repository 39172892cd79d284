// Whether what was received is what a pattern expects.
import { type Accepted, firstAssignment } from "./assignment.ts";
import type { Element } from "./element.ts";
import { fitsAttribute, fitsText, trimBlanks } from "./expected.ts";
import { attributesOf, childElements, findAttribute, localNameOf, namespaceOf } from "./names.ts";
import type { Pattern, PatternAttribute } from "./pattern.ts";

/** What `{capture:name}` stood for, by name. */
export type Captures = ReadonlyMap<string, string>;

export interface Assignment {
  /** For each pattern the index of its element. */
  readonly chosen: readonly number[];
  readonly captures: Captures;
}

const NONE: Captures = new Map();

/** What was captured where the element matches, else undefined. A name that is captured twice has its last value. */
export function match(pattern: Pattern, element: Element): Captures | undefined {
  if (!hasName(pattern, element)) return undefined;
  if (pattern.isStrict && extraAttributes(pattern, element).length > 0) return undefined;
  if (!pattern.attributes.every((expected) => hasAttribute(element, expected))) return undefined;
  if (pattern.text && !fitsText(pattern.text, textOf(element))) return undefined;
  const inside = matchChildren(pattern, element);
  return inside && joined([ownCaptures(pattern, element), inside]);
}

/**
 * Gives each pattern a different element, in any order, or returns undefined. The earlier a pattern, the earlier the
 * element that it gets.
 */
export function assign(patterns: readonly Pattern[], elements: readonly Element[]): Assignment | undefined {
  if (patterns.length > elements.length) return undefined;
  const found: Matches[] = [];
  const matchesOf = matcherFor(patterns, elements);
  for (const pattern of patterns) {
    const matches = matchesOf(pattern);
    if (matches.accepted.length === 0) return undefined;
    found.push(matches);
  }
  const chosen = firstAssignment(found.map(({ accepted }) => accepted));
  if (!chosen) return undefined;
  return {
    chosen,
    captures: joined(found.map(({ captures }, at) => captures.get(chosen[at] ?? -1) ?? NONE)),
  };
}

/** Which elements each pattern matches: the first ones, as many as an assignment can need. */
export function acceptedBy(patterns: readonly Pattern[], elements: readonly Element[]): Accepted {
  const matchesOf = matcherFor(patterns, elements);
  return patterns.map((pattern) => matchesOf(pattern).accepted);
}

interface Matches {
  /** Which elements, ascending. */
  readonly accepted: readonly number[];
  readonly captures: ReadonlyMap<number, Captures>;
}

/** Patterns that are written alike match the same: thousands of them are compared, and remembered, once. */
function matcherFor(
  patterns: readonly Pattern[],
  elements: readonly Element[],
): (pattern: Pattern) => Matches {
  const known = new Map<string, Matches>();
  return (pattern) => {
    const written = JSON.stringify(pattern);
    const before = known.get(written);
    if (before) return before;
    const captures = firstMatches(pattern, elements, patterns.length);
    const matches = { accepted: [...captures.keys()], captures };
    known.set(written, matches);
    return matches;
  };
}

export function hasName(pattern: Pattern, element: Element): boolean {
  return pattern.local === localNameOf(element) && pattern.namespace === namespaceOf(element);
}

export function hasAttribute(element: Element, expected: PatternAttribute): boolean {
  const found = findAttribute(element, expected);
  return found !== undefined && fitsAttribute(expected.expected, found.value);
}

/** The names, as received, of the attributes that the pattern does not ask for. */
export function extraAttributes(pattern: Pattern, element: Element): readonly string[] {
  const isAskedFor = (local: string, namespace: string) =>
    pattern.attributes.some((asked) => asked.local === local && asked.namespace === namespace);
  return attributesOf(element)
    .filter(({ local, namespace }) => !isAskedFor(local, namespace))
    .map(({ name }) => name);
}

/** The text of the element itself, joined and trimmed. */
export function textOf(element: Element): string {
  return trimBlanks(element.getText());
}

function matchChildren({ children, isStrict }: Pattern, element: Element): Captures | undefined {
  if (children.length === 0 && !isStrict) return NONE;
  const received = childElements(element);
  const isThere = (absent: Pattern) => received.some((child) => match(absent, child) !== undefined);
  if (children.some((child) => child.isAbsent && isThere(child))) return undefined;
  const wanted = children.filter(({ isAbsent }) => !isAbsent);
  return isStrict ? matchInOrder(wanted, received) : assign(wanted, received)?.captures;
}

function matchInOrder(wanted: readonly Pattern[], received: readonly Element[]): Captures | undefined {
  if (wanted.length !== received.length) return undefined;
  const found: Captures[] = [];
  for (const [at, pattern] of wanted.entries()) {
    const child = received[at];
    const captures = child && match(pattern, child);
    if (!captures) return undefined;
    found.push(captures);
  }
  return joined(found);
}

/** With as many as there are patterns, each has one that the others leave to it: later ones are never needed. */
function firstMatches(
  pattern: Pattern,
  elements: readonly Element[],
  count: number,
): ReadonlyMap<number, Captures> {
  const matches = new Map<number, Captures>();
  for (const [at, element] of elements.entries()) {
    if (matches.size === count) break;
    const captures = match(pattern, element);
    if (captures) matches.set(at, captures);
  }
  return matches;
}

function ownCaptures({ attributes, text }: Pattern, element: Element): Captures {
  const captures = new Map<string, string>();
  for (const asked of attributes) {
    if (asked.expected.kind !== "capture") continue;
    captures.set(asked.expected.name, findAttribute(element, asked)?.value ?? "");
  }
  if (text?.kind === "capture") captures.set(text.name, textOf(element));
  return captures;
}

function joined(all: readonly Captures[]): Captures {
  const some = all.filter(({ size }) => size > 0);
  if (some.length === 0) return NONE;
  return new Map(some.flatMap((captures) => [...captures]));
}
