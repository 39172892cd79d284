// The list that Tab shows above the line, a screenful with each press: with descriptions a row each, else in columns.
import { columnsOf, fittingEnd } from "../../render/text/display-width.ts";
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { wrapWords } from "../../render/text/wrap.ts";
import type { Theme } from "../../render/themes/theme.ts";
import type { Candidate } from "./completions.ts";

export interface ListLayout {
  readonly columns: number;
  /** How many rows a page may have. */
  readonly rows: number;
  readonly theme: Theme;
}

/** Rows with no newline at their ends. */
export type Page = readonly string[];

const GAP = 2;
/** As few columns as a description is wrapped to; where there are fewer it stands below the name. */
const LEAST_ROOM = 16;
/** A description that takes more rows is cut: it is there to choose by. */
const MOST_ROWS = 2;

interface Row {
  readonly name: string;
  readonly summary: string | undefined;
}

/**
 * The pages in turn. Names whose descriptions do not fit beside them on one page come without, and then once more with
 * them. What a server has chosen is shown, and not obeyed.
 */
export function* listPages(candidates: readonly Candidate[], layout: ListLayout): Generator<Page, void> {
  const rows = candidates.map(({ text, shown, summary }) => ({
    name: sanitizeLine(shown ?? text),
    summary: summary === undefined ? undefined : sanitizeLine(summary),
  }));
  if (rows.every(({ summary }) => summary === undefined)) {
    yield* pagesOf(inColumns(rows, layout), layout);
    return;
  }
  const described = describedRows(rows, layout);
  const names = new Set(rows.map(({ name }) => name));
  const isTooLong = described.reduce((sum, { lines }) => sum + lines.length, 0) > layout.rows;
  // Where several have one name, it is the description that tells them apart.
  if (isTooLong && names.size === rows.length) {
    yield* pagesOf(inColumns(rows, layout), { ...layout, behind: "Tab tells what they are" });
  }
  yield* pagesOf(described, layout);
}

interface Block {
  readonly lines: readonly string[];
  /** How many candidates it shows. */
  readonly names: number;
}

/** @param layout has in `behind` what is said where everything has been shown. */
function* pagesOf(
  blocks: readonly Block[],
  { rows, theme, behind }: ListLayout & { readonly behind?: string },
): Generator<Page, void> {
  let left = blocks.reduce((sum, { names }) => sum + names, 0);
  let page: string[] = [];
  for (const { lines, names } of blocks) {
    const isLast = left === names;
    // The row that says what comes with the next press takes room, too.
    const foot = isLast && behind === undefined ? 0 : 1;
    if (page.length > 0 && page.length + lines.length + foot > rows) {
      yield [...page, theme.note(`… and ${left} more (Tab goes on)`)];
      page = [];
    }
    page.push(...lines);
    left -= names;
  }
  yield behind === undefined ? page : [...page, theme.note(`… ${behind}`)];
}

/** Of a folder with a hundred thousand files the names are too many for the arguments of one call. */
function widestOf(rows: readonly Row[]): number {
  return rows.reduce((widest, { name }) => Math.max(widest, columnsOf(name)), 0);
}

function describedRows(rows: readonly Row[], { columns, theme }: ListLayout): readonly Block[] {
  const widest = widestOf(rows);
  const most = Math.max(8, columns - GAP - LEAST_ROOM);
  const margin = Math.min(widest, most, Math.max(24, Math.floor(columns / 2))) + GAP;
  const room = Math.max(LEAST_ROOM, columns - margin);
  return rows.map(({ name, summary = "" }) => {
    const [first = "", ...rest] = shortened(wrapWords(summary, room), room);
    const width = columnsOf(name);
    const below = " ".repeat(margin);
    const continued = rest.map((line) => below + theme.note(line));
    // A name without end is cut at the margin of the terminal.
    const head = theme.heading(clipped(name, columns));
    if (first === "") return { lines: [head], names: 1 };
    if (width + GAP > margin) return { lines: [head, below + theme.note(first), ...continued], names: 1 };
    return { lines: [head + " ".repeat(margin - width) + theme.note(first), ...continued], names: 1 };
  });
}

function shortened(lines: readonly string[], room: number): readonly string[] {
  const cut = lines.map((line) => clipped(line, room));
  if (cut.length <= MOST_ROWS) return cut;
  return [...cut.slice(0, MOST_ROWS - 1), clipped(`${cut[MOST_ROWS - 1]} …`, room)];
}

/** Down each column first, as `ls` does; what does not fit on a page goes on with columns of its own on the next. */
function inColumns(rows: readonly Row[], { columns, theme, ...page }: ListLayout): readonly Block[] {
  const widest = widestOf(rows);
  const across = Math.max(1, Math.floor((columns + GAP) / (widest + GAP)));
  const onPage = across * Math.max(1, page.rows - 1);
  const blocks: Block[] = [];
  for (let at = 0; at < rows.length; at += onPage) {
    const here = rows.slice(at, at + onPage);
    const down = Math.ceil(here.length / across);
    for (let row = 0; row < down; row += 1) {
      const cells = here
        .filter((_row, index) => index % down === row)
        .map(({ name }) => clipped(name, columns));
      const padded = cells.map((cell, index) => {
        const blanks = index === cells.length - 1 ? 0 : widest + GAP - columnsOf(cell);
        return theme.heading(cell) + " ".repeat(blanks);
      });
      blocks.push({ lines: [padded.join("")], names: cells.length });
    }
  }
  return blocks;
}

function clipped(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return `${text.slice(0, fittingEnd(text, 0, columns - 1))}…`;
}
