// How far what was received is from a pattern, and where the two differ.
import { largestAssignment } from "./assignment.ts";
import type { Element } from "./element.ts";
import { fitsText } from "./expected.ts";
import { acceptedBy, extraAttributes, hasAttribute, match, textOf } from "./match.ts";
import { childElements, findAttribute, localNameOf, namespaceOf } from "./names.ts";
import type { Pattern } from "./pattern.ts";

export interface Comparison {
  readonly pattern: Pattern;
  readonly element: Element;
  /** 0 when it matches. */
  readonly cost: number;
  readonly isSameName: boolean;
  readonly isSameNamespace: boolean;
  /** Whether the attributes are what the pattern asks for. */
  readonly areSameAttributes: boolean;
  readonly isSameText: boolean;
  /** None where the names differ: nothing inside can be compared. */
  readonly parts: readonly Part[];
}

/** What became of the children. */
export type Part =
  | { readonly kind: "pair"; readonly comparison: Comparison }
  | { readonly kind: "missing"; readonly pattern: Pattern }
  /** In a strict element: nobody asked for it. */
  | { readonly kind: "surplus"; readonly element: Element }
  /** There although the pattern says that it is absent. */
  | { readonly kind: "forbidden"; readonly element: Element };

const OTHER_NAME = 20;
const OTHER_NAMESPACE = 20;
/** How many pairs of what did not match are looked at, so that long lists take no quadratic time. */
const MOST_PAIRS = 2500;

export function compare(pattern: Pattern, element: Element): Comparison {
  const isSameName = pattern.local === localNameOf(element);
  const isSameNamespace = pattern.namespace === namespaceOf(element);
  const attributes = attributesCost(pattern, element);
  const isSameText = !pattern.text || fitsText(pattern.text, textOf(element));
  const parts = isSameName ? compareChildren(pattern, element) : [];
  const inside = isSameName
    ? attributes + (isSameText ? 0 : 1) + parts.reduce((sum, part) => sum + partCost(part), 0)
    : weightOf(pattern);
  const cost = inside + (isSameName ? 0 : OTHER_NAME) + (isSameNamespace ? 0 : OTHER_NAMESPACE);
  const areSameAttributes = attributes === 0;
  return { pattern, element, cost, isSameName, isSameNamespace, areSameAttributes, isSameText, parts };
}

/** 0 when the element matches the pattern; otherwise the more, the less they have in common. */
export function distance(pattern: Pattern, element: Element): number {
  return compare(pattern, element).cost;
}

function attributesCost(pattern: Pattern, element: Element): number {
  let cost = pattern.isStrict ? extraAttributes(pattern, element).length : 0;
  for (const [at, asked] of pattern.attributes.entries()) {
    if (hasAttribute(element, asked)) continue;
    // The first attributes tell which one is meant, as the jid of a contact does: they count a little more.
    cost += (findAttribute(element, asked) ? 1 : 2) + 1 / (4 + 4 * at);
  }
  return cost;
}

function partCost(part: Part): number {
  if (part.kind === "missing") return weightOf(part.pattern) + 1;
  if (part.kind !== "pair") return 2;
  const { pattern, isSameName, cost } = part.comparison;
  // What has another name only stands in the place of what is missing.
  return isSameName ? cost : weightOf(pattern) + 1;
}

/** How much a pattern asks for. */
function weightOf({ attributes, text, children }: Pattern): number {
  return children.reduce((sum, child) => sum + weightOf(child), 1 + 2 * attributes.length + (text ? 1 : 0));
}

function compareChildren(pattern: Pattern, element: Element): readonly Part[] {
  if (pattern.children.length === 0 && !pattern.isStrict) return [];
  const wanted = pattern.children.filter(({ isAbsent }) => !isAbsent);
  const received = childElements(element);
  const forbidden = pattern.children
    .filter(({ isAbsent }) => isAbsent)
    .flatMap((absent) => received.filter((child) => match(absent, child)))
    .map((child): Part => ({ kind: "forbidden", element: child }));
  const parts = pattern.isStrict ? compareInOrder(wanted, received) : pairUp(wanted, received);
  return [...parts, ...forbidden];
}

/** What matches is paired first, as much of it as possible; the rest by its distance. */
function pairUp(wanted: readonly Pattern[], received: readonly Element[]): readonly Part[] {
  const paired = new Map<Pattern, Element>();
  largestAssignment(acceptedBy(wanted, received)).forEach((at, index) => {
    const pattern = wanted[index];
    const child = at === undefined ? undefined : received[at];
    if (pattern && child) paired.set(pattern, child);
  });
  const used = new Set(paired.values());
  const rest = nearestPairs(
    wanted.filter((pattern) => !paired.has(pattern)),
    received.filter((child) => !used.has(child)),
  );
  return wanted.map((pattern): Part => {
    const child = paired.get(pattern);
    const comparison = child ? compare(pattern, child) : rest.get(pattern);
    return comparison ? { kind: "pair", comparison } : { kind: "missing", pattern };
  });
}

/** Pairs each pattern with what stands in its place, the closest pairs first. */
function nearestPairs(
  wanted: readonly Pattern[],
  received: readonly Element[],
): ReadonlyMap<Pattern, Comparison> {
  const chosen = new Map<Pattern, Comparison>();
  if (wanted.length === 0) return chosen;
  const candidates = wanted.slice(0, MOST_PAIRS).flatMap((pattern, _, some) =>
    received
      .slice(0, Math.ceil(MOST_PAIRS / some.length))
      .filter((child) => pattern.local === localNameOf(child) || pattern.namespace === namespaceOf(child))
      .map((child) => compare(pattern, child)),
  );
  const used = new Set<Element>();
  // The sort is stable: among equals the earlier pattern and the earlier element go first.
  for (const comparison of candidates.toSorted((a, b) => a.cost - b.cost)) {
    const { pattern, element } = comparison;
    if (chosen.has(pattern) || used.has(element)) continue;
    chosen.set(pattern, comparison);
    used.add(element);
  }
  return chosen;
}

/** What is the same at both ends is paired; so is what is between, unless it is as much in another order. */
function compareInOrder(wanted: readonly Pattern[], received: readonly Element[]): readonly Part[] {
  const isPair = (at: number, by: number) => {
    const pattern = wanted.at(at);
    const child = received.at(by);
    return pattern !== undefined && child !== undefined && match(pattern, child) !== undefined;
  };
  const most = Math.min(wanted.length, received.length);
  let before = 0;
  while (before < most && isPair(before, before)) before += 1;
  let behind = 0;
  while (behind < most - before && isPair(-behind - 1, -behind - 1)) behind += 1;
  const middle = compareBetween(
    wanted.slice(before, wanted.length - behind),
    received.slice(before, received.length - behind),
  );
  return [
    ...inPairs(wanted.slice(0, before), received),
    ...middle,
    ...inPairs(wanted.slice(wanted.length - behind), received.slice(received.length - behind)),
  ];
}

function compareBetween(wanted: readonly Pattern[], received: readonly Element[]): readonly Part[] {
  const isAsMuch = wanted.length === received.length;
  const isReordered = isAsMuch && !largestAssignment(acceptedBy(wanted, received)).includes(undefined);
  if (isAsMuch && !isReordered) return inPairs(wanted, received);
  return [
    ...wanted.map((pattern): Part => ({ kind: "missing", pattern })),
    ...received.map((element): Part => ({ kind: "surplus", element })),
  ];
}

function inPairs(wanted: readonly Pattern[], received: readonly Element[]): readonly Part[] {
  return wanted.flatMap((pattern, at): Part[] => {
    const element = received[at];
    return element ? [{ kind: "pair", comparison: compare(pattern, element) }] : [];
  });
}
