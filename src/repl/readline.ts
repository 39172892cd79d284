// The parts of node's readline and REPL that their types leave out, and that this front end needs.
import type { REPLServer } from "node:repl";

export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

export interface ReadlineInternals {
  /** How many rows of the drawn line are above the cursor. */
  prevRows: number;
  /** Gets every key that is pressed. */
  _ttyWrite(text: string | undefined, key: Key): void;
  _insertString(text: string): void;
  /** False while a chunk of more than one key is taken in: a Tab in it is a character. */
  isCompletionEnabled: boolean;
  /** Newest first. */
  history: string[];
}

export type Repl = Omit<REPLServer, keyof ReadlineInternals> & REPLServer & ReadlineInternals;

/** The same object, with what its types leave out. */
export function internals(server: REPLServer): Repl {
  return server as Repl;
}
