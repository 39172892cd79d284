// XML text as spans of a colour each. Sanitized here: colours are the only escapes that come out.

import { shortNamespace, standsForNamespace } from "../namespaces.ts";
import { sanitize } from "../text/sanitize.ts";
import type { Span } from "../text/span.ts";
import { foldText } from "./fold.ts";
import type { Piece } from "./markup.ts";

export interface SpanOptions {
  /** A text with more characters is shown by its beginning; 0 shows all. */
  readonly fold?: number | undefined;
  readonly namespaces?: "full" | "short" | undefined;
  /** The number of the entry. */
  readonly n: number;
}

const ATTRIBUTE_PIECES = /\s+|=|"[^"]*"|'[^']*'|[^\s="']+/g;
const TAG = /^(<\/?)([^\s/>]+)([\s\S]*?)(\/?>)$/;
const CDATA = /^(<!\[CDATA\[)([\s\S]*)(\]\]>)$/;

/** A piece of XML as it is shown: without options everything in full. */
export function spansOf(piece: Piece, options: SpanOptions = { n: 0 }): readonly Span[] {
  if (piece.type === "text") return textSpans(piece.text, options);
  const tag = piece.type === "other" ? null : TAG.exec(piece.text);
  if (!tag) return [{ role: piece.type === "other" ? "markup" : "text", text: sanitize(piece.text) }];
  const [, opening = "", name = "", attributes = "", closing = ""] = tag;
  return [
    { role: "punctuation", text: opening },
    { role: "name", text: sanitize(name) },
    ...attributeSpans(attributes, options),
    { role: "punctuation", text: closing },
  ];
}

function textSpans(text: string, options: SpanOptions): readonly Span[] {
  const cdata = CDATA.exec(text);
  if (!cdata) return foldText(text, { ...options, role: "text" });
  const [, opening = "", inner = "", closing = ""] = cdata;
  return [
    { role: "text", text: opening },
    ...foldText(inner, { ...options, role: "text" }),
    { role: "text", text: closing },
  ];
}

function attributeSpans(text: string, options: SpanOptions): readonly Span[] {
  let name = "";
  return (text.match(ATTRIBUTE_PIECES) ?? []).flatMap((part): readonly Span[] => {
    if (part === "=") return [{ role: "punctuation", text: part }];
    if (/^["']/.test(part)) return valueSpans(part, name, options);
    if (/^\s/.test(part)) return [{ role: "blank", text: sanitize(part) }];
    name = part;
    return [{ role: "attribute", text: sanitize(part) }];
  });
}

function valueSpans(quoted: string, name: string, options: SpanOptions): readonly Span[] {
  const quote = quoted.slice(0, 1);
  const value = quoted.slice(1, -1);
  const isShort = options.namespaces === "short" && standsForNamespace(name, value);
  const [first, ...rest] = foldText(isShort ? shortNamespace(value) : value, { ...options, role: "value" });
  const opened: Span = { role: "value", text: quote + (first?.text ?? "") };
  // The closing quote belongs to the value, if that is whole.
  if (rest.length === 0) return [{ ...opened, text: opened.text + quote }];
  return [opened, ...rest, { role: "value", text: quote }];
}
