// What differs between two elements, as it is shown: the rows that differ and some around them.

import type { RenderOptions } from "../options.ts";
import { beginningOf } from "../text/display-width.ts";
import { characterAround } from "../text/graphemes.ts";
import { highlight, type Range } from "../text/highlight.ts";
import { sanitizeRow } from "../text/sanitize.ts";
import { wrapPainted } from "../text/wrap-painted.ts";
import type { Paint, Theme } from "../themes/theme.ts";
import type { DifferingRow } from "./entry-difference.ts";

/** So many rows that agree are shown around those that do not. */
const AROUND = 3;
const LONGEST = 300;
const LEAD = 60;

/** The rows that differ, and some around them, told apart by their signs. */
export function differenceText(
  rows: readonly DifferingRow[],
  { theme, width }: Pick<RenderOptions, "theme" | "width">,
): readonly string[] {
  const isNear = nearRows(rows);
  return rows.flatMap((row, at) => {
    if (isNear[at]) return wrapPainted(rowText(row, theme), { width, margin: marginOf(row, theme) });
    return at === 0 || isNear[at - 1] ? [theme.punctuation(`  ${"  ".repeat(row.depth)}…`)] : [];
  });
}

/** Whether some of what is shown is cut. */
export function cutsRows(rows: readonly DifferingRow[]): boolean {
  const isNear = nearRows(rows);
  return rows.some(({ text }, at) => isNear[at] && text.length > LONGEST);
}

function nearRows(rows: readonly DifferingRow[]): readonly boolean[] {
  const isNear = rows.map(() => false);
  for (const [at, { side }] of rows.entries())
    if (side !== "both") isNear.fill(true, Math.max(0, at - AROUND), at + AROUND + 1);
  return isNear;
}

const SIGNS = { both: "  ", first: "- ", second: "+ " } as const;

/** What goes on has the sign of its row. */
function marginOf({ side, depth }: DifferingRow, theme: Theme): string {
  const margin = `${SIGNS[side]}${"  ".repeat(Math.min(depth, MOST_DEPTH))}    `;
  return side === "both" ? margin : paintOf(side, theme)(margin);
}

const MOST_DEPTH = 4;

function paintOf(side: "first" | "second", theme: Theme): Paint {
  return side === "first" ? theme.failure : theme.received;
}

function rowText({ side, depth, text, marked }: DifferingRow, theme: Theme): string {
  const margin = SIGNS[side] + "  ".repeat(depth);
  const { shown, ranges } = cut(text, marked);
  const whole = margin + shown;
  if (side === "both") return whole;
  const paint = paintOf(side, theme);
  const moved = ranges.map(([start, end]): Range => [start + margin.length, end + margin.length]);
  return highlight(paint(whole), { ranges: moved, paint: theme.match });
}

/** A long row is cut so that its beginning and the first difference remain; what is marked is safe to show. */
function cut(
  text: string,
  marked: readonly Range[],
): { readonly shown: string; readonly ranges: readonly Range[] } {
  const first = marked[0]?.[0] ?? 0;
  const isLong = text.length > LONGEST;
  const from = isLong && first > LEAD * 2 ? characterAround(text, first - LEAD)[0] : 0;
  const end = isLong ? characterAround(text, from + LONGEST)[0] : text.length;
  let shown = from > 0 ? `${sanitizeRow(beginningOf(text, LEAD))}…` : "";
  const ranges: Range[] = [];
  let at = from;
  for (const [start, stop] of marked) {
    if (start >= end) break;
    shown += sanitizeRow(text.slice(at, start));
    at = Math.min(stop, end);
    const safe = sanitizeRow(text.slice(start, at));
    ranges.push([shown.length, shown.length + safe.length]);
    shown += safe;
  }
  shown += sanitizeRow(text.slice(at, end));
  return { shown: end < text.length ? `${shown}…` : shown, ranges };
}
