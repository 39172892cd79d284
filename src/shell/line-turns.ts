// Before a line runs the event loop turns; of many that begin together one runs in each turn.

export class LineTurns {
  readonly #waiting: (() => void)[] = [];
  #isDue = false;

  /**
   * Resolves when the event loop has turned, and with it once more for each who asked before. Node would call all of them
   * in one turn: thousands of lines that JavaScript begins at once would keep the keyboard dead until the last has run.
   */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#waiting.shift()?.();
      this.#begin();
    });
  }
}
