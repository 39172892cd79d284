// When an entry was, before its first row: in a fixed width, so that it can be cut off.
import type { RenderOptions } from "./options.ts";

type Timed = Pick<RenderOptions, "times" | "before">;

const ABSOLUTE = "12:34:56.789 ".length;
const RELATIVE = "+123.456 ".length;

/** In UTC, to the millisecond: "12:34:56.789". */
export function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

/** The time before an entry, with the blanks behind it; "" where none is wished. */
export function timeColumn(at: number, { times = "none", before }: Timed): string {
  switch (times) {
    case "none":
      return "";
    case "absolute":
      return `${timeOfDay(at)} `;
    case "relative":
      return `${(before === undefined ? "" : since(at - before)).padStart(RELATIVE - 1)} `;
  }
}

/** How many columns that takes. */
export function timeWidth({ times = "none" }: Timed): number {
  return { none: 0, absolute: ABSOLUTE, relative: RELATIVE }[times];
}

function since(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  return `+${seconds < 1000 ? seconds.toFixed(3) : String(Math.floor(seconds)).slice(0, RELATIVE - 2)}`;
}
