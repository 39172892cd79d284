// What is not complete of the rows that were typed so far: what is typed behind it is not read with all of it again.
import { firstUnfinished, type Reading, type UnfinishedAt } from "./rows-of-line.ts";

interface Read {
  readonly line: string;
  readonly unfinished: UnfinishedAt;
  /** Whether the row is over in which it begins: the whole of that row says what it is. */
  readonly hasBegun: boolean;
}

export class UnfinishedSoFar {
  readonly #reading: Reading;
  #read: Read | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The first that is not complete of the line. What is returned takes in more with the next line that goes on with it. */
  unfinishedIn(line: string): UnfinishedAt | undefined {
    const before = this.#read;
    this.#read = undefined;
    const rows = before && rowsBehind(before, line);
    const unfinished = rows
      ? this.#goOn(before.unfinished, rows, line)
      : firstUnfinished(line.split("\n"), this.#reading);
    if (!unfinished) return undefined;
    const isSame = before?.unfinished === unfinished;
    const hasBegun = (isSame && before.hasBegun) || unfinished.at < line.split("\n").length - 1;
    this.#read = { line, unfinished, hasBegun };
    return unfinished;
  }

  /** @param rows are what is behind it, the first of them in its own last row. */
  #goOn(unfinished: UnfinishedAt, rows: readonly string[], line: string): UnfinishedAt | undefined {
    const all = line.split("\n");
    if (unfinished.kind === "JavaScript") return firstUnfinished(all, this.#reading);
    const { xml } = unfinished;
    for (const [at, row] of rows.entries()) {
      // What is broken takes all rows behind it, whatever they are.
      if (xml.fault) return unfinished;
      const isComplete = at === 0 ? xml.addToRow(row) : xml.add(row);
      // Behind what is complete now there may be other lines.
      if (isComplete && !xml.fault) return firstUnfinished(all, this.#reading);
    }
    return unfinished;
  }
}

/** What a line has behind the one before; undefined where that has to be read again. */
function rowsBehind({ line, hasBegun }: Read, next: string): readonly string[] | undefined {
  if (!next.startsWith(line)) return undefined;
  const [more = "", ...rows] = next.slice(line.length).split("\n");
  return hasBegun || more === "" ? [more, ...rows] : undefined;
}
