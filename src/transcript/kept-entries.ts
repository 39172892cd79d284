// Entries in the memory, within limits: the oldest are dropped when there are too many to keep.
import type { Entry } from "./entry.ts";
import { weight } from "./weight.ts";

export interface EntryLimits {
  readonly entries: number;
  /** Raw text that is kept, in UTF-16 units. */
  readonly characters: number;
}

export class KeptEntries {
  readonly #limits: () => EntryLimits;
  /** In the order of their numbers. */
  readonly #kept = new Map<number, Entry>();
  /** All below this number are gone. The first key of a Map is dear to look up where those before it were deleted. */
  #oldest = 0;
  #newest = 0;
  #characters = 0;
  #dropped = 0;

  constructor(limits: () => EntryLimits) {
    this.#limits = limits;
  }

  /** Takes in the next entry; those with higher numbers come later. */
  add(entry: Entry): void {
    if (this.#kept.size === 0) this.#oldest = entry.n;
    this.#newest = entry.n;
    this.#kept.set(entry.n, entry);
    this.#characters += weight(entry);
    const { entries, characters } = this.#limits();
    while (this.#kept.size > 1 && (this.#kept.size > entries || this.#characters > characters)) {
      const oldest = this.#kept.get(this.#oldest);
      if (!oldest) break;
      this.forget(oldest);
      this.#dropped += 1;
    }
  }

  forget(entry: Entry): void {
    if (!this.#kept.delete(entry.n)) return;
    this.#characters -= weight(entry);
    while (this.#oldest < this.#newest && !this.#kept.has(this.#oldest)) this.#oldest += 1;
  }

  get(n: number): Entry | undefined {
    return this.#kept.get(n);
  }

  /** Masks the lines once more. */
  remask(mask: (line: string) => string): void {
    for (const [n, entry] of this.#kept) {
      if (entry.type !== "command") continue;
      const masked = mask(entry.masked);
      if (masked !== entry.masked) this.#kept.set(n, { ...entry, masked });
    }
  }

  /** Oldest first. */
  get entries(): Iterable<Entry> {
    return this.#kept.values();
  }

  /** The number of the oldest entry, or undefined where there is none. */
  get oldest(): number | undefined {
    return this.#kept.size === 0 ? undefined : this.#oldest;
  }

  /** How many were dropped to stay within the limits. */
  get dropped(): number {
    return this.#dropped;
  }
}
