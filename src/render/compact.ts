// One row for each thing on the wire: what it is, which, between whom, and what is in it, always in the same order.
import type { Side } from "../transcript/entry.ts";
import { beginningOf, columnsOf, fittingEnd } from "./display-width.ts";
import { pieces } from "./markup.ts";
import { shortNamespace } from "./namespaces.ts";
import {
  childPlaces,
  type OutlineAttribute,
  type OutlineElement,
  type OutlineItem,
  outlineOf,
  soleText,
} from "./outline.ts";
import { sanitizeLine } from "./sanitize.ts";
import { paintSpans, type Span, taker } from "./span.ts";
import type { Theme } from "./theme.ts";

export interface CompactOptions {
  readonly theme: Theme;
  /** What is longer is cut there, and says so; 0 cuts nothing. */
  readonly width: number;
  /** Who has sent it. */
  readonly from: Side;
}

/** Of a stanza these stand first, in this order; what else it has stands at the end. */
const FIRST: Readonly<Record<Side, readonly string[]>> = {
  client: ["type", "id", "to", "from"],
  // Whom it is to, the client knows.
  server: ["type", "id", "from"],
};
const STANZAS = ["iq", "message", "presence"];
/** An id is there to be recognized: the beginning of one that is long is enough for that. */
const LONGEST_ID = 16;
/** As long a text as can be of use in one row. */
const LONGEST = 1000;
const MOST_PAYLOADS = 50;

/** An element or a stream header in one row. */
export function compactRow(raw: string, options: CompactOptions): string {
  const items = outlineOf(pieces(raw));
  const at = items.findIndex(({ type }) => type === "element");
  const element = items[at];
  if (element?.type !== "element") return compactText(raw, options);
  const text = soleText(items, at);
  const behind =
    text === undefined
      ? childPlaces(items, at)
          .slice(0, MOST_PAYLOADS)
          .flatMap((place) => payloadSpans(items, place))
      : [textSpan(` ${text}`)];
  const { first, last } = attributesOf(element, options);
  const spans = [
    ...nameSpans(element.name, element.namespace),
    ...first,
    ...(behind.length > 0 ? [mark(":"), ...behind] : []),
    ...last,
  ];
  return paintSpans(cut(spans, options.width), options.theme);
}

/** Text that is no element in one row. */
export function compactText(raw: string, { theme, width }: Omit<CompactOptions, "from">): string {
  return paintSpans(cut([textSpan(raw)], width), theme);
}

interface Placed {
  readonly first: readonly Span[];
  readonly last: readonly Span[];
}

function attributesOf({ localName, attributes }: OutlineElement, { from, width }: CompactOptions): Placed {
  const spans = ({ name, value }: OutlineAttribute): readonly Span[] => {
    const isCut = width > 0 && name === "id" && value.length > LONGEST_ID;
    const shown = safe(isCut ? `${beginningOf(value, LONGEST_ID - 4)}…` : value);
    // The type of a stanza is known by itself.
    const isKnown = name === "type" && STANZAS.includes(localName);
    return [
      { role: "attribute", text: isKnown ? " " : ` ${safe(name)} ` },
      { role: "value", text: shown },
    ];
  };
  if (!STANZAS.includes(localName)) return { first: attributes.flatMap(spans), last: [] };
  const first = FIRST[from].flatMap((name) => attributes.filter((attribute) => attribute.name === name));
  const last = attributes.filter((attribute) => !first.includes(attribute));
  return { first: first.flatMap(spans), last: last.flatMap(spans) };
}

function nameSpans(name: string, namespace: string | undefined): readonly Span[] {
  const short = namespace === undefined ? "" : ` ${safe(shortNamespace(namespace))}`;
  return [mark("<"), { role: "name", text: safe(name) }, mark(`${short}>`)];
}

/** A text in it says more than its attributes; of what has elements in it, their names do. */
function payloadSpans(items: readonly OutlineItem[], at: number): readonly Span[] {
  const payload = items[at];
  if (payload?.type !== "element") return [];
  const text = soleText(items, at);
  // A body is what most messages are about.
  if (payload.localName === "body" && text !== undefined) return [textSpan(` ${text}`)];
  const names = childPlaces(items, at).flatMap((place) => {
    const item = items[place];
    return item?.type === "element" ? [item.name] : [];
  });
  return [
    mark(" "),
    ...nameSpans(payload.name, payload.changesNamespace ? payload.namespace : undefined),
    ...(text === undefined ? [] : [textSpan(` ${text}`)]),
    ...(names.length === 0 ? [] : [mark(` (${safe(counted(names))})`)]),
  ];
}

/** "identity, 12 feature" */
function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Array.from(counts, ([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(", ");
}

function mark(text: string): Span {
  return { role: "punctuation", text };
}

function textSpan(text: string): Span {
  return { role: "text", text: safe(text) };
}

function safe(text: string): string {
  return sanitizeLine(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

function cut(spans: readonly Span[], width: number): readonly Span[] {
  const text = spans.map((span) => span.text).join("");
  if (width === 0 || columnsOf(text) <= width) return spans;
  return [...taker(spans)(fittingEnd(text, 0, width - 1)), mark("…")];
}
