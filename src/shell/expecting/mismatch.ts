// What was expected and did not come.
import type { Entry } from "../../transcript/entry.ts";
import { type DifferenceLine, nearest } from "../../xml/difference.ts";
import type { Pattern } from "../../xml/pattern.ts";
import { answerIn } from "./answer.ts";

export interface Mismatch {
  /** The pattern as it stands in the script, without its indentation. */
  readonly expected: string;
  /** What did arrive and does not match: the numbers of its entries, oldest first. */
  readonly arrived: readonly number[];
  /** What comes nearest to the pattern among that, line by line. */
  readonly nearest?: { readonly n: number; readonly lines: readonly DifferenceLine[] } | undefined;
}

export interface Unmatched {
  readonly text: string;
  readonly patterns: readonly Pattern[];
  /** What arrived, oldest first. */
  readonly entries: readonly Entry[];
}

/** How many are compared and named: the latest, for what was waited for would be among them. */
const MOST = 50;

export function mismatchOf({ text, patterns, entries }: Unmatched): Mismatch {
  const latest = entries.slice(-MOST);
  const elements = latest.flatMap((entry) => answerIn(entry) ?? []);
  const found = elements.length === latest.length ? nearest(patterns, elements) : undefined;
  const n = found && latest[found.index]?.n;
  return {
    expected: text,
    arrived: latest.map((entry) => entry.n),
    nearest: found && n !== undefined ? { n, lines: found.lines } : undefined,
  };
}
