// What becomes of the rows on the screen when a terminal is resized: no sequence asks for it, and no two are alike.
import { rowStarts } from "./line-rows.ts";

/** What is wrapped anew; and that the cursor may be too high behind that. */
export type Reflow = readonly ("status" | "line" | "cursor too high")[];

/** Most terminals, and tmux in all of them, wrap everything anew. */
export function reflowIn(environment: Readonly<Record<string, string | undefined>>): Reflow {
  if (environment.TMUX) return ["status", "line", "cursor too high"];
  // xterm, and the console of Linux, cut rows off.
  if (environment.XTERM_VERSION || environment.TERM === "linux") return [];
  // xterm.js leaves the row with the cursor to the program.
  return environment.TERM_PROGRAM === "vscode" ? ["status"] : ["status", "line"];
}

/** What stands on the screen from the left edge on, and how wide that was and is. */
export interface Resized {
  /** Without escape sequences, to the end of the row of the text that has the cursor. */
  readonly text: string;
  readonly before: number;
  readonly now: number;
  widthOf(character: string): number;
}

/**
 * The row, counted from 0, below which tmux 3.3 does not leave the cursor. It fills a row with what was in the rows below;
 * where the last of these begins with a wide character for which there is no room, it takes the row that it has filled for
 * the last one of the text. Undefined where the cursor stays where it belongs.
 */
export function lastRowInTmux({ text, before, now, widthOf }: Resized): number | undefined {
  const start = text.lastIndexOf("\n") + 1;
  const above = start === 0 ? 0 : rowsIn(text.slice(0, start - 1), { columns: now, widthOf });
  const row = text.slice(start);
  const old = rowStarts(row, { columns: before, column: 0, widthOf });
  const [beforeLast, last] = [old.at(-2), old.at(-1)];
  if (beforeLast === undefined || last === undefined || widthOf(characterAt(row, last)) < 2) return undefined;
  const starts = rowStarts(row, { columns: now, column: 0, widthOf });
  const at = starts.indexOf(last);
  const from = starts[at - 1];
  // What was one row before has taken in nothing.
  if (from === undefined || from >= beforeLast) return undefined;
  const taken = Array.from(row.slice(from, last)).reduce(
    (columns, character) => columns + widthOf(character),
    0,
  );
  // In a full row there is no room for any character: that is no surprise to it.
  return taken < now ? above + at - 1 : undefined;
}

function rowsIn(
  text: string,
  { columns, widthOf }: { readonly columns: number; widthOf: Resized["widthOf"] },
) {
  return rowStarts(text, { columns, column: 0, widthOf }).length;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
