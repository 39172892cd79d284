import type { Certificate } from "../xmpp/certificate.ts";
import type { ClientId, Entry, Happening, Traffic } from "./entry.ts";

export interface TranscriptLimits {
  readonly entries: number;
  /** Raw text that is kept, in UTF-16 units. */
  readonly characters: number;
}

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
  readonly #limits: () => TranscriptLimits;
  readonly #readers = new Set<EntryReader>();
  /** Entries that the readers are still to get. */
  readonly #undelivered: Entry[] = [];
  #isDelivering = false;
  /** The last entry of each client where that is a keepalive. */
  readonly #keepalives = new Map<ClientId, Entry>();
  /** In the order of their numbers. */
  readonly #kept = new Map<number, Entry>();
  /** All below this number are gone. The first key of a Map is dear to look up where those before it were deleted. */
  #oldest = 1;
  #characters = 0;
  #last: Entry | undefined;
  #count = 0;
  #dropped = 0;

  constructor({ now, limits = () => DEFAULT_TRANSCRIPT_LIMITS }: TranscriptOptions) {
    this.#now = now;
    this.#limits = limits;
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

  /** Masks the lines that are kept once more: what is a secret may be known only later. */
  remask(mask: (line: string) => string): void {
    for (const [n, entry] of this.#kept) {
      if (entry.type !== "command") continue;
      const masked = mask(entry.masked);
      if (masked === entry.masked) continue;
      const remasked = { ...entry, masked };
      this.#kept.set(n, remasked);
      if (this.#last === entry) this.#last = remasked;
    }
  }

  /** The kept entries, oldest first. */
  get entries(): Iterable<Entry> {
    return this.#kept.values();
  }

  get last(): Entry | undefined {
    return this.#last;
  }

  /** The number of the oldest entry kept, or of the next one where none is. */
  get oldest(): number {
    return this.#kept.size === 0 ? this.#count + 1 : this.#oldest;
  }

  /** How many entries were dropped to stay within the limits. */
  get dropped(): number {
    return this.#dropped;
  }

  #keep(entry: Entry): void {
    this.#forgetKeepalive(entry);
    this.#last = entry;
    this.#kept.set(entry.n, entry);
    this.#characters += weight(entry);
    const { entries, characters } = this.#limits();
    while (this.#kept.size > 1 && (this.#kept.size > entries || this.#characters > characters)) {
      const oldest = this.#kept.get(this.#oldest);
      if (!oldest) break;
      this.#forget(oldest);
      this.#dropped += 1;
    }
  }

  /** Of a row of keepalives only the last is kept: they must not push out what was said. */
  #forgetKeepalive(entry: Entry): void {
    const before = this.#keepalives.get(entry.client);
    this.#keepalives.delete(entry.client);
    if (!isWhitespace(entry)) return;
    this.#keepalives.set(entry.client, entry);
    if (before) this.#forget(before);
  }

  #forget(entry: Entry): void {
    if (!this.#kept.delete(entry.n)) return;
    this.#characters -= weight(entry);
    while (this.#oldest < this.#count && !this.#kept.has(this.#oldest)) this.#oldest += 1;
  }
}

function isWhitespace(entry: Entry): boolean {
  return entry.type === "traffic" && entry.event.type === "whitespace";
}

function textLength({ event }: Entry<Traffic>): number {
  return event.raw.length + ("bytes" in event ? (event.bytes?.length ?? 0) : 0);
}

/** An element takes far more memory than its shortest text: <a/> counts as 64 characters. */
const ELEMENT_WEIGHT = 64;

function elementsWeight({ event }: Entry<Traffic>): number {
  let tags = 0;
  for (let at = event.raw.indexOf("<"); at >= 0; at = event.raw.indexOf("<", at + 1)) tags += 1;
  return tags * ELEMENT_WEIGHT;
}

function certificatesWeight(chain: readonly Certificate[]): number {
  const names = chain.flatMap((certificate) => certificate.names);
  return names.reduce((sum, { value }) => sum + value.length + ROW_WEIGHT, chain.length * CERTIFICATE_WEIGHT);
}

/** Subject, issuer, dates, fingerprint. */
const CERTIFICATE_WEIGHT = 500;

/** What goes with a value: its name, its formula. */
const ROW_WEIGHT = 100;

function weight(entry: Entry): number {
  switch (entry.type) {
    case "traffic":
      return Math.max(textLength(entry), elementsWeight(entry));
    case "command":
      return entry.line.length;
    case "note":
      return entry.text.length;
    case "derivation":
      return entry.rows.reduce((sum, { value }) => sum + value.length + ROW_WEIGHT, 0);
    case "expectation":
      return entry.expected.length;
    case "connection":
      return "tls" in entry ? certificatesWeight(entry.tls.chain) : 0;
  }
}
