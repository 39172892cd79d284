// Which rows make up one line, where several come at once: XML goes on until it is complete, and indented rows beneath
// a command are its block, as they are in scripts.
import { blockLength, makeBlock } from "../../script/blocks.ts";
import { rowsOf } from "../../script/rows.ts";
import type { Line } from "../../shell/language/line.ts";
import { XmlInput } from "../../xml/input.ts";

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
  /** The XML that is the line, or ends it, where it is not complete; it is broken where it has a fault. */
  readonly unfinished?: XmlInput | undefined;
}

/** The line that begins with a row. Broken XML ends where that shows; XML that is not complete takes all the rows. */
export function lineAt(rows: readonly string[], at: number, reading: Reading): LineOfRows {
  const row = rows[at] ?? "";
  const line = reading.read(row);
  const begun = xmlIn(line, reading);
  const xml = begun === undefined ? undefined : readXml(begun, rows, at + 1);
  const end = xml?.end ?? at + 1;
  const text = rows.slice(at, end).join("\n");
  const unfinished = xml?.isComplete === false ? xml.input : undefined;
  if (line.kind !== "command") return { rows: rows.slice(at, end), text, unfinished };
  const beneath = rowsBeneath(rows, end, /^\s*/.exec(row)?.[0] ?? "");
  const block = makeBlock(beneath);
  return { rows: rows.slice(at, end + beneath.length), text, block: block?.text, unfinished };
}

/** The first of the rows that belong to the last line: with it they stay together where that is not entered yet. */
export function lastLineStart(rows: readonly string[], reading: Reading): number {
  let start = 0;
  for (const { at } of linesOf(rows, reading)) start = at;
  return start;
}

export interface UnfinishedXml {
  readonly xml: XmlInput;
  /** The row that it begins in. */
  readonly at: number;
}

/** The first XML of the rows that is not complete: whoever types goes on with it, or mends it, and all rows behind it are its. */
export function unfinishedXml(rows: readonly string[], reading: Reading): UnfinishedXml | undefined {
  for (const { at, unfinished } of linesOf(rows, reading)) if (unfinished) return { xml: unfinished, at };
  return undefined;
}

function* linesOf(rows: readonly string[], reading: Reading) {
  for (let at = 0; at < rows.length; ) {
    const line = lineAt(rows, at, reading);
    yield { ...line, at };
    at += line.rows.length;
  }
}

/** The XML that begins in the first row of a line. */
function xmlIn(line: Line, reading: Reading): string | undefined {
  if (line.kind === "xml") return line.text;
  const start = line.kind === "command" ? reading.payloadStart(line) : undefined;
  return line.kind === "command" && start !== undefined ? line.text.slice(start) : undefined;
}

/** Reads XML with the rows that follow, as far as it goes. */
function readXml(begun: string, rows: readonly string[], from: number) {
  const input = new XmlInput();
  let end = from;
  let hasEnded = input.add(begun);
  while (!hasEnded && end < rows.length) {
    hasEnded = input.add(rows[end] ?? "");
    end += 1;
  }
  return { input, end, isComplete: hasEnded && input.fault === undefined };
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
