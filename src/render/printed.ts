// What a command says: at a terminal a row that is too long is broken at a word, and goes on below its own beginning.
import { columnsOf } from "./text/display-width.ts";
import { wrapQuoting } from "./text/wrap.ts";

/** What stands before the text of a row, perhaps in a colour: what goes on is indented behind it. */
const MARK = /^(?:\x1b\[[\d;]*m)*( *)(-- |\* )?/;
/** What goes on in a list is not to look like its next row. */
const FURTHER = 2;
/** However much is indented, there is room for a word. */
const LEAST_ROOM = 20;

/** Rows that fit stay as they are, those laid out elsewhere among them; 0 wraps nothing. */
export function wrapPrinted(text: string, width: number): string {
  if (width <= 0) return text;
  return text
    .split("\n")
    .flatMap((row) => (columnsOf(row) <= width ? [row] : wrapRow(row, width)))
    .join("\n");
}

function wrapRow(row: string, width: number): readonly string[] {
  const [, blanks = "", mark = ""] = MARK.exec(row) ?? [];
  const isList = mark !== "-- " && blanks + mark !== "";
  const margin = " ".repeat(blanks.length + mark.length + (isList ? FURTHER : 0));
  const [first = "", ...rest] = wrapQuoting(row, width);
  if (rest.length === 0) return [first];
  const behind = wrapQuoting(rest.join(" "), Math.max(LEAST_ROOM, width - margin.length));
  return [first, ...behind.map((line) => margin + line)];
}
