// The rows between what has happened and the line have several who write there.

/** Shows rows in the place of those that the same one has shown before; none takes them away. */
export type ShowRows = (rows: readonly string[]) => void;

export class StatusRows {
  readonly #show: ShowRows;
  #parts: readonly (readonly string[])[] = [];

  constructor(show: ShowRows) {
    this.#show = show;
  }

  /** A part of them, below those that were asked for before. */
  part(): ShowRows {
    const at = this.#parts.length;
    this.#parts = [...this.#parts, []];
    return (rows) => {
      const before = this.#parts[at] ?? [];
      if (rows.join("\n") === before.join("\n")) return;
      this.#parts = this.#parts.map((part, index) => (index === at ? rows : part));
      this.#show(this.#parts.flat());
    };
  }
}
