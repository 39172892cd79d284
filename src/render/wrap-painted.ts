// A row that is painted already, broken where the terminal is narrower.
import { columnsOf, fittingEnd } from "./display-width.ts";
import { highlight, type Range, withoutColours } from "./highlight.ts";
import { partEnd } from "./wrap.ts";

export interface Breaking {
  /** 0 breaks nothing. */
  readonly width: number;
  /** What stands before each row but the first. */
  readonly margin: string;
}

const LEAST_ROOM = 20;

/** The rows: broken behind blanks or parts, where that leaves more than a scrap, and in their colours. */
export function wrapPainted(row: string, { width, margin }: Breaking): readonly string[] {
  const text = withoutColours(row);
  if (width <= 0 || columnsOf(text) <= width) return [row];
  const room = Math.max(LEAST_ROOM, width - columnsOf(withoutColours(margin)));
  const rows: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, start === 0 ? width : room);
    rows.push((start === 0 ? "" : margin) + part(row, [start, end]));
    start = end;
  }
  return rows;
}

function endOf(text: string, start: number, columns: number): number {
  const limit = fittingEnd(text, start, columns);
  if (limit >= text.length) return text.length;
  const blank = text.lastIndexOf(" ", limit) + 1;
  return blank > start + (limit - start) / 4 ? blank : partEnd(text, start, columns);
}

/** Without the blanks that it was broken behind: they may be one more than there is room for. */
function part(row: string, [start, end]: Range): string {
  const shown = withoutColours(row).slice(start, end).trimEnd();
  return highlight(row, { ranges: [], paint: (text) => text, window: [start, start + shown.length] });
}
