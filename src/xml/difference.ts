// The comparison of a pattern with an element, line by line.
import { largestAssignment } from "./assignment.ts";
import { type Comparison, compare, distance, type Part } from "./compare.ts";
import { attribute, type Element } from "./element.ts";
import { excerpt, excerpts } from "./excerpt.ts";
import { writeExpected } from "./expected.ts";
import { acceptedBy, extraAttributes, hasName, textOf } from "./match.ts";
import { childElements, declarationFor, namespaceOf, splitName } from "./names.ts";
import type { Pattern } from "./pattern.ts";
import { bothTags, endTag, escapeText, oneLine, patternTag, startTag, wholeElement } from "./write-tag.ts";

export { distance };

/**
 * A line of the comparison of a pattern with an element: a tag, or an element with its text. `expected` is what the
 * pattern wants and the element has not, `received` what stands in its place.
 */
export interface DifferenceLine {
  readonly side: "both" | "expected" | "received";
  readonly depth: number;
  readonly text: string;
}

/** The whole comparison. In place of what was received and nobody asked for is a `…`. */
export function differences(pattern: Pattern, element: Element): readonly DifferenceLine[] {
  return pairLines(compare(pattern, element), 0);
}

export interface Nearest {
  /** The first pattern for which there is no element. */
  readonly pattern: Pattern;
  /** Which element comes closest to it. */
  readonly index: number;
  readonly lines: readonly DifferenceLine[];
}

/**
 * What comes closest to the first pattern for which there is no element, among what matches no other pattern.
 * Undefined where nothing is left, or every pattern has its element.
 */
export function nearest(patterns: readonly Pattern[], elements: readonly Element[]): Nearest | undefined {
  const chosen = largestAssignment(acceptedBy(patterns, elements));
  const pattern = patterns[chosen.indexOf(undefined)];
  if (!pattern) return undefined;
  const used = new Set(chosen);
  const left = elements.map((element, index) => ({ element, index })).filter(({ index }) => !used.has(index));
  const namesakes = left.filter(({ element }) => hasName(pattern, element));
  let found: { readonly comparison: Comparison; readonly index: number } | undefined;
  for (const { element, index } of namesakes.length > 0 ? namesakes : left) {
    const comparison = compare(pattern, element);
    if (!found || comparison.cost < found.comparison.cost) found = { comparison, index };
  }
  return found && { pattern, index: found.index, lines: pairLines(found.comparison, 0) };
}

function pairLines(comparison: Comparison, depth: number, around?: Comparison): readonly DifferenceLine[] {
  const { pattern, element } = comparison;
  const isSameNamespace = comparison.isSameNamespace || (around !== undefined && inherit(comparison, around));
  const showsNamespace = !isSameNamespace || attribute(element, declarationFor(element.name)) !== undefined;
  if (!comparison.isSameName) {
    const received: DifferenceLine = { side: "received", depth, text: wholeElement(element) };
    return [...missingLines(pattern, { depth, showsNamespace }), received];
  }
  const isSameTag = isSameNamespace && comparison.areSameAttributes;
  const extra = pattern.isStrict ? extraAttributes(pattern, element) : [];
  const [expected, received] = bothTags(comparison, { showsNamespace, extra });
  const [expectedText, receivedText] = bothTexts(comparison);
  if (comparison.parts.length === 0) {
    return either(isSameTag && comparison.isSameText, depth, [
      oneLine(expected, expectedText),
      oneLine(received, receivedText + moreContent(comparison)),
    ]);
  }
  const texts = either(comparison.isSameText, depth + 1, [expectedText, receivedText]);
  return [
    ...either(isSameTag, depth, [startTag(expected), startTag(received)]),
    ...texts.filter(({ text }) => text !== ""),
    ...partsLines(comparison, depth + 1),
    ...(hasMore(comparison) ? [{ side: "both", depth: depth + 1, text: "…" } as const] : []),
    { side: "both", depth, text: endTag(received) },
  ];
}

/** Whether both have the namespace of what they are in: that it is another one is said there already. */
function inherit({ pattern, element }: Comparison, around: Comparison): boolean {
  return (
    pattern.namespace === around.pattern.namespace && namespaceOf(element) === namespaceOf(around.element)
  );
}

/** One line where the two agree, else one of each. */
function either(
  agree: boolean,
  depth: number,
  [expected, received]: readonly [expected: string, received: string],
): readonly DifferenceLine[] {
  if (agree) return [{ side: "both", depth, text: received }];
  return [
    { side: "expected", depth, text: expected },
    { side: "received", depth, text: received },
  ];
}

/** Of a kind of part that nobody can read all of, only so many: a list may hold any number. */
const MOST_ALIKE = 50;

function partsLines(around: Comparison, depth: number): readonly DifferenceLine[] {
  const counts = new Map<Part["kind"], number>();
  return around.parts.flatMap((part) => {
    const { kind } = part;
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    if (kind === "pair" || before < MOST_ALIKE) return partLines(part, around, depth);
    if (before > MOST_ALIKE) return [];
    const more = around.parts.filter((other) => other.kind === kind).length - before;
    return [{ side: kind === "missing" ? "expected" : "received", depth, text: `… and ${more} more` }];
  });
}

function partLines(part: Part, around: Comparison, depth: number): readonly DifferenceLine[] {
  switch (part.kind) {
    case "pair":
      return pairLines(part.comparison, depth, around);
    case "missing":
      return missingLines(part.pattern, {
        depth,
        showsNamespace: declaresNamespace(part.pattern, around.pattern),
      });
    case "surplus":
      return [{ side: "received", depth, text: wholeElement(part.element) }];
    case "forbidden":
      return [{ side: "received", depth, text: `${wholeElement(part.element)} (must not be there)` }];
  }
}

function missingLines(
  pattern: Pattern,
  { depth, showsNamespace }: { readonly depth: number; readonly showsNamespace: boolean },
): readonly DifferenceLine[] {
  const tag = patternTag(pattern, { showsNamespace });
  const children = pattern.children.filter(({ isAbsent }) => !isAbsent);
  const expected = (text: string): DifferenceLine => ({ side: "expected", depth, text });
  if (children.length === 0) return [expected(oneLine(tag, textOfPattern(pattern)))];
  const text = textOfPattern(pattern);
  return [
    expected(startTag(tag)),
    ...(text === "" ? [] : [{ ...expected(text), depth: depth + 1 }]),
    ...children.flatMap((child) =>
      missingLines(child, { depth: depth + 1, showsNamespace: declaresNamespace(child, pattern) }),
    ),
    expected(endTag(tag)),
  ];
}

/** The prefix stream: is declared by the stream header. */
function declaresNamespace({ name, namespace }: Pattern, parent: Pattern): boolean {
  return namespace !== parent.namespace && splitName(name)[0] !== "stream";
}

function textOfPattern({ text }: Pattern): string {
  return text ? escapeText(excerpt(writeExpected(text))) : "";
}

/** The texts of the elements themselves, where the pattern asks for one; else both are empty. */
function bothTexts({ pattern, element }: Comparison): readonly [expected: string, received: string] {
  if (!pattern.text) return ["", ""];
  const [expected, received] = excerpts(writeExpected(pattern.text), textOf(element));
  return [escapeText(expected), escapeText(received)];
}

/** In place of what was received and nobody asked for. */
function moreContent({ pattern, element }: Comparison): string {
  return childElements(element).length > 0 || (!pattern.text && textOf(element) !== "") ? "…" : "";
}

/** Whether something was received that nobody asked for. */
function hasMore({ pattern, element, parts }: Comparison): boolean {
  const shown = new Set(
    parts.flatMap((part) => {
      if (part.kind === "missing") return [];
      return part.kind === "pair" ? [part.comparison.element] : [part.element];
    }),
  );
  return childElements(element).length > shown.size || (!pattern.text && textOf(element) !== "");
}
