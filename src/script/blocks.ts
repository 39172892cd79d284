// The indented lines beneath a step.
import { isBlankRow, isIndentedRow, type Row } from "./rows.ts";
import type { Block } from "./script.ts";

/** How many rows from `from` on belong to the step above them: indented ones, and blank ones between them. */
export function blockLength(rows: readonly Row[], from: number): number {
  let length = 0;
  for (let at = from; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row || (!isBlankRow(row) && !isIndentedRow(row))) break;
    if (!isBlankRow(row)) length = at + 1 - from;
  }
  return length;
}

/** Removes the indentation that all rows share; \r\n and \r have become \n. Without rows there is no block. */
export function makeBlock(rows: readonly Row[]): Block | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const indentation = sharedIndentation(rows.filter((row) => !isBlankRow(row)));
  // A blank row may be shorter than the indentation.
  const texts = rows.map(({ text }) => (text.startsWith(indentation) ? text.slice(indentation.length) : ""));
  return {
    text: texts.join("\n"),
    at: { line: first.line, column: first.column + indentation.length },
  };
}

function sharedIndentation(rows: readonly Row[]): string {
  let shared = /^\s*/.exec(rows[0]?.text ?? "")?.[0] ?? "";
  for (const { text } of rows) {
    let length = 0;
    while (length < shared.length && text[length] === shared[length]) length += 1;
    shared = shared.slice(0, length);
  }
  return shared;
}
