// What differs between two texts of XML, row by row as they are laid out. How the attributes are ordered and quoted, and
// blanks between elements, make no difference.
import { diffArrays } from "diff";
import { highlight, type Range } from "./highlight.ts";
import { type Piece, pieces } from "./markup.ts";
import { type Line, layOut } from "./pretty.ts";
import { sanitizeLine } from "./sanitize.ts";
import type { Theme } from "./theme.ts";

export interface DifferingRow {
  readonly side: "both" | "first" | "second";
  readonly depth: number;
  readonly text: string;
  /** What makes the difference, where the row of the other side is much the same. */
  readonly marked: readonly Range[];
}

/** Texts that have less in common than this, in rows, are not compared: one stands below the other. */
const MOST_EDITS = 4000;

/** Every row of both; none where nothing differs. */
export function differingRows(first: string, second: string): readonly DifferingRow[] {
  const [one, other] = [rowsOf(first), rowsOf(second)];
  const options = { comparator: (a: Row, b: Row) => a.key === b.key, maxEditLength: MOST_EDITS };
  const changes = diffArrays([...one], [...other], options) ?? [
    { value: [...one], removed: true, added: false },
    { value: [...other], removed: false, added: true },
  ];
  if (changes.every(({ added, removed }) => !added && !removed)) return [];
  return changes.flatMap(({ value, added, removed }, at) => {
    const side = added ? "second" : removed ? "first" : "both";
    const across = added ? changes[at - 1] : removed ? changes[at + 1] : undefined;
    const others = (added ? across?.removed : across?.added) ? (across?.value ?? []) : [];
    return value.map((row, index) => ({ ...row, side, marked: marks(row, others[index]) }) as const);
  });
}

interface Row {
  readonly depth: number;
  readonly text: string;
  /** The same for rows that say the same. */
  readonly key: string;
  readonly name: string;
}

function rowsOf(text: string): readonly Row[] {
  return layOut(text).map((line: Line) => {
    const trimmed = line.pieces.map(({ text }) => text).join("");
    return {
      depth: line.depth,
      text: trimmed,
      key: line.pieces.map(keyOf).join(""),
      name: line.pieces[0]?.name ?? "",
    };
  });
}

const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function keyOf({ type, name, text }: Piece): string {
  if (type === "text") return text;
  if (type === "other") return text.replaceAll("'", '"');
  const tag = /^<\/?([^\s/>]+)/.exec(text)?.[1] ?? name;
  if (type === "end") return `</${tag}>`;
  const start = `<${[
    tag,
    ...attributesIn(text)
      .map(({ key }) => key)
      .sort(),
  ].join(" ")}>`;
  return type === "empty" ? `${start}</${tag}>` : start;
}

interface AttributeAt {
  readonly key: string;
  readonly range: Range;
}

function attributesIn(text: string): readonly AttributeAt[] {
  return Array.from(text.matchAll(ATTRIBUTE), (match) => {
    const [all, name = "", double, single] = match;
    return { key: `${name}=${double ?? single ?? ""}`, range: [match.index, match.index + all.length] };
  });
}

/** The attributes and the text that the other row has not; nothing where it is about something else. */
function marks(row: Row, other: Row | undefined): readonly Range[] {
  if (!other || row.name === "" || row.name !== other.name) return [];
  const theirs = pieces(other.text);
  const known = new Set(
    theirs.flatMap(({ text, type }) => (type === "text" ? [text] : attributesIn(text).map(({ key }) => key))),
  );
  let at = 0;
  return pieces(row.text).flatMap(({ text, type }) => {
    const start = at;
    at += text.length;
    if (type === "text") return known.has(text) ? [] : [[start, at] as const];
    return attributesIn(text)
      .filter(({ key }) => !known.has(key))
      .map(({ range }): Range => [range[0] + start, range[1] + start]);
  });
}

/** So many rows that agree are shown around those that do not. */
const AROUND = 3;
const LONGEST = 300;
const LEAD = 60;

/** The rows that differ, and some around them, told apart by their signs. */
export function differenceText(rows: readonly DifferingRow[], theme: Theme): readonly string[] {
  const isNear = rows.map(() => false);
  for (const [at, { side }] of rows.entries())
    if (side !== "both") isNear.fill(true, Math.max(0, at - AROUND), at + AROUND + 1);
  return rows.flatMap((row, at) => {
    if (isNear[at]) return [rowText(row, theme)];
    return at === 0 || isNear[at - 1] ? [theme.punctuation(`  ${"  ".repeat(row.depth)}…`)] : [];
  });
}

const SIGNS = { both: "  ", first: "- ", second: "+ " } as const;

function rowText({ side, depth, text, marked }: DifferingRow, theme: Theme): string {
  const margin = SIGNS[side] + "  ".repeat(depth);
  const { shown, ranges } = cut(text, marked);
  const whole = margin + shown;
  if (side === "both") return whole;
  const paint = side === "first" ? theme.failure : theme.received;
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
  const from = isLong && first > LEAD * 2 ? first - LEAD : 0;
  const end = isLong ? from + LONGEST : text.length;
  let shown = from > 0 ? `${sanitizeLine(text.slice(0, LEAD))}…` : "";
  const ranges: Range[] = [];
  let at = from;
  for (const [start, stop] of marked) {
    if (start >= end) break;
    shown += sanitizeLine(text.slice(at, start));
    at = Math.min(stop, end);
    const safe = sanitizeLine(text.slice(start, at));
    ranges.push([shown.length, shown.length + safe.length]);
    shown += safe;
  }
  shown += sanitizeLine(text.slice(at, end));
  return { shown: end < text.length ? `${shown}…` : shown, ranges };
}
