// Where something in a step stands in the file.
import type { Position } from "../errors.ts";
import type { Step } from "./script.ts";

/** A piece of a script, and where it begins. */
export interface Passage {
  readonly text: string;
  readonly at: Position;
  /** The column in which its further rows begin. */
  readonly margin: number;
}

/** What is wrong at a place. */
export interface Problem {
  readonly at: Position;
  readonly reason: string;
}

/** The end of a step's text: the line without the client it is for. */
export function lineOf({ at, text }: Step, rest: string): Passage {
  const column = at.column + text.length - rest.length;
  return { text: rest, at: { line: at.line, column }, margin: at.column };
}

export function blockOf({ block }: Step): Passage | undefined {
  return block && { ...block, margin: block.at.column };
}

/** The passage from an offset in its first row on. */
export function passageFrom({ text, at, margin }: Passage, offset: number): Passage {
  return { text: text.slice(offset), at: { line: at.line, column: at.column + offset }, margin };
}

/** A function from offsets in the passage to places in the file. */
export function placesIn({ text, at, margin }: Passage): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    const row = lastNotAbove(starts, offset);
    const column = offset - (starts[row] ?? 0) + (row === 0 ? at.column : margin);
    return { line: at.line + row, column };
  };
}

/** The index of the last of some ascending numbers that is not above a limit. */
function lastNotAbove(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
