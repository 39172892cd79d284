// The parts of node's readline and REPL that their types leave out, and that this front end needs.
import type { REPLServer } from "node:repl";

export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

export interface ReadlineInternals {
  /** What is typed; it may have several rows. */
  line: string;
  /** Where the cursor stands in it. */
  cursor: number;
  /** Takes no more lines. */
  readonly closed: boolean;
  /** How wide the terminal is. */
  readonly columns: number;
  /** How many rows of the drawn line are above the cursor. */
  prevRows: number;
  /** Gets every key that is pressed. */
  _ttyWrite(text: string | undefined, key: Key): void;
  _insertString(text: string): void;
  /** Goes to the row below the line, and forgets it. */
  clearLine(): void;
  /** Moves the cursor by so many characters, no further than the line goes. */
  _moveCursor(by: number): void;
  /** Draws the prompt and the line anew, from where `prevRows` says that they begin. */
  _refreshLine(): void;
  /** How far a text goes that begins at the left edge: where the cursor stands behind it. */
  _getDisplayPos(text: string): { readonly rows: number; readonly cols: number };
  /** Every text that readline writes to the terminal. */
  _writeToOutput(text: string): void;
  /** Stores the line that is entered, and returns what is to be run. */
  _addHistory(): string;
  _historyPrev(): void;
  _historyNext(): void;
  /** False while a chunk of more than one key is taken in: a Tab in it is a character. */
  isCompletionEnabled: boolean;
}

export type Repl = Omit<REPLServer, keyof ReadlineInternals> & REPLServer & ReadlineInternals;

/** The same object, with what its types leave out. */
export function internals(server: REPLServer): Repl {
  return server as unknown as Repl;
}

/**
 * Takes a key into the line. The REPL's own way keeps keys back while a promise is awaited: nobody would see what they
 * type, Ctrl-D would wait, and what was typed ahead would run after Ctrl-C.
 */
export function typingInto(server: Repl): ReadlineInternals["_ttyWrite"] {
  const line: ReadlineInternals = Object.getPrototypeOf(server);
  return line._ttyWrite.bind(server);
}

/**
 * COMPAT(Node 24): it draws "| " before the further rows of a line of several, and counts it where it sees one. Here a
 * line of several rows is one text to every version, and its rows are drawn as they are.
 */
export function withoutMultilineMarks(server: Repl): void {
  const mark = Object.getOwnPropertySymbols(server).find(({ description }) => description === "_isMultiline");
  if (mark) Object.defineProperty(server, mark, { get: () => false, set: () => {} });
}

/** Gives Ctrl-Y a text to put in, in the place of another one where that is what it had last. */
export function giveToCtrlY(server: Repl, text: string, instead: string | undefined): void {
  const symbol = Object.getOwnPropertySymbols(server).find(({ description }) => description === "_killRing");
  const ring: unknown = symbol && Reflect.get(server, symbol);
  if (Array.isArray(ring) && instead !== undefined && ring[0] === instead) ring.shift();
  call(server, "_pushToKillRing", text);
}

/** Takes a part out of the line; Ctrl-_ undoes it. */
export function cutPart(server: Repl, from: number, to: number): void {
  const { line } = server;
  rememberForUndo(server);
  server.line = line.slice(0, from) + line.slice(to);
  server.cursor = from;
  server._refreshLine();
}

/** Before the line is changed without readline: Ctrl-_ brings back what it is now. */
export function rememberForUndo(server: Repl): void {
  call(server, "_beforeEdit", server.line, server.cursor);
}

/** Calls what readline has under a symbol only. */
function call(server: Repl, name: string, ...values: readonly unknown[]): void {
  for (let holder: object | null = server; holder; holder = Object.getPrototypeOf(holder)) {
    const symbol = Object.getOwnPropertySymbols(holder).find(({ description }) => description === name);
    const found: unknown = symbol && Reflect.get(server, symbol);
    if (typeof found !== "function") continue;
    Reflect.apply(found, server, values);
    return;
  }
}
