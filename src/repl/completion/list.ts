// The list that Tab shows above the line: with descriptions a row each, without them in columns.
import { columnsOf, fittingEnd } from "../../render/display-width.ts";
import { sanitizeLine } from "../../render/sanitize.ts";
import type { Theme } from "../../render/theme.ts";
import { wrapWords } from "../../render/wrap.ts";
import type { Candidate } from "./completions.ts";

export interface ListLayout {
  readonly columns: number;
  /** How many rows the list may have. */
  readonly rows: number;
  readonly theme: Theme;
}

const GAP = 2;
/** As few columns as a description is wrapped to; where there are fewer it stands below the name. */
const LEAST_ROOM = 16;
/** A description that takes more rows is cut: it is there to choose by. */
const MOST_ROWS = 2;

/** Rows with no newline at their ends; what a server has chosen is shown, and not obeyed. */
export function listCandidates(candidates: readonly Candidate[], layout: ListLayout): readonly string[] {
  const rows = candidates.map(({ text, shown, summary }) => ({
    name: sanitizeLine(shown ?? text),
    summary: summary === undefined ? undefined : sanitizeLine(summary),
  }));
  const isDescribed = rows.some(({ summary }) => summary !== undefined);
  const blocks = isDescribed ? describedRows(rows, layout) : inColumns(rows, layout);
  const shown: string[] = [];
  let count = 0;
  for (const { lines, names } of blocks) {
    const isLast = count + names === rows.length;
    // The row that says how many more there are takes room, too.
    if (shown.length + lines.length + (isLast ? 0 : 1) > layout.rows && shown.length > 0) break;
    shown.push(...lines);
    count += names;
  }
  const left = rows.length - count;
  return left === 0 ? shown : [...shown, layout.theme.note(`… and ${left} more`)];
}

interface Row {
  readonly name: string;
  readonly summary: string | undefined;
}

interface Block {
  readonly lines: readonly string[];
  /** How many candidates it shows. */
  readonly names: number;
}

function describedRows(rows: readonly Row[], { columns, theme }: ListLayout): readonly Block[] {
  const widest = Math.max(...rows.map(({ name }) => columnsOf(name)));
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

/** Down each column first, as `ls` does. */
function inColumns(rows: readonly Row[], { columns, theme }: ListLayout): readonly Block[] {
  const widest = Math.max(...rows.map(({ name }) => columnsOf(name)));
  const across = Math.max(1, Math.floor((columns + GAP) / (widest + GAP)));
  const down = Math.ceil(rows.length / across);
  return Array.from({ length: down }, (_, at) => {
    const here = rows.filter((_row, index) => index % down === at);
    const cells = here.map(({ name }, index) => {
      const cell = clipped(name, columns);
      const blanks = index === here.length - 1 ? 0 : widest + GAP - columnsOf(cell);
      return theme.heading(cell) + " ".repeat(blanks);
    });
    return { lines: [cells.join("")], names: here.length };
  });
}

function clipped(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return `${text.slice(0, fittingEnd(text, 0, columns - 1))}…`;
}
