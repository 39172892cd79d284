// What a client writes on one connection: it is read like what a server gets, so that every write is recorded as what it is.
import type { StreamEvent } from "../stream/event.ts";
import type { StreamLimits } from "../stream/limits.ts";
import { StreamReader } from "../stream/reader.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";

const DECLARATION = /^<\?xml\s[^>]*\?>\s*$/;

/** Makes an entry of what was sent; `begun` is how many characters of it earlier writes have sent. */
export type RecordSent = (event: StreamEvent, begun: number) => Entry<Traffic>;

export class Outgoing {
  readonly #record: RecordSent;
  readonly #reader: StreamReader;
  /** What came of the write that is under way. */
  #sent: Entry<Traffic>[] = [];
  /** How many characters the fragments sent since the last whole event have. */
  #begun = 0;
  /** The number of the entry in which they began. */
  #begunIn: number | undefined;

  constructor(record: RecordSent, limits: StreamLimits) {
    this.#record = record;
    this.#reader = new StreamReader((event) => this.#recordEvent(event), { newDocuments: "always", limits });
  }

  /** Whether an element was begun, and not ended. The declaration before a stream header is none. */
  get isMidElement(): boolean {
    return this.#begun > 0 && !DECLARATION.test(this.#reader.pending);
  }

  /** The number of the entry in which what has not ended began. */
  get begunIn(): number | undefined {
    return this.isMidElement ? this.#begunIn : undefined;
  }

  /** The elements below the stream that have begun and not ended, outermost first. */
  get openElements(): readonly string[] {
    return this.#reader.openElements;
  }

  /** Returns the entries of one write: none only where there is nothing in it. */
  write(bytes: Uint8Array): readonly Entry<Traffic>[] {
    this.#sent = [];
    this.#reader.write(bytes);
    this.#recordUnfinished(bytes.length);
    return this.#sent;
  }

  #recordEvent(event: StreamEvent): number {
    const begun = this.#begun;
    this.#begun = 0;
    const entry = this.#record(event, begun);
    this.#sent.push(entry);
    return entry.n;
  }

  /** Every write is recorded, also one that makes no whole event. */
  #recordUnfinished(written: number): void {
    const { pending, pendingBytes } = this.#reader;
    const raw = pending.slice(this.#begun);
    const bytes = pendingBytes.slice(Math.max(0, pendingBytes.length - written));
    if (raw === "" && bytes.length === 0) return;
    const sentBefore = this.#begun;
    this.#begun = 0;
    const n = this.#recordEvent({ type: "fragment", raw, ...(bytes.length === 0 ? {} : { bytes }) });
    this.#begun = sentBefore + raw.length;
    if (sentBefore === 0) this.#begunIn = n;
  }
}
