// One row for each thing on the wire: what it is, of which type, what is in it, between whom, and its id, always in that
// order. Texts stand in “ ”, so that none of them reads as something else.
import type { Side } from "../transcript/entry.ts";
import { attributesOf, STANZAS } from "./compact-attributes.ts";
import { type Bounds, boundsOf, cut, safe } from "./compact-bounds.ts";
import { mark, nameSpans, textSpans } from "./compact-words.ts";
import { grouped } from "./fold.ts";
import { pieces } from "./markup.ts";
import { childPlaces, type OutlineItem, outlineOf, soleText } from "./outline.ts";
import { paintSpans, type Span } from "./span.ts";
import type { Theme } from "./theme.ts";

export interface CompactOptions {
  readonly theme: Theme;
  /** Where what is bounded is cut, and says so; 0 cuts nothing. */
  readonly width: number;
  /** Without it the whole is shown, however long the row gets. */
  readonly extent?: "whole" | "bounded" | undefined;
  /** Who has sent it. */
  readonly from: Side;
}

/** An element or a stream header in one row. */
export function compactRow(raw: string, options: CompactOptions): string {
  const bounds = boundsOf(options);
  const items = outlineOf(pieces(raw));
  const at = items.findIndex(({ type }) => type === "element");
  if (at < 0) return compactText(raw, options);
  return paintSpans(cut(elementSpans({ items, from: options.from }, at, bounds), bounds), options.theme);
}

interface Outline {
  readonly items: readonly OutlineItem[];
  readonly from: Side;
}

function elementSpans(outline: Outline, at: number, bounds: Bounds): readonly Span[] {
  const element = outline.items[at];
  if (element?.type !== "element") return [];
  const content = contentSpans(outline, at, bounds);
  const { first, last } = attributesOf(element, outline.from, bounds);
  const isParted = content.length > 0 && last.length > 0;
  return [
    ...nameSpans(element.name, element.namespace, bounds),
    ...first,
    ...(content.length > 0 ? [mark(":"), ...content] : []),
    // Else they would read as those of the last thing in it.
    ...(isParted ? [mark(";")] : []),
    ...last,
  ];
}

/** Text that is no element in one row. */
export function compactText(raw: string, options: Omit<CompactOptions, "from">): string {
  const bounds = boundsOf(options);
  return paintSpans(cut([{ role: "text", text: safe(raw, bounds) }], bounds), options.theme);
}

function contentSpans(outline: Outline, at: number, bounds: Bounds): readonly Span[] {
  const places = childPlaces(outline.items, at);
  const left = places.length - Math.min(places.length, bounds.payloads);
  return [
    ...places.slice(0, places.length - left).flatMap((place) => itemSpans(outline, place, bounds)),
    ...(left > 0 ? [mark(` +${grouped(left)} more`)] : []),
  ];
}

/** A text in it says more than its attributes; of what has elements in it, their names do. */
function itemSpans(outline: Outline, at: number, bounds: Bounds): readonly Span[] {
  const { items } = outline;
  const item = items[at];
  if (!item) return [];
  if (item.type === "text") return textSpans(item.text, bounds);
  if (item.type === "other") return [{ role: "markup", text: safe(` ${item.text}`, bounds) }];
  const text = soleText(items, at);
  // A body is what most messages are about.
  if (item.localName === "body" && text !== undefined) return textSpans(text, bounds);
  const forwarded = forwardedIn(items, at);
  const within = text === undefined ? insideOf(items, at) : "";
  return [
    mark(" "),
    ...nameSpans(item.name, item.changesNamespace ? item.namespace : undefined, bounds),
    ...(text === undefined ? [] : textSpans(text, bounds)),
    ...(forwarded !== undefined && bounds.forwarded === "in brief"
      ? [mark(" ("), ...elementSpans(outline, forwarded, { ...bounds, forwarded: "by name" }), mark(")")]
      : within === ""
        ? []
        : [mark(` (${safe(within, bounds)})`)]),
  ];
}

/** Where the stanza is that it forwards (XEP-0297): of an archive and of carbons that is what it is about. */
function forwardedIn(items: readonly OutlineItem[], at: number): number | undefined {
  const inside = (place: number, names: readonly string[]) =>
    childPlaces(items, place).find((child) => {
      const item = items[child];
      return item?.type === "element" && names.includes(item.localName);
    });
  const forwarded = inside(at, ["forwarded"]);
  return forwarded === undefined ? undefined : inside(forwarded, STANZAS);
}

/** "identity, 12 feature", and "…" for text beside them. */
function insideOf(items: readonly OutlineItem[], at: number): string {
  const counts = new Map<string, number>();
  let rest: readonly string[] = [];
  for (const place of childPlaces(items, at)) {
    const item = items[place];
    if (item?.type === "element") counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
    else rest = ["…"];
  }
  const names = Array.from(counts, ([name, count]) => (count === 1 ? name : `${count} ${name}`));
  return [...names, ...rest].join(", ");
}
