// What commands may do with the line that somebody types at. Only a prompt has one.

/** A line that was entered, as it may be stored: without its secrets, with its line breaks. */
export interface HistoryLine {
  /** Counts from 1, also those of earlier sessions; it does not change while the program runs. */
  readonly n: number;
  readonly line: string;
}

export interface LineEditor {
  /** Oldest first. */
  readonly history: readonly HistoryLine[];
  /** Puts text on the line, to be changed and entered. The cursor stands at an offset in it, or behind it. */
  put(text: string, cursor?: number): void;
  /** Runs a line behind the one that is under way, as if it had been typed: in the history in place of the other, if one is given. */
  enter(line: string, instead?: HistoryLine): void;
  /** Takes a secret out of the lines that were entered in this session. */
  forget(secret: string): void;
  /** Gives the terminal to another program until that has ended: the line is taken away, and drawn again. */
  lend<T>(run: () => Promise<T>): Promise<T>;
}
