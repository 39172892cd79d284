// The XML of the rows that were typed so far: what is typed behind it is read by itself, and not all of it again.
import { type Reading, type UnfinishedXml, unfinishedXml } from "./rows-of-line.ts";

interface Read {
  readonly line: string;
  readonly unfinished: UnfinishedXml;
  /** Whether the row is over in which the XML begins: the whole of that row says what it is. */
  readonly hasBegun: boolean;
}

export class XmlSoFar {
  readonly #reading: Reading;
  #read: Read | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The first XML of the line that is not complete. What is returned takes in more with the next line that goes on with it. */
  unfinishedIn(line: string): UnfinishedXml | undefined {
    const before = this.#read;
    this.#read = undefined;
    const rows = before && rowsBehind(before, line);
    const unfinished = rows
      ? this.#goOn(before.unfinished, rows, line)
      : unfinishedXml(line.split("\n"), this.#reading);
    if (!unfinished) return undefined;
    const isSame = before?.unfinished === unfinished;
    const hasBegun = (isSame && before.hasBegun) || unfinished.at < line.split("\n").length - 1;
    this.#read = { line, unfinished, hasBegun };
    return unfinished;
  }

  /** @param rows are what is behind it, the first of them in its own last row. */
  #goOn(unfinished: UnfinishedXml, rows: readonly string[], line: string): UnfinishedXml | undefined {
    const { xml } = unfinished;
    for (const [at, row] of rows.entries()) {
      // What is broken takes all rows behind it, whatever they are.
      if (xml.fault) return unfinished;
      const isComplete = at === 0 ? xml.addToRow(row) : xml.add(row);
      // Behind what is complete now there may be other lines.
      if (isComplete && !xml.fault) return unfinishedXml(line.split("\n"), this.#reading);
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
