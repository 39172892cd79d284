// A row that is painted already, broken where the terminal is narrower.
import { columnsOf, fittingEnd } from "./display-width.ts";
import { type Range, stretchesOf, withoutColours } from "./highlight.ts";
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
  const ranges: Range[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, start === 0 ? width : room);
    // Without the blanks that it is broken behind: they may be one more than there is room for.
    ranges.push([start, start + text.slice(start, end).trimEnd().length]);
    start = end;
  }
  return stretchesOf(row, ranges).map((part, at) => (at === 0 ? part : margin + part));
}

function endOf(text: string, start: number, columns: number): number {
  const limit = fittingEnd(text, start, columns);
  if (limit >= text.length) return text.length;
  const blank = start + text.slice(start, limit + 1).lastIndexOf(" ") + 1;
  return blank > start + (limit - start) / 4 ? blank : partEnd(text, start, columns);
}
