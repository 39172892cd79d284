// Which rows make up one line, where several come at once: XML goes on until it is complete, and indented rows beneath
// a command are its block, as they are in scripts.
import { blockLength, makeBlock } from "../script/blocks.ts";
import { rowsOf } from "../script/rows.ts";
import type { Line } from "../shell/line.ts";
import { XmlInput } from "../xml/input.ts";

/** What of the shell is asked here. */
export interface Reading {
  read(line: string): Line;
  payloadStart(line: Line & { readonly kind: "command" }): number | undefined;
}

export interface LineOfRows {
  /** The rows as they stand there. */
  readonly rows: readonly string[];
  /** The line without its block. */
  readonly text: string;
  readonly block?: string | undefined;
}

/** The line that begins with a row; undefined where the rows end before the line does. */
export function lineAt(rows: readonly string[], at: number, reading: Reading): LineOfRows | undefined {
  const row = rows[at] ?? "";
  const line = reading.read(row);
  const xmlStart = xmlStartIn(row, line, reading);
  const length = xmlStart === undefined ? 1 : xmlLength(rows, at, xmlStart);
  if (length === undefined) return undefined;
  const text = rows.slice(at, at + length).join("\n");
  if (line.kind !== "command") return { rows: rows.slice(at, at + length), text };
  const beneath = rowsBeneath(rows, at + length, /^\s*/.exec(row)?.[0] ?? "");
  const block = makeBlock(beneath);
  return { rows: rows.slice(at, at + length + beneath.length), text, block: block?.text };
}

/** The first of the rows that belong to the last line: with it they stay together where that is not entered yet. */
export function lastLineStart(rows: readonly string[], reading: Reading): number {
  let at = 0;
  for (;;) {
    const length = lineAt(rows, at, reading)?.rows.length;
    if (length === undefined || at + length >= rows.length) return at;
    at += length;
  }
}

function xmlStartIn(row: string, line: Line, reading: Reading): number | undefined {
  if (line.kind !== "xml" && line.kind !== "command") return undefined;
  const start = line.kind === "xml" ? 0 : reading.payloadStart(line);
  return start === undefined ? undefined : row.length - line.text.length + start;
}

/** How many rows the XML takes that begins in this one; undefined where it is not complete at their end. */
function xmlLength(rows: readonly string[], at: number, start: number): number | undefined {
  const input = new XmlInput();
  for (let next = at; next < rows.length; next += 1) {
    if (input.add((rows[next] ?? "").slice(next === at ? start : 0))) return next + 1 - at;
  }
  return undefined;
}

/** The rows of the block beneath a command; what it is indented by itself, as a whole script may be, does not count. */
function rowsBeneath(rows: readonly string[], from: number, margin: string) {
  const candidates: string[] = [];
  for (const row of rows.slice(from, from + LONGEST_BLOCK)) {
    const isBlank = row.trim() === "";
    if (!isBlank && !(row.startsWith(margin) && /^\s/.test(row.slice(margin.length)))) break;
    candidates.push(isBlank ? row : row.slice(margin.length));
  }
  const read = rowsOf(candidates.map((row) => `${row}\n`).join(""));
  return read.slice(0, blockLength(read, 0));
}

/** Nobody writes a longer one; it is looked for at every command of a paste. */
const LONGEST_BLOCK = 100_000;
