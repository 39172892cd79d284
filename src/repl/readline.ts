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
  /** Draws the prompt and the line anew, from where `prevRows` says that they begin. */
  _refreshLine(): void;
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
 * COMPAT(Node 24): it draws "| " before the further rows of a line of several, and counts it where it sees one. Here a
 * line of several rows is one text to every version, and its rows are drawn as they are.
 */
export function withoutMultilineMarks(server: Repl): void {
  const mark = Object.getOwnPropertySymbols(server).find(({ description }) => description === "_isMultiline");
  if (mark) Object.defineProperty(server, mark, { get: () => false, set: () => {} });
}
