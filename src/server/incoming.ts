// What comes from one client: bytes are read as on any stream, and the events dealt with one after another.
import type { StreamEvent } from "../stream/event.ts";
import type { StreamLimits } from "../stream/limits.ts";
import { StreamReader } from "../stream/reader.ts";
import { EventQueue, type EventQueueOptions } from "./event-queue.ts";

/** A client that sends more in one element is not learning XMPP. */
const LIMITS: StreamLimits = { stanza: 512 * 1024, elements: 20_000, depth: 200, attributes: 200 };

export interface IncomingOptions extends EventQueueOptions {
  /** Is told of every event as it comes, before it is its turn. */
  received(event: StreamEvent): void;
}

export class Incoming {
  readonly #options: IncomingOptions;
  readonly #queue: EventQueue;
  #reader: StreamReader;

  constructor(options: IncomingOptions) {
    this.#options = options;
    this.#queue = new EventQueue(options);
    this.#reader = this.#newReader();
  }

  /** Whether an event is being dealt with. */
  get isBusy(): boolean {
    return this.#queue.isBusy;
  }

  /** Whether more waits for its turn than may. */
  get isOverfull(): boolean {
    return this.#queue.isOverfull;
  }

  /** The outermost element that is not whole yet. */
  get openElement(): string | undefined {
    return this.#reader.openElements[0];
  }

  /** What belongs to no event yet. */
  get pending(): string {
    return this.#reader.pending;
  }

  write(bytes: Uint8Array): void {
    try {
      this.#reader.write(bytes);
    } catch (error) {
      this.#options.failed(error);
    }
  }

  /** Forgets what waits. */
  clear(): void {
    this.#queue.clear();
  }

  /** Begins anew, as if nothing had come: whatever is still found in the present bytes counts for nothing. */
  renew(): void {
    this.#queue.clear();
    this.#reader = this.#newReader();
  }

  #newReader(): StreamReader {
    const reader: StreamReader = new StreamReader(
      (event) => {
        this.#options.received(event);
        if (reader === this.#reader) this.#queue.push(event);
      },
      { newDocuments: "always", limits: LIMITS },
    );
    return reader;
  }
}
