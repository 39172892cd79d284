// One row for each thing on the wire: what it is, of which type, whom it is from or to, what is in it, and what else it
// has, always in that order. Texts stand in “ ”, so that none of them reads as something else.
import type { Side } from "../../transcript/entry.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { paintSpans, type Span } from "../text/span.ts";
import type { Theme } from "../themes/theme.ts";
import { attributesOf, bareOf, type Standpoint } from "./compact-attributes.ts";
import { type Bounds, boundsInside, boundsOf, cut, safe } from "./compact-bounds.ts";
import { contentPlaces, forwardedIn, insideOf } from "./compact-content.ts";
import { mark, nameSpans, textSpans, withoutBlank } from "./compact-words.ts";
import { grouped } from "./fold.ts";
import { pieces } from "./markup.ts";
import { type OutlineElement, type OutlineItem, outlineOf, soleText } from "./outline.ts";

export interface CompactOptions {
  readonly theme: Theme;
  /** Where what is bounded is cut, and says so; 0 cuts nothing. */
  readonly width: number;
  /** Without it the whole is shown, however long the row gets. */
  readonly extent?: "whole" | "bounded" | undefined;
  /** Who has sent it. */
  readonly from: Side;
  /** Stands before it. */
  readonly sign?: string;
}

/** An element or a stream header in one row. */
export function compactRow(raw: string, options: CompactOptions): string {
  const bounds = boundsOf(options);
  const items = outlineOf(pieces(raw));
  const at = items.findIndex(({ type }) => type === "element");
  const element = items[at];
  if (element?.type !== "element") return compactText(raw, options);
  const sign = options.sign === undefined ? [] : [mark(options.sign)];
  const outline = { items, from: options.from, own: ownIn(items, at, options.from) };
  const spans = [...sign, ...elementSpans(outline, { at, name: nameOf(element, bounds) }, bounds)];
  return paintSpans(cut(spans, bounds), options.theme);
}

interface Outline extends Standpoint {
  readonly items: readonly OutlineItem[];
}

/** Of an archive (XEP-0313) and of carbons (XEP-0280) this is to the account that they are of. */
function ownIn(items: readonly OutlineItem[], at: number, from: Side): string | undefined {
  const element = items[at];
  if (from === "client" || element?.type !== "element") return undefined;
  const forwards = contentPlaces(items, at).some((place) => forwardedIn(items, place) !== undefined);
  const to = element.attributes.find(({ name }) => name === "to")?.value;
  return forwards && to !== undefined ? bareOf(to) : undefined;
}

interface Named {
  readonly at: number;
  /** What it is called in the row. */
  readonly name: readonly Span[];
}

function elementSpans(outline: Outline, { at, name }: Named, bounds: Bounds): readonly Span[] {
  const element = outline.items[at];
  if (element?.type !== "element") return [];
  const content = contentSpans(outline, at, bounds);
  const { first, last } = attributesOf(element, outline, bounds);
  const head = [...name, ...first];
  const isBehind = content.length > 0 && head.length > 0;
  const isParted = content.length > 0 && last.length > 0;
  return [
    ...head,
    ...(isBehind ? [mark(":")] : []),
    ...content,
    // Else they would read as those of the last thing in it.
    ...(isParted ? [mark(";")] : []),
    ...last,
  ];
}

function nameOf({ name, namespace }: OutlineElement, bounds: Bounds): readonly Span[] {
  return nameSpans(name, namespace, bounds);
}

/** Text that is no element in one row. */
export function compactText(raw: string, options: Omit<CompactOptions, "from">): string {
  const bounds = boundsOf(options);
  return paintSpans(cut([{ role: "text", text: safe(raw, bounds) }], bounds), options.theme);
}

function contentSpans(outline: Outline, at: number, bounds: Bounds): readonly Span[] {
  const places = contentPlaces(outline.items, at);
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
  const name = [
    mark(" "),
    ...nameSpans(item.name, item.changesNamespace ? item.namespace : undefined, bounds),
  ];
  if (text !== undefined) return [...name, ...textSpans(text, bounds)];
  const forwarded = forwardedIn(items, at);
  if (forwarded !== undefined && bounds.forwarded === "in brief")
    return [...name, mark(" ("), ...forwardedSpans(outline, forwarded, bounds), mark(")")];
  const { names, said } = insideOf(items, at);
  const inside = [
    ...(names === "" ? [] : [mark(` ${safe(names, bounds)}`)]),
    ...(said === undefined ? [] : textSpans(said, bounds)),
  ];
  return inside.length === 0 ? name : [...name, mark(" ("), ...withoutBlank(inside), mark(")")];
}

/** A message in a message has no name: what is forwarded is nearly always one. */
function forwardedSpans(outline: Outline, at: number, bounds: Bounds): readonly Span[] {
  const element = outline.items[at];
  if (element?.type !== "element") return [];
  const { localName, namespace } = element;
  const name = localName === "message" && namespace === NS.client ? [] : nameOf(element, bounds);
  return withoutBlank(elementSpans(outline, { at, name }, boundsInside(bounds)));
}
