// A paste becomes lines that wait for their turn, and what stays on the line.
import type { EnteredLines } from "../entered-lines.ts";
import type { Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";
import { leftOutText, readPaste } from "./paste.ts";

export interface PasteTarget {
  readonly server: Repl;
  readonly screen: Screen;
  readonly entered: EnteredLines;
  /** Which of the rows is the first that stays on the line: the last one has no line end, and may belong to others. */
  keptFrom(rows: readonly string[]): number;
}

export function takePaste(text: string, { server, screen, entered, keptFrom }: PasteTarget): void {
  const { rows, leftOut } = readPaste(text);
  const note = leftOutText({ "control character": leftOut });
  if (rows.length === 1) {
    server._insertString(rows[0]);
    if (note !== undefined) screen.write(note);
    return;
  }
  const { line, cursor } = server;
  const isEmpty = line === "";
  // What somebody has begun to type is theirs to enter: a paste into it is looked at first.
  const from = isEmpty ? keptFrom(rows) : 0;
  const kept = (isEmpty ? rows.slice(from) : withoutLastBreak(rows)).join("\n");
  screen.change(() =>
    Object.assign(server, {
      line: line.slice(0, cursor) + kept + line.slice(cursor),
      cursor: cursor + kept.length,
    }),
  );
  if (note !== undefined) screen.write(note);
  if (from === 0) return;
  const entering = rows.slice(0, from);
  const rowsWord = entering.length === 1 ? "row" : "rows";
  // They are shown when they are run: until then nothing else would say that they have come.
  if (entered.isBusy)
    screen.write(`    -- ${entering.length} pasted ${rowsWord} to be run behind what is under way\n`);
  entered.add(entering, "last");
}

function withoutLastBreak(rows: readonly string[]): readonly string[] {
  return rows.at(-1) === "" ? rows.slice(0, -1) : rows;
}
