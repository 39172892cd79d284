// Piped text -> the lines to run: XML goes on over several rows until it is complete.
import { XmlInput } from "../xml/input.ts";

export interface NumberedLine {
  readonly text: string;
  /** The row it begins on, from 1. */
  readonly row: number;
  /** It is XML, and blanks stand before it. */
  readonly isIndented?: true;
}

export interface UnfinishedXml {
  readonly row: number;
  readonly openElements: readonly string[];
}

/** Puts rows together to lines. */
export class LineReader {
  #row = 0;
  #begin = 0;
  #prefix = "";
  #indented: Pick<NumberedLine, "isIndented"> = {};
  #input: XmlInput | undefined;

  /** Takes in a row; returns a line when one is complete. */
  add(row: string): NumberedLine | undefined {
    this.#row += 1;
    if (this.#input) return this.#addToXml(this.#input, row);
    const [, prefix = "", rest = ""] = /^(\s*(?:@\S+\s+)?)([\s\S]*)$/.exec(row) ?? [];
    if (!rest.startsWith("<")) return { text: row, row: this.#row };
    this.#begin = this.#row;
    this.#prefix = prefix.trimStart();
    this.#indented = /^[ \t]/.test(row) ? { isIndented: true } : {};
    this.#input = new XmlInput();
    return this.#addToXml(this.#input, rest);
  }

  /** XML that is still open when there are no more rows. */
  get unfinished(): UnfinishedXml | undefined {
    return this.#input && { row: this.#begin, openElements: this.#input.openElements };
  }

  #addToXml(input: XmlInput, row: string): NumberedLine | undefined {
    if (!input.add(row)) return undefined;
    this.#input = undefined;
    return { text: this.#prefix + input.text, row: this.#begin, ...this.#indented };
  }
}
