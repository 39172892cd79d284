// What is in an element, for a row of the compact view: in which order, and what each is about.
import { STANZA_NAMES } from "../../session/no-stanza.ts";
import { childPlaces, type OutlineElement, type OutlineItem, soleText } from "./outline.ts";

/** What a stanza is about; whatever servers add stands behind it. */
const FIRST: readonly string[] = ["error", "body", "subject", "show", "status", "priority"];

/** The places of what is directly in it, in the order in which it is shown. */
export function contentPlaces(items: readonly OutlineItem[], at: number): readonly number[] {
  const places = childPlaces(items, at);
  const element = items[at];
  if (element?.type !== "element" || !STANZA_NAMES.includes(element.localName)) return places;
  // Text beside elements keeps its place: nothing tells what it belongs to but that.
  if (places.some((place) => items[place]?.type === "text")) return places;
  return places.toSorted((one, other) => rankOf(items[one]) - rankOf(items[other]));
}

function rankOf(item: OutlineItem | undefined): number {
  const rank = item?.type === "element" && !item.changesNamespace ? FIRST.indexOf(item.localName) : -1;
  return rank < 0 ? FIRST.length : rank;
}

/** Where the stanza is that it forwards (XEP-0297): of an archive and of carbons that is what it is about. */
export function forwardedIn(items: readonly OutlineItem[], at: number): number | undefined {
  const forwarded = placeInside(items, at, ["forwarded"]);
  return forwarded === undefined ? undefined : placeInside(items, forwarded, STANZA_NAMES);
}

function placeInside(
  items: readonly OutlineItem[],
  at: number,
  names: readonly string[],
): number | undefined {
  return childPlaces(items, at).find((child) => {
    const item = items[child];
    return item?.type === "element" && names.includes(item.localName);
  });
}

export interface Inside {
  /** "identity, 12 feature", and "…" for text beside them. */
  readonly names: string;
  /** What an error says in words (RFC 6120 §8.3.2). */
  readonly said?: string | undefined;
}

export function insideOf(items: readonly OutlineItem[], at: number): Inside {
  const counts = new Map<string, number>();
  const isError = isStanzaError(items[at]);
  let rest: readonly string[] = [];
  let said: string | undefined;
  for (const place of childPlaces(items, at)) {
    const item = items[place];
    if (item?.type !== "element") rest = ["…"];
    else if (isError && said === undefined && item.localName === "text") said = soleText(items, place);
    else counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
  }
  const elements = Array.from(counts, ([name, count]) => (count === 1 ? name : `${count} ${name}`));
  return { names: [...elements, ...rest].join(", "), said };
}

function isStanzaError(item: OutlineItem | undefined): item is OutlineElement {
  return item?.type === "element" && item.localName === "error" && !item.changesNamespace;
}
