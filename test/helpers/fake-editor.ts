// A line that nobody types at: what commands put there can be looked at.
import type { HistoryLine, LineEditor } from "../../src/shell/line-editor.ts";

export interface FakeEditor extends LineEditor {
  /** What was put on the line last, with a | where the cursor stands. */
  readonly line: string;
  /** The lines that were given to run. */
  readonly entered: readonly string[];
  /** Adds a line to the history. */
  keep(line: string): void;
}

export function fakeEditor(past: readonly string[] = []): FakeEditor {
  const history: HistoryLine[] = [];
  const entered: string[] = [];
  let line = "";
  const keep = (text: string) => {
    history.push({ n: history.length + 1, line: text });
  };
  for (const text of past) keep(text);
  return {
    history,
    entered,
    keep,
    get line() {
      return line;
    },
    put: (text, cursor = text.length) => {
      line = `${text.slice(0, cursor)}|${text.slice(cursor)}`;
    },
    enter: (text, instead) => {
      entered.push(text);
      if (instead) history.splice(history.indexOf(instead), 1, { n: instead.n, line: text });
    },
    forget: () => {},
    lend: async (run) => await run(),
  };
}
