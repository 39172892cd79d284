// Lines of the history that can be run again.
import { MASK } from "../../render/secrets/redact.ts";
import type { ForClient, Value } from "./completions.ts";

const MOST = 10;
const LONGEST = 100;

/** By their numbers, the newest first; of what is typed, whole lines that begin with it. */
export function historyValues(typed: string, { history }: ForClient): readonly Value[] {
  const lines = history
    .filter(({ line }) => !/^\s*(again|history)\b/.test(line) && !line.includes(MASK))
    .toReversed();
  if (typed === "" || /^\d+$/.test(typed)) {
    const fitting = lines.filter(({ n }) => String(n).startsWith(typed));
    return fitting
      .slice(0, MOST)
      .map(({ n, line }) => ({ value: String(n), summary: line.slice(0, LONGEST) }));
  }
  return lines
    .filter(({ line }) => !line.includes("\n") && line.startsWith(typed))
    .slice(0, MOST)
    .map(({ line }) => ({ value: line, isVerbatim: true }));
}
