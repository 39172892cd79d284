// Rows of a name and a value below each other. What may come from a server is made safe here, and only then styled.
import { sanitizeLine } from "./sanitize.ts";
import { wrapAll } from "./wrap.ts";

export type Row = readonly [name: string, value: string];

export interface RowLayout {
  /** Columns of the whole; 0 wraps nothing. */
  readonly width: number;
  /** What stands before each name. */
  readonly indent?: string;
  /** A longer name has a line of its own, and pushes nobody else's value to the right; without it none is. */
  readonly longestName?: number;
  paint?(name: string): string;
}

/** As few columns as a value is wrapped to, however narrow the terminal is. */
const LEAST_ROOM = 20;
/** A name of that length stands beside its value on any terminal. */
const SHORT = 8;

/** The lines of each row: the name, beside it the value, wrapped below itself. */
export function wrapRows(rows: readonly Row[], layout: RowLayout): readonly (readonly string[])[] {
  const { width, indent = "", longestName = Number.POSITIVE_INFINITY, paint = (name) => name } = layout;
  const safe = rows.map(([name, value]) => ({ name: sanitizeLine(name), value: sanitizeLine(value) }));
  const fitting = width === 0 ? longestName : Math.max(SHORT, width - indent.length - 2 - LEAST_ROOM);
  const isLong = (name: string) => name.length > Math.min(longestName, fitting);
  const names = Math.max(0, ...safe.map(({ name }) => (isLong(name) ? 0 : name.length)));
  const margin = indent.length + names + 2;
  const room = width === 0 ? 0 : Math.max(LEAST_ROOM, width - margin);
  return safe.map(({ name, value }) => {
    const [first = "", ...rest] = wrapAll(value, room);
    const continued = rest.map((line) => " ".repeat(margin) + line);
    if (isLong(name)) return [indent + paint(name), " ".repeat(margin) + first, ...continued];
    return [indent + paint(name) + " ".repeat(names - name.length + 2) + first, ...continued];
  });
}
