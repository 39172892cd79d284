// An element as an outline without brackets: names with their namespace where it changes, attributes, texts.
import { base64Notes } from "../base64.ts";
import { shortNamespace } from "../namespaces.ts";
import type { RenderOptions } from "../options.ts";
import { sanitize, sanitizeLine, sanitizeRow } from "../text/sanitize.ts";
import type { Span } from "../text/span.ts";
import { foldText } from "./fold.ts";
import type { Piece } from "./markup.ts";
import { type OutlineElement, type OutlineItem, outlineOf, soleText } from "./outline.ts";
import { boundedRows, firstPieces, noteLine } from "./xml-rows.ts";
import type { SpanLine } from "./xml-wrap.ts";

/** The rows of an element or a stream header. References are resolved: it is what is meant, not what was written. */
export function treeRows(raw: string, n: number, options: RenderOptions): Iterable<string> {
  const { all, isCut } = firstPieces(raw, options);
  return boundedRows(treeLines(all, n, options), { raw, n, isCut }, options);
}

function* treeLines(all: readonly Piece[], n: number, options: RenderOptions): Generator<SpanLine> {
  const items = outlineOf(all);
  const notes = options.base64 === "decode" ? base64Notes(items) : undefined;
  for (const [at, item] of items.entries()) {
    const { depth } = item;
    if (item.type === "other") yield { depth, spans: [{ role: "markup", text: sanitize(item.text) }] };
    else if (item.type === "element") {
      const text = soleText(items, at);
      const behind = text === undefined ? [] : [SEPARATOR, ...textSpans(text, n, options)];
      yield { depth, spans: [...elementSpans(item, n, options), ...behind] };
      const note = notes?.get(item.piece);
      if (note !== undefined) yield noteLine(depth + 1, note);
    }
    // A text by itself stands behind the name of its element.
    else if (!isSole(items, at)) yield { depth, spans: [SEPARATOR, ...textSpans(item.text, n, options)] };
  }
}

const SEPARATOR: Span = { role: "punctuation", text: ": " };

function isSole(items: readonly OutlineItem[], at: number): boolean {
  return at > 0 && soleText(items, at - 1) !== undefined;
}

/** Texts have their line breaks marked: an outline has a row for each thing. */
function textSpans(text: string, n: number, { fold }: RenderOptions): readonly Span[] {
  return foldText(text, { fold, n, role: "text", safe: sanitizeRow });
}

function elementSpans(element: OutlineElement, n: number, options: RenderOptions): readonly Span[] {
  const { name, namespace, changesNamespace, attributes } = element;
  const shown = options.namespaces === "short" ? shortNamespace(namespace ?? "") : namespace;
  const spans: Span[] = [{ role: "name", text: sanitizeLine(name) }];
  if (changesNamespace && namespace !== undefined) {
    spans.push({ role: "blank", text: " " });
    spans.push({ role: "punctuation", text: `(${shownNamespace(shown ?? "")})` });
  }
  for (const attribute of attributes) {
    spans.push({ role: "blank", text: " " });
    spans.push({ role: "attribute", text: sanitizeLine(attribute.name) });
    spans.push({ role: "punctuation", text: "=" });
    spans.push(...valueSpans(attribute.value, n, options));
  }
  return spans;
}

/** In quotes where it would not be seen else where it ends: nothing in it ends them. */
function valueSpans(value: string, n: number, { fold }: RenderOptions): readonly Span[] {
  const isQuoted = value === "" || isUnclear(value);
  const safe = isQuoted ? sanitizeQuoted : sanitizeLine;
  const spans = foldText(value, { fold, n, role: "value", safe });
  const quote: Span = { role: "value", text: '"' };
  return isQuoted ? [quote, ...spans, quote] : spans;
}

/** Whether it could be taken for the end of what it stands in, or has escapes: a JID without them keeps its backslashes. */
function isUnclear(value: string): boolean {
  return /[\s"()]|:$/.test(value) || sanitizeLine(value) !== value;
}

function shownNamespace(namespace: string): string {
  return isUnclear(namespace) ? `"${sanitizeQuoted(namespace)}"` : sanitizeLine(namespace);
}

function sanitizeQuoted(text: string): string {
  return sanitizeRow(text).replaceAll('"', '\\"');
}
