import type { ClientId, Entry, Happening } from "./entry.ts";
import { type EntryLimits, KeptEntries } from "./kept-entries.ts";

export type TranscriptLimits = EntryLimits;

export const DEFAULT_TRANSCRIPT_LIMITS: TranscriptLimits = { entries: 10_000, characters: 64 * 1024 * 1024 };

export interface TranscriptOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits?: () => TranscriptLimits;
}

export type EntryReader = (entry: Entry) => void;

/**
 * The append-only record of what happened. Readers get every entry in order; the oldest entries are dropped when
 * there are too many to keep, and numbers are never reused.
 */
export class Transcript {
  readonly #now: () => number;
  readonly #readers = new Set<EntryReader>();
  /** Entries that the readers are still to get. */
  readonly #undelivered: Entry[] = [];
  #isDelivering = false;
  /** The last entry of each client where that is a keepalive. */
  readonly #keepalives = new Map<ClientId, Entry>();
  readonly #kept: KeptEntries;
  readonly #apart: KeptEntries[] = [];
  #last: Entry | undefined;
  #count = 0;

  constructor({ now, limits = () => DEFAULT_TRANSCRIPT_LIMITS }: TranscriptOptions) {
    this.#now = now;
    this.#kept = new KeptEntries(limits);
  }

  /** @param first sees the entry before the readers do. */
  append<H extends Happening>(
    client: ClientId,
    happening: H,
    first: (entry: Entry<H>) => void = () => {},
  ): Entry<H> {
    this.#count += 1;
    const entry: Entry<H> = { n: this.#count, at: this.#now(), client, ...happening };
    this.#keep(entry);
    first(entry);
    this.#undelivered.push(entry);
    if (!this.#isDelivering) this.#deliver();
    return entry;
  }

  /** A reader that appends must not make another see its entry before the one it appended it for. */
  #deliver(): void {
    this.#isDelivering = true;
    try {
      for (let entry = this.#undelivered.shift(); entry; entry = this.#undelivered.shift()) {
        for (const read of [...this.#readers]) read(entry);
      }
    } finally {
      this.#isDelivering = false;
    }
  }

  /** Calls `reader` with every entry from now on. Returns what ends that. */
  read(reader: EntryReader): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  get(n: number): Entry | undefined {
    return this.#kept.get(n);
  }

  /** For a reader that needs some entries longer than the transcript keeps all: its own, masked as those here are. */
  keepApart(limits: EntryLimits): KeptEntries {
    const kept = new KeptEntries(() => limits);
    this.#apart.push(kept);
    return kept;
  }

  /** Masks the lines that are kept once more: what is a secret may be known only later. */
  remask(mask: (line: string) => string): void {
    for (const kept of [this.#kept, ...this.#apart]) kept.remask(mask);
    if (this.#last) this.#last = this.#kept.get(this.#last.n);
  }

  /** The kept entries, oldest first. */
  get entries(): Iterable<Entry> {
    return this.#kept.entries;
  }

  get last(): Entry | undefined {
    return this.#last;
  }

  /** The number of the oldest entry kept, or of the next one where none is. */
  get oldest(): number {
    return this.#kept.oldest ?? this.#count + 1;
  }

  /** How many entries were dropped to stay within the limits. */
  get dropped(): number {
    return this.#kept.dropped;
  }

  #keep(entry: Entry): void {
    this.#forgetKeepalive(entry);
    this.#last = entry;
    this.#kept.add(entry);
  }

  /** Of a row of keepalives only the last is kept: they must not push out what was said. */
  #forgetKeepalive(entry: Entry): void {
    const before = this.#keepalives.get(entry.client);
    this.#keepalives.delete(entry.client);
    if (!isWhitespace(entry)) return;
    this.#keepalives.set(entry.client, entry);
    if (before) this.#kept.forget(before);
  }
}

function isWhitespace(entry: Entry): boolean {
  return entry.type === "traffic" && entry.event.type === "whitespace";
}
