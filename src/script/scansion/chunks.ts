// A .scs file -> its lines at the margin, each with the indented lines beneath it.
import type { Position } from "../../errors.ts";
import { makeBlock } from "../blocks.ts";
import { isBlankRow, isIndentedRow, type Row, rowsOf } from "../rows.ts";
import type { Block } from "../script.ts";

/** A line at the margin; blank lines do not end what stands beneath it. */
export interface Chunk {
  /** Empty for what is indented before any line at the margin. */
  readonly text: string;
  readonly at: Position;
  /** The indented and blank rows beneath it. */
  readonly rows: readonly Row[];
}

export function chunksOf(text: string): readonly Chunk[] {
  const chunks: { text: string; at: Position; rows: Row[] }[] = [];
  for (const row of rowsOf(text)) {
    const isBeneath = isBlankRow(row) || isIndentedRow(row);
    if (!isBeneath || chunks.length === 0) {
      const { line, column } = row;
      chunks.push({ text: isBeneath ? "" : row.text.trimEnd(), at: { line, column }, rows: [] });
    }
    if (isBeneath) chunks.at(-1)?.rows.push(row);
  }
  return chunks;
}

/** The rows that are not blank. */
export function textRows({ rows }: Chunk): readonly Row[] {
  return rows.filter((row) => !isBlankRow(row));
}

/** What stands beneath, without blank rows at either end. */
export function blockBeneath({ rows }: Chunk): Block | undefined {
  const isText = (row: Row) => !isBlankRow(row);
  return makeBlock(rows.slice(Math.max(0, rows.findIndex(isText)), rows.findLastIndex(isText) + 1));
}

/** Where the text of a row begins, behind its indentation. */
export function startOf({ text, line, column }: Row): Position {
  return { line, column: column + Math.max(0, text.search(/\S/)) };
}

export type Remark =
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "tag"; readonly key: string; readonly value: string }
  /** `-----`, or a comment without text. */
  | { readonly kind: "divider" };

/** What a line at the margin is that is no definition and no action. `//` and `--` begin comments as `#` does. */
export function remarkIn(text: string): Remark | undefined {
  // A key is one word, as in our own scripts.
  const tag = /^##[ \t]*([^\s:#]+)[ \t]*(?::\s*(.*))?$/.exec(text);
  if (tag) return { kind: "tag", key: tag[1] ?? "", value: tag[2] ?? "" };
  const comment = /^(?:#+|\/{2,}|-{2,})\s*(.*)$/.exec(text)?.[1];
  if (comment === undefined) return undefined;
  return comment === "" ? { kind: "divider" } : { kind: "comment", text: comment };
}
