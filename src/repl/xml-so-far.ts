// The XML of the rows that were typed so far: each Enter reads the row that is new, and not all of them again.
import { type Reading, type UnfinishedXml, unfinishedXml } from "./rows-of-line.ts";

export class XmlSoFar {
  readonly #reading: Reading;
  #read: { readonly line: string; readonly unfinished: UnfinishedXml } | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The first XML of the line that is not complete. What is returned takes in more with the next line that goes on with it. */
  unfinishedIn(line: string): UnfinishedXml | undefined {
    const before = this.#read;
    this.#read = undefined;
    const unfinished =
      before && line.startsWith(`${before.line}\n`)
        ? this.#goOn(before.unfinished, line, before.line.length + 1)
        : unfinishedXml(line.split("\n"), this.#reading);
    if (unfinished) this.#read = { line, unfinished };
    return unfinished;
  }

  #goOn(unfinished: UnfinishedXml, line: string, from: number): UnfinishedXml | undefined {
    const { xml } = unfinished;
    // What is broken takes all rows behind it, whatever they are.
    if (xml.fault) return unfinished;
    for (const row of line.slice(from).split("\n")) {
      if (!xml.add(row)) continue;
      // Behind what is complete now there may be other lines.
      return xml.fault ? unfinished : unfinishedXml(line.split("\n"), this.#reading);
    }
    return unfinished;
  }
}
