// A line that is higher than the terminal: only the rows around the cursor are drawn, with how many there are besides.
// What is typed stays whole, and readline goes on as if all of it was there.
import { stripVTControlCharacters } from "node:util";
import { type Repl, rememberForUndo } from "../readline.ts";
import { rowStarts } from "./line-rows.ts";
import { lastRowInTmux } from "./reflow.ts";

/**
 * Erases the row with the cursor and all below it, and leaves the cursor at the left edge. Never down from the first
 * column: tmux takes that in the first row of the screen for clearing it, and saves all that is there as history.
 */
export const ERASE_FROM_ROW = "\r\x1b[K\x1b[C\x1b[J\r";

/** The part of the line that is drawn, from one index to another, and what stands before and behind it. */
interface Part {
  readonly before: string;
  readonly from: number;
  /** Undefined where all that follows is drawn. */
  readonly to: number | undefined;
  readonly behind: string;
}

export class LineWindow {
  readonly #server: Repl;
  readonly #height: () => number;
  /** Undefined where the line is drawn as a whole. */
  #part: Part | undefined;
  /** Which row of the line is the first that is drawn: it stays while the cursor moves among those that are. */
  #top = 0;
  /** Readline takes its time to look up how wide a character is. */
  readonly #widths = new Map<string, number>();

  /** @param height is how many rows there are for the line. */
  constructor(server: Repl, height: () => number) {
    this.#server = server;
    this.#height = height;
    const findCursor = server.getCursorPos;
    const current = () => this.#part;
    // Readline, and whoever draws, counts rows from the first that is drawn. The receiver may stand for another width.
    server.getCursorPos = function (this: Repl) {
      const part = current();
      if (!part) return findCursor.call(this);
      // Above what is drawn, so that readline sees that the cursor has left its row.
      if (this.cursor < part.from) return { rows: -1, cols: 0 };
      return this._getDisplayPos(part.before + this.line.slice(part.from, this.cursor));
    };
    server._refreshLine = () => {
      this.#part = this.#choose();
      this.#draw(this.#part ?? { ...WHOLE, before: server.getPrompt() });
    };
    const insert = server._insertString.bind(server);
    server._insertString = (text) => {
      if (text.includes("\n")) insertRows(server, text);
      else insert(text);
    };
  }

  /** Moves the cursor to the row below those that are drawn. */
  goBelow(): void {
    const server = this.#server;
    const { before, from, to, behind } = this.#part ?? { ...WHOLE, before: server.getPrompt() };
    const text = before + server.line.slice(from, to) + behind;
    const { rows, cols } = server._getDisplayPos(text);
    const down = rows - server.getCursorPos().rows;
    // Behind a row that ends at the margin the cursor has an empty one already.
    const isBelow = cols === 0 && !text.endsWith("\n");
    server._writeToOutput(`${down > 0 ? `\x1b[${down}B` : ""}${isBelow ? ERASE_FROM_ROW : "\r\n"}`);
  }

  /** The lowest row in which the cursor may stand in tmux, where the rows were drawn in a terminal of that width. */
  lastRowInTmux(before: number): number | undefined {
    const { line, cursor, columns } = this.#server;
    const part = this.#part ?? { ...WHOLE, before: this.#server.getPrompt() };
    const [rest = ""] = (line.slice(cursor, part.to) + part.behind).split("\n", 1);
    const text = stripVTControlCharacters(part.before + line.slice(part.from, cursor) + rest);
    return lastRowInTmux({ text, before, now: columns, widthOf: (character) => this.#widthOf(character) });
  }

  #choose(): Part | undefined {
    const server = this.#server;
    const { line, cursor, columns } = server;
    const prompt = server.getPrompt();
    const first = server._getDisplayPos(prompt);
    const widthOf = (character: string) => this.#widthOf(character);
    const starts = rowStarts(line, { columns, column: first.cols, widthOf });
    const height = Math.max(1, this.#height());
    if (first.rows + starts.length <= height) {
      this.#top = 0;
      return undefined;
    }
    const above = (rows: number) => `${prompt}… ${counted(rows)} above`;
    const room = Math.max(1, height - server._getDisplayPos(above(starts.length)).rows - 2);
    const at = starts.findLastIndex((start) => start <= cursor);
    this.#top = Math.min(at, starts.length - room, Math.max(this.#top, at - room + 1));
    const from = starts[this.#top] ?? 0;
    const to = starts[this.#top + room];
    const before = this.#top === 0 ? prompt : `${above(this.#top)}\n`;
    // Behind a line that ends at the margin the cursor has a row of its own, and nothing stands there.
    if (to === undefined || to >= line.length) return { before, from, to: undefined, behind: "" };
    const behind = `… ${counted(starts.length - this.#top - room)} below`;
    return { before, from, to, behind: line[to - 1] === "\n" ? behind : `\n${behind}` };
  }

  #widthOf(character: string): number {
    const known = this.#widths.get(character);
    if (known !== undefined) return known;
    const { rows, cols } = this.#server._getDisplayPos(character);
    const width = rows * this.#server.columns + cols;
    this.#widths.set(character, width);
    return width;
  }

  /** As readline draws it, which has another way to erase. */
  #draw({ before, from, to, behind }: Part): void {
    const server = this.#server;
    const text = before + server.line.slice(from, to) + behind;
    const end = server._getDisplayPos(text);
    const cursor = server.getCursorPos();
    const up = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : "");
    // The terminal goes to the next row only when something is written there.
    const wrap = end.cols === 0 ? " " : "";
    server._writeToOutput(
      `${up(server.prevRows)}${ERASE_FROM_ROW}${text}${wrap}\x1b[${cursor.cols + 1}G${up(end.rows - cursor.rows)}`,
    );
    server.prevRows = cursor.rows;
  }
}

const WHOLE = { from: 0, to: undefined, behind: "" };

/**
 * Readline writes to the terminal what comes at the end of the line. Behind a row that ends at the margin the cursor is in
 * the next row already: a row end that is written there begins one more, which nobody counts.
 */
function insertRows(server: Repl, text: string): void {
  const { line, cursor } = server;
  rememberForUndo(server);
  server.line = line.slice(0, cursor) + text + line.slice(cursor);
  server.cursor = cursor + text.length;
  server._refreshLine();
}

function counted(rows: number): string {
  return `${rows} ${rows === 1 ? "row" : "rows"}`;
}
