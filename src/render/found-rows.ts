// The rows of an entry in which something was found.

import type { Entry } from "../transcript/entry.ts";
import { type RenderOptions, renderEntry } from "./entry.ts";
import { numbered, numberOf } from "./numbered.ts";
import type { Shown } from "./secrets/redact.ts";
import { highlight, type Range, withoutColours } from "./text/highlight.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { marginBehind } from "./traffic.ts";

/** Where in a text it is first. */
export type Find = (text: string) => Range | undefined;

/** Of a long row so much is shown, in characters, and so much of it before what was found. */
const LONGEST = 400;
const LEAD = 60;

/**
 * The first row of an entry, which says what it is, and those in which something is found; `…` stands for what is left
 * out between them. None where it is found in no row.
 */
export function foundRows(entry: Shown<Entry>, find: Find, options: RenderOptions): readonly string[] {
  // Nothing is wrapped or added: it would not be found across the end of a row.
  const plain = { ...options, width: 0, fold: 0, times: "none", base64: "leave", answer: undefined } as const;
  const rows = renderEntry(entry, plain);
  const margin = marginOf(entry, options);
  const behind = entry.type === "traffic" ? marginBehind(margin, plain).length : margin;
  const found = rows.flatMap((row, index) => {
    const from = index === 0 ? margin : behind;
    const text = withoutColours(row).slice(from);
    const first = find(text);
    return first ? [{ index, row: cut(row, from, rangesIn(text, first, find), options) }] : [];
  });
  if (found.length === 0) return [];
  const [head = ""] = rows;
  const shown = found[0]?.index === 0 ? found : [{ index: 0, row: cut(head, margin, [], options) }, ...found];
  const [first, ...others] = shown.flatMap(({ index, row }, at) => {
    const before = shown[at - 1]?.index ?? index - 1;
    return index > before + 1 ? [`${" ".repeat(margin)}…`, row] : [row];
  });
  return [numbered(first ?? "", entry, options.theme), ...others];
}

/** What stands before the text of an entry is no part of it. */
function marginOf(entry: Shown<Entry>, { name }: RenderOptions): number {
  if (entry.type === "command") return "> ".length;
  if (entry.type !== "traffic") return "    -- ".length;
  const who = name === undefined ? "" : `${sanitizeLine(name)} `;
  return numberOf(entry).length + who.length + "C: ".length;
}

/** All of them that a cut row can show. */
function rangesIn(text: string, first: Range, find: Find): readonly Range[] {
  const ranges: Range[] = [];
  const last = first[0] + LONGEST;
  for (let range: Range | undefined = first; range && range[0] < last; ) {
    ranges.push(range);
    const from: number = Math.max(range[1], range[0] + 1);
    const next = find(text.slice(from, last + LONGEST));
    range = next && [next[0] + from, next[1] + from];
  }
  return ranges;
}

function cut(row: string, margin: number, found: readonly Range[], { theme }: RenderOptions): string {
  const length = withoutColours(row).length;
  const ranges = found.map(([start, end]): Range => [start + margin, end + margin]);
  const paint = theme.match;
  if (length <= LONGEST) return highlight(row, { ranges, paint });
  const from = Math.max(margin, (ranges[0]?.[0] ?? 0) - LEAD);
  const to = Math.min(length, from + LONGEST);
  const label = highlight(row, { ranges: [], paint, window: [0, margin] });
  const within = ranges
    .map(([start, end]): Range => [start, Math.min(end, to)])
    .filter(([start]) => start < to);
  const body = highlight(row, { ranges: within, paint, window: [from, to] });
  return `${label}${from > margin ? "…" : ""}${body}${to < length ? "…" : ""}`;
}
