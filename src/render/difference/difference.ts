// A comparison as text, with a margin: "- " what was expected, "+ " what was received.
import type { DifferenceLine } from "../../xml/difference.ts";
import { sanitizeLine } from "../text/sanitize.ts";
import type { Theme } from "../themes/theme.ts";

const MOST_ROWS = 60;
/** A run of lines that agree and say nothing about where a difference is, longer than this, is left out. */
const LONGEST_RUN = 3;
const LONGEST_TEXT = 300;
/** Of a line that is cut, so much is shown before the first difference, and of its beginning. */
const LEAD = 60;

/** The lines of a comparison, each indented, on one row of text, and without control characters. */
export function differenceLines(lines: readonly DifferenceLine[], theme: Theme): readonly string[] {
  const cut = lines.map((line, at) => ({ ...line, text: cutText(line, lines[at - 1], lines[at + 1]) }));
  const shown = collapse(cut);
  const rows = shown.map((line) => row(line, theme));
  // What would stand for a single row can be the row.
  if (rows.length <= MOST_ROWS + 1) return rows;
  const left = `… (${rows.length - MOST_ROWS} more rows)`;
  return [...rows.slice(0, MOST_ROWS), `  ${theme.punctuation(left)}`];
}

function row({ side, depth, text }: DifferenceLine, theme: Theme): string {
  const indented = "  ".repeat(depth) + sanitizeLine(text);
  switch (side) {
    case "expected":
      return theme.failure(`- ${indented}`);
    case "received":
      return theme.received(`+ ${indented}`);
    case "both":
      return `  ${text === "…" ? theme.punctuation(indented) : indented}`;
  }
}

/** Leaves out long runs of lines that agree, but not the elements that a difference is in. */
function collapse(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const kept = keptLines(lines);
  const shown: DifferenceLine[] = [];
  let run: DifferenceLine[] = [];
  const endRun = () => {
    const depth = run.reduce((least, line) => Math.min(least, line.depth), Number.POSITIVE_INFINITY);
    shown.push(...(run.length > LONGEST_RUN ? [{ side: "both", depth, text: "…" } as const] : run));
    run = [];
  };
  for (const line of lines) {
    if (!kept.has(line)) {
      run.push(line);
      continue;
    }
    endRun();
    shown.push(line);
  }
  endRun();
  return shown;
}

/** The lines that differ, with the start tags and the end tags around them. */
function keptLines(lines: readonly DifferenceLine[]): ReadonlySet<DifferenceLine> {
  const kept = new Set<DifferenceLine>();
  for (const direction of [lines, lines.toReversed()]) {
    // What is around a line comes before it, at ever smaller depths, and so it does from behind.
    let below = 0;
    for (const line of direction.toReversed()) {
      if (line.side !== "both") below = line.depth;
      else if (line.depth < below) below = line.depth;
      else continue;
      kept.add(line);
    }
  }
  return kept;
}

/** Cuts a long line so that its beginning and what differs from the line of the other side remain. */
function cutText(
  line: DifferenceLine,
  before: DifferenceLine | undefined,
  behind: DifferenceLine | undefined,
): string {
  const { text } = line;
  if (text.length <= LONGEST_TEXT) return text;
  const other = [before, behind].find((next) => next && next.side !== line.side && next.depth === line.depth);
  const from = other && line.side !== "both" ? firstDifference(text, other.text) - LEAD : 0;
  if (from <= LEAD) return `${text.slice(0, LONGEST_TEXT)}…`;
  const end = from + LONGEST_TEXT - LEAD;
  return `${text.slice(0, LEAD)}…${text.slice(from, end)}${end < text.length ? "…" : ""}`;
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
