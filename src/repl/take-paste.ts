// A paste becomes lines that wait for their turn, and what stays on the line.
import type { EnteredLines } from "./entered-lines.ts";
import { readPaste } from "./paste.ts";
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen.ts";

export interface PasteTarget {
  readonly server: Repl;
  readonly screen: Screen;
  readonly entered: EnteredLines;
  /** Which of the rows is the first that stays on the line: the last one has no line end, and may belong to others. */
  keptFrom(rows: readonly string[]): number;
}

export function takePaste(text: string, { server, screen, entered, keptFrom }: PasteTarget): void {
  const { rows, leftOut } = readPaste(text);
  const note = `    -- ${counted(leftOut, "control character")} of the paste left out\n`;
  if (rows.length === 1) {
    server._insertString(rows[0]);
    if (leftOut > 0) screen.write(note);
    return;
  }
  // What was half-typed belongs to the first row, and what stands behind the cursor is not entered by a paste.
  const before = server.line.slice(0, server.cursor);
  const behind = server.line.slice(server.cursor);
  const all = [before + rows[0], ...rows.slice(1)];
  const from = keptFrom(all);
  const kept = all.slice(from).join("\n");
  screen.lift();
  server.line = kept + behind;
  server.cursor = kept.length;
  screen.draw();
  if (leftOut > 0) screen.write(note);
  const entering = all.slice(0, from);
  // They are shown when they are run: until then nothing else would say that they have come.
  if (entered.isBusy)
    screen.write(`    -- ${counted(entering.length, "pasted row")} to be run behind what is under way\n`);
  entered.add(entering, "last");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
