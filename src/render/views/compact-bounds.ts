// How much a row of the compact view shows.
import { beginningOf, columnsOf, fittingEnd } from "../text/display-width.ts";
import { sanitizeRow } from "../text/sanitize.ts";
import { type Span, taker } from "../text/span.ts";

/** How much of a thing a row shows; what is left out has a sign in its place. */
export interface Bounds {
  readonly columns: number;
  /** Of one text, in characters. */
  readonly text: number;
  /** Of an id: the beginning of one that is long is enough to recognize it. */
  readonly id: number;
  /** Of the JID of somebody it is from or to, so that what is said has room behind it. */
  readonly jid: number;
  /** Of what is directly in an element, how many. */
  readonly payloads: number;
  /** What is forwarded is looked into once: it may forward something itself. */
  readonly forwarded: "in brief" | "by name";
}

export interface Extent {
  readonly width: number;
  readonly extent?: "whole" | "bounded" | undefined;
}

const EVERYTHING = Number.POSITIVE_INFINITY;
const WHOLE: Bounds = {
  columns: EVERYTHING,
  text: EVERYTHING,
  id: EVERYTHING,
  jid: EVERYTHING,
  payloads: EVERYTHING,
  forwarded: "in brief",
};
/** As much as can be of use in one row. */
const BOUNDED: Omit<Bounds, "columns" | "jid"> = { text: 1000, id: 16, payloads: 50, forwarded: "in brief" };

/** Without an extent the whole is shown, however long the row gets; a width of 0 cuts nothing. */
export function boundsOf({ width, extent }: Extent): Bounds {
  if (extent !== "bounded" || width === 0) return WHOLE;
  return { ...BOUNDED, columns: width, jid: Math.max(LEAST_JID, Math.floor(width / 2)) };
}

/** What stands in front of something forwarded takes room as well. */
export function boundsInside(bounds: Bounds): Bounds {
  return { ...bounds, jid: Math.max(LEAST_JID, Math.floor(bounds.jid / 2)), forwarded: "by name" };
}

/** By fewer characters nobody is known. */
const LEAST_JID = 16;

/** A text with nothing in it that a terminal obeys, or its beginning. */
export function safe(text: string, bounds: Bounds): string {
  return sanitizeRow(beginning(text, bounds.text));
}

/** A text, or so much of it and a sign. */
export function beginning(text: string, most: number): string {
  return text.length > most ? `${beginningOf(text, most)}…` : text;
}

/** As much as there are columns for. */
export function cut(spans: readonly Span[], { columns }: Bounds): readonly Span[] {
  const text = spans.map((span) => span.text).join("");
  if (columns === EVERYTHING || columnsOf(text) <= columns) return spans;
  const end = fittingEnd(text, 0, columns - 1);
  // Behind a value that is cut itself one sign says it.
  const sign: readonly Span[] = text[end - 1] === "…" ? [] : [{ role: "punctuation", text: "…" }];
  return [...taker(spans)(end), ...sign];
}
