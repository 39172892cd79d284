// What is received is read in pieces, and between them the rest of the program gets its turn: a key that was pressed, the
// screen. Else a flood of stanzas would keep it waiting for seconds.

/** In bytes: some hundred stanzas, a few milliseconds. */
const PIECE = 16 * 1024;

export class Turns {
  readonly #take: (bytes: Uint8Array) => void;
  readonly #rested: () => void;
  #waiting: Uint8Array[] = [];
  #isDropped = false;

  /** @param rested is called when all was taken, and more may come. */
  constructor(take: (bytes: Uint8Array) => void, rested: () => void) {
    this.#take = take;
    this.#rested = rested;
  }

  /** Takes the first piece at once. */
  add(bytes: Uint8Array): void {
    if (this.#isDropped) return;
    const isUnderWay = this.#waiting.length > 0;
    for (let at = 0; at < bytes.length; at += PIECE) this.#waiting.push(bytes.subarray(at, at + PIECE));
    if (isUnderWay) return;
    setImmediate(() => this.#next());
    this.#takeOne();
  }

  /** Takes all that waits, at once. */
  finish(): void {
    while (this.#waiting.length > 0) this.#takeOne();
  }

  /** Forgets what waits, and takes nothing more. */
  drop(): void {
    this.#isDropped = true;
    this.#waiting = [];
  }

  #next(): void {
    if (this.#waiting.length === 0) {
      this.#rested();
      return;
    }
    setImmediate(() => this.#next());
    this.#takeOne();
  }

  #takeOne(): void {
    const piece = this.#waiting.shift();
    if (piece) this.#take(piece);
  }
}
