// What a press of Tab puts on the line.
import type { Candidate, Completions } from "./completions.ts";

export interface LineState {
  readonly line: string;
  readonly cursor: number;
}

/** What the line has become; it ends with a blank that nobody has typed. */
export interface Inserted extends LineState {
  readonly endsWith?: "blank" | undefined;
}

/** The line with what is certain put in; the same line where nothing is. */
export function insertion(state: LineState, { from, candidates, typed, isOpen }: Completions): Inserted {
  const { line, cursor } = state;
  const [first, ...others] = candidates;
  if (!first || isOpen) return state;
  const behind = line.slice(cursor);
  // The end tag that is to come is there already, as in a template.
  if (others.length === 0 && from === cursor && first.text.startsWith("</") && behind.startsWith(first.text))
    return { line, cursor: cursor + first.text.length };
  const begun = typed ?? line.slice(from, cursor);
  const text = others.length === 0 ? first.text : commonBeginning(candidates);
  // What is typed never becomes less: a candidate may be written in another way, in quotes.
  if (others.length > 0 && !text.toLowerCase().startsWith(begun.toLowerCase())) return state;
  const isComplete = others.length === 0 && first.isWhole === true;
  const blank = isComplete && behind === "" ? " " : "";
  const before = line.slice(0, from) + text;
  // A blank that is there already is passed over.
  const passed = isComplete && /^\s/.test(behind) ? 1 : blank.length;
  const endsWith = blank === "" ? undefined : "blank";
  return { line: before + blank + behind, cursor: before.length + passed, endsWith };
}

/** Never half of a character. */
function commonBeginning(candidates: readonly Candidate[]): string {
  const [first = "", ...others] = candidates.map(({ text }) => text);
  let end = first.length;
  for (const other of others) {
    let same = 0;
    while (same < end && first[same] === other[same]) same += 1;
    end = same;
  }
  return first.slice(0, end).replace(/[\ud800-\udbff]$/, "");
}
