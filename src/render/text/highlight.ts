// A row of text, perhaps with colours in it, with some of it painted once more and its ends cut off.
import type { Paint } from "../themes/theme.ts";

/** What sets colours and other attributes (ECMA-48 §8.3.117); links are made of other sequences, and not in rows of XML. */
const COLOUR = /\x1b\[([\d;]*)m/g;
const RESET = "\x1b[0m";

/** Positions in the text without its colours. */
export type Range = readonly [start: number, end: number];

export interface Highlighting {
  /** What is painted, in its order, without overlaps. */
  readonly ranges: readonly Range[];
  readonly paint: Paint;
  /** What is shown of the row; without it all of it. */
  readonly window?: Range;
}

export function withoutColours(row: string): string {
  return row.replace(COLOUR, "");
}

/** The row without so much of its beginning, which has no colours of its own. */
export function beginningAt(row: string, start: number): string {
  let at = 0;
  let left = start;
  let colours = "";
  while (left > 0 && at < row.length) {
    const sequence = /^\x1b\[[\d;]*m/.exec(row.slice(at, at + 20))?.[0];
    if (sequence === undefined) left -= 1;
    else colours += sequence;
    at += sequence?.length ?? 1;
  }
  return colours + row.slice(at);
}

/** What is painted has no other colour, and the colours behind it are what they were. */
export function highlight(row: string, { ranges, paint, window = [0, row.length] }: Highlighting): string {
  const parts = cutAt(coloured(row), [...window, ...ranges.flat()]);
  const painted = new Map(ranges);
  let shown = "";
  let end = 0;
  for (const part of parts) {
    const { start } = part;
    if (start < window[0] || start >= window[1] || start < end) continue;
    const to = painted.get(start);
    if (to === undefined) {
      shown += inColours(part);
      continue;
    }
    const whole = parts.filter((part) => part.start >= start && part.start < to);
    shown += paint(whole.map((part) => part.text).join(""));
    end = to;
  }
  return shown;
}

/** Several stretches of a row, in its order and without overlaps, each in its colours. */
export function stretchesOf(row: string, ranges: readonly Range[]): readonly string[] {
  const parts = cutAt(coloured(row), ranges.flat());
  let at = 0;
  return ranges.map(([start, end]) => {
    let shown = "";
    for (let part = parts[at]; part && part.start < end; part = parts[at]) {
      if (part.start >= start) shown += inColours(part);
      at += 1;
    }
    return shown;
  });
}

function inColours({ text, colours }: Part): string {
  return colours === "" ? text : colours + text + RESET;
}

interface Part {
  readonly text: string;
  /** The sequences that give it its colours. */
  readonly colours: string;
  readonly start: number;
}

/** The pieces of a row of one colour each. */
function coloured(row: string): readonly Part[] {
  const parts: Part[] = [];
  const active = new Map<string, string>();
  let start = 0;
  let at = 0;
  const add = (text: string) => {
    if (text !== "") parts.push({ text, colours: [...active.values()].join(""), start });
    start += text.length;
  };
  for (const match of row.matchAll(COLOUR)) {
    add(row.slice(at, match.index));
    at = match.index + match[0].length;
    for (const code of codesOf(match[1] ?? "")) apply(code, active);
  }
  add(row.slice(at));
  return parts;
}

/** One sequence can set several; those of 256 colours and of any colour are one each: `38;5;n`, `38;2;r;g;b`. */
function codesOf(parameters: string): readonly string[] {
  return parameters.match(/[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+/g) ?? ["0"];
}

function apply(code: string, active: Map<string, string>): void {
  const n = Number.parseInt(code, 10);
  if (n === 0) active.clear();
  else if (n === 22) for (const key of ["1", "2"]) active.delete(key);
  else if (n >= 23 && n <= 29) active.delete(String(n - 20));
  else if (n === 39 || n === 49) active.delete(n === 39 ? "fore" : "back");
  else active.set(keyOf(n), `\x1b[${code}m`);
}

function keyOf(n: number): string {
  if (n < 30) return String(n);
  return (n >= 40 && n <= 48) || n >= 100 ? "back" : "fore";
}

/** The parts, cut where something begins or ends. */
function cutAt(parts: readonly Part[], positions: readonly number[]): readonly Part[] {
  const sorted = [...new Set(positions)].sort((one, other) => one - other);
  let next = 0;
  return parts.flatMap(({ text, colours, start }) => {
    const end = start + text.length;
    const cuts = [start];
    while ((sorted[next] ?? end) <= start) next += 1;
    for (let position = sorted[next]; position !== undefined && position < end; position = sorted[next]) {
      cuts.push(position);
      next += 1;
    }
    return cuts.map((from, index) => ({
      text: text.slice(from - start, (cuts[index + 1] ?? end) - start),
      colours,
      start: from,
    }));
  });
}
