// Entries by their numbers: "7", "#7", "5-9", "5..9", "5-", "-9", "3,7", "3 7".
import { UsageError } from "../errors.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";

/** From one number to another, both of them in it; without an end it goes to the last entry. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

const RANGE = /^#?(\d{1,15})?(?:(-|\.\.)#?(\d{1,15})?)?$/;

/** Undefined of what is no list of numbers at all. */
export function readNumbers(text: string): readonly NumberRange[] | undefined {
  const parts = text.split(/[,\s]+/).filter((part) => part !== "");
  const ranges = parts.map(readRange);
  if (ranges.length === 0) return undefined;
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

function readRange(text: string): NumberRange | undefined {
  const [, first, hyphen, last] = RANGE.exec(text) ?? [];
  if (first === undefined && last === undefined) return undefined;
  const from = first === undefined ? 1 : Number(first);
  const to = hyphen === undefined ? from : last === undefined ? Number.POSITIVE_INFINITY : Number(last);
  return { from, to };
}

export function isIn(n: number, ranges: readonly NumberRange[]): boolean {
  return ranges.some(({ from, to }) => from <= n && n <= to);
}

/**
 * The number of one entry.
 * @throws UsageError of what is none; `action` is what was to be done with it.
 */
export function entryNumbered(text: string, transcript: Transcript, action: string): Entry {
  const n = Number(/^#?(\d{1,15})$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(n)) throw new UsageError(`Cannot ${action} "${text}": it is no entry's number`);
  const entry = transcript.get(n);
  if (entry) return entry;
  throw new UsageError(`Cannot ${action} ${n}: ${whyMissing(n, transcript)}`);
}

/**
 * How many of the last entries are wanted; all of them where nothing is said.
 * @throws UsageError of what is no such number; `action` is what was to be done with them.
 */
export function countOfLast(text: string | undefined, action: string): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError(`Cannot ${action} the last "${text}": it is a number from 1`);
}

/** Why there is no entry of that number. */
export function whyMissing(n: number, { last, oldest }: Transcript): string {
  if (!last) return "there is no entry yet";
  if (n < 1) return "the first entry is 1";
  if (n > last.n) return `the last entry is ${last.n}`;
  return n < oldest
    ? `it was dropped to save memory; entries from ${oldest} on are kept (see "set keep entries", and --log for all of them)`
    : "of a row of keepalives only the last is kept (--log has all of them)";
}
