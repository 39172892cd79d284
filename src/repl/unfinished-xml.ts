// XML of which more is to come, row by row, and the line that runs when it has.
import { sanitizeLine } from "../render/sanitize.ts";
import type { Line } from "../shell/line.ts";
import { XmlInput } from "../xml/input.ts";

export class UnfinishedXml {
  readonly input = new XmlInput();
  readonly #line: Line & { readonly kind: "xml" | "command" };
  readonly #before: string;
  readonly #start: number;

  /**
   * @param row is the row it begins in, and `line` what was read from that.
   * @param start is where the XML begins in the line's text.
   */
  constructor(row: string, line: Line & { readonly kind: "xml" | "command" }, start: number) {
    this.#line = line;
    this.#start = start;
    this.#before = row.slice(0, row.length - line.text.length);
  }

  /** The line as far as it has come. */
  get line(): Line {
    return { ...this.#line, text: this.#line.text.slice(0, this.#start) + this.input.text };
  }

  /** The same for completion. */
  get unfinished() {
    const { client } = this.#line;
    const command = this.#line.kind === "command" ? this.#line.name : undefined;
    return { text: this.input.text, client, command };
  }

  /** All that was typed, with the client before it. */
  get typed(): string {
    return this.#before + this.#line.text.slice(0, this.#start) + this.input.text;
  }

  get label(): string {
    return `${this.input.openElements.map(sanitizeLine).join(" ") || "xml"}> `;
  }
}
