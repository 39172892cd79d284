// Which rows make up one line, where several come at once: XML and JavaScript go on until they are complete, and indented
// rows beneath a command are its block, as they are in scripts.
import { blockLength, makeBlock } from "../../script/blocks.ts";
import { rowsOf } from "../../script/rows.ts";
import type { Line } from "../../shell/language/line.ts";
import { XmlInput } from "../../xml/input.ts";
import { isLoneName, lacksEnd, whyUnreadable } from "../javascript/lacks-end.ts";

/** What of the shell is asked here. */
export interface Reading {
  read(line: string): Line;
  payloadStart(line: Line & { readonly kind: "command" }): number | undefined;
}

/** What is not complete, or broken, which no further row mends: XML is where it has a fault. */
export type Unfinished =
  | { readonly kind: "XML"; readonly xml: XmlInput }
  | { readonly kind: "JavaScript"; readonly isBroken: boolean };

export function isBroken(unfinished: Unfinished): boolean {
  return unfinished.kind === "XML" ? unfinished.xml.fault !== undefined : unfinished.isBroken;
}

export interface LineOfRows {
  /** The rows as they stand there. */
  readonly rows: readonly string[];
  /** The line without its block. */
  readonly text: string;
  readonly block?: string | undefined;
  /** The XML that is the line, or ends it, or the JavaScript. */
  readonly unfinished?: Unfinished | undefined;
}

/** The line that begins with a row. What is broken ends where that shows; what is not complete takes all the rows. */
export function lineAt(rows: readonly string[], at: number, reading: Reading): LineOfRows {
  const row = rows[at] ?? "";
  const line = reading.read(row);
  if (line.kind === "other" && line.client === undefined) return javaScriptAt(rows, at, line.text);
  const begun = xmlIn(line, reading);
  const xml = begun === undefined ? undefined : readXml(begun, rows, at + 1);
  const end = xml?.end ?? at + 1;
  const text = rows.slice(at, end).join("\n");
  const unfinished = xml?.isComplete === false ? ({ kind: "XML", xml: xml.input } as const) : undefined;
  if (line.kind !== "command") return { rows: rows.slice(at, end), text, unfinished };
  const beneath = rowsBeneath(rows, end, /^\s*/.exec(row)?.[0] ?? "");
  const block = makeBlock(beneath);
  return { rows: rows.slice(at, end + beneath.length), text, block: block?.text, unfinished };
}

/** JavaScript; a single row that is none may be meant as a command. */
function javaScriptAt(rows: readonly string[], at: number, begun: string): LineOfRows {
  const { end, isUnfinished } = isLoneName(begun)
    ? { end: at + 1, isUnfinished: false }
    : endOfJavaScript([begun, ...rows.slice(at + 1)], at);
  const line = rows.slice(at, end);
  const text = line.join("\n");
  if (isUnfinished) return { rows: line, text, unfinished: { kind: "JavaScript", isBroken: false } };
  if (line.length === 1 || whyUnreadable(text) === undefined) return { rows: line, text };
  return { rows: line, text, unfinished: { kind: "JavaScript", isBroken: true } };
}

/** So many rows are looked at one by one; with each of them all is read from its beginning. */
const ROW_BY_ROW = 500;

/** What was found last to lack its end, with each of its rows: what only goes on is not read again row by row. */
let lacking: readonly string[] = [];

/** @param at is where the first of the rows stands: the end is counted from there. */
function endOfJavaScript(rows: readonly string[], at: number) {
  let end = lacking.length > 0 && lacking.every((row, n) => row === rows[n]) ? lacking.length : 0;
  let isUnfinished = true;
  while (isUnfinished && end < rows.length) {
    end += 1;
    if (mayEnd(rows, end)) isUnfinished = lacksEnd(rows.slice(0, end).join("\n"));
    // The last row may be typed still.
    if (isUnfinished && end < rows.length) lacking = rows.slice(0, end);
  }
  return { end: at + end, isUnfinished };
}

/** In what is very long a line is thought to end where the next one begins at the left edge. */
function mayEnd(rows: readonly string[], end: number): boolean {
  return end <= ROW_BY_ROW || [rows[end - 1], rows[end]].some((row) => row === undefined || /^\S/.test(row));
}

/** The first of the rows that belong to the last line: with it they stay together where that is not entered yet. */
export function lastLineStart(rows: readonly string[], reading: Reading): number {
  let start = 0;
  for (const { at } of linesOf(rows, reading)) start = at;
  return start;
}

/** With the row that it begins in. */
export type UnfinishedAt = Unfinished & { readonly at: number };

/** The first of the rows' lines that is not complete: whoever types goes on with it, or mends it, and all rows behind it are its. */
export function firstUnfinished(rows: readonly string[], reading: Reading): UnfinishedAt | undefined {
  for (const { at, unfinished } of linesOf(rows, reading)) if (unfinished) return { ...unfinished, at };
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
