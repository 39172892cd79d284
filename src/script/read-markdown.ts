// Markdown -> the script in its fenced blocks that are marked `xmpp`.
import { readXmpp } from "./read-xmpp.ts";
import type { Reading } from "./reading.ts";
import type { Row } from "./rows.ts";
import type { Item } from "./script.ts";

/** The rows between the two fences, without the indentation of the opening one. */
export interface Fenced {
  readonly rows: readonly Row[];
  readonly indentation: string;
}

export function readMarkdown(file: string, rows: readonly Row[], commands: ReadonlySet<string>): Reading {
  const readings = xmppBlocks(rows).map((fenced) => readXmpp(file, fenced.rows, commands));
  const items = readings.flatMap(({ script }, index): readonly Item[] =>
    index === 0 ? script.items : [{ kind: "blank" }, ...script.items],
  );
  return { script: { file, items }, errors: readings.flatMap(({ errors }) => errors) };
}

// CommonMark: at least three backticks or tildes, perhaps behind the marker of a list; the first word behind them is
// the language.
const OPENING = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`]*)/;
const CLOSING = /^([ \t]*)(`{3,}|~{3,})[ \t]*$/;

/** A block in a block is part of it: in one that is marked `markdown`, an `xmpp` block is an example. */
export function xmppBlocks(rows: readonly Row[]): readonly Fenced[] {
  const found: Fenced[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const { 1: before, 2: fence, 3: language } = OPENING.exec(rows[at]?.text ?? "") ?? [];
    if (before === undefined || fence === undefined) continue;
    const end = endOfBlock(rows, { from: at + 1, fence, width: before.length });
    const indentation = before.replace(/[^ \t]/g, " ");
    if (language === "xmpp") {
      found.push({ indentation, rows: rows.slice(at + 1, end).map((row) => moveToMargin(row, indentation)) });
    }
    at = end;
  }
  return found;
}

interface OpenBlock {
  readonly from: number;
  readonly fence: string;
  /** How far the fence is indented. */
  readonly width: number;
}

/** CommonMark: a closing fence is as long as the opening one, and at most three blanks to the right of it. */
function endOfBlock(rows: readonly Row[], { from, fence, width }: OpenBlock): number {
  for (let at = from; at < rows.length; at += 1) {
    const [, indentation = "", closing = ""] = CLOSING.exec(rows[at]?.text ?? "") ?? [];
    if (closing.startsWith(fence) && indentation.length <= width + 3) return at;
  }
  return rows.length;
}

function moveToMargin(row: Row, indentation: string): Row {
  const own = /^[ \t]*/.exec(row.text)?.[0] ?? "";
  const width = Math.min(own.length, indentation.length);
  return { ...row, text: row.text.slice(width), column: row.column + width };
}
