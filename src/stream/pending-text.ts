/** Text that a document was fed and that is in no event yet, with the offset in the document at which it begins. */
export class PendingText {
  #text = "";
  #begin = 0;
  /** How many bytes the text is, where that is known. */
  #bytes: number | undefined = 0;

  get text(): string {
    return this.#text;
  }

  get begin(): number {
    return this.#begin;
  }

  get bytes(): number {
    this.#bytes ??= Buffer.byteLength(this.#text);
    return this.#bytes;
  }

  /** What comes next stands at this offset. */
  beginAt(offset: number): void {
    this.#begin = offset;
  }

  add(piece: string): void {
    this.#bytes = this.bytes + Buffer.byteLength(piece);
    this.#text += piece;
  }

  /** Cuts off what stands before an offset in the document. */
  take(end: number): string {
    const taken = this.#text.slice(0, end - this.#begin);
    this.#text = this.#text.slice(end - this.#begin);
    this.#bytes = undefined;
    this.#begin = end;
    return taken;
  }

  takeAll(): string {
    const taken = this.#text;
    this.#text = "";
    this.#bytes = 0;
    return taken;
  }
}
