// What an entry is found by again.
import type { Entry } from "../transcript/entry.ts";
import type { Shown } from "./secrets/redact.ts";
import { beginningAt } from "./text/highlight.ts";
import type { Theme } from "./themes/theme.ts";

/** The first row of a remark or a line, which has no number where it comes, with that number; traffic has its own. */
export function numbered(row: string, entry: Shown<Entry>, theme: Theme): string {
  if (entry.type === "traffic") return row;
  const from = entry.type === "command" ? 0 : "    ".length;
  return theme.number(numberOf(entry)) + beginningAt(row, from);
}

export function numberOf({ n }: Shown<Entry>): string {
  return `${String(n).padStart(3)} `;
}
