// What a client has sent, to be dealt with one thing after another: what a handler waits for holds up all behind it.
import type { StreamEvent } from "../stream/event.ts";

export interface EventQueueOptions {
  /** Deals with one event; a promise where that takes its time. */
  take(event: StreamEvent): Promise<void> | void;
  /** A bug of ours: `take` has thrown. */
  failed(error: unknown): void;
  /** Everything was dealt with, after something took its time. */
  idle(): void;
}

/** How much may wait, in events and in characters: whoever waits for an answer has little more to say. */
const MOST_EVENTS = 1000;
const MOST_TEXT = 1024 * 1024;

export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: StreamEvent[] = [];
  #text = 0;
  #isBusy = false;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** Whether something is under way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether more waits than may. */
  get isOverfull(): boolean {
    return this.#waiting.length > MOST_EVENTS || this.#text > MOST_TEXT;
  }

  push(event: StreamEvent): void {
    this.#waiting.push(event);
    this.#text += event.raw.length;
    if (!this.#isBusy) void this.#work();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
    this.#text = 0;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    let hasWaited = false;
    for (let event = this.#next(); event !== undefined; event = this.#next()) {
      try {
        const pending = this.#options.take(event);
        // Without a promise there is no turn of the event loop either: order is kept, and nothing waits for nothing.
        if (pending) {
          hasWaited = true;
          await pending;
        }
      } catch (error) {
        this.#options.failed(error);
      }
    }
    this.#isBusy = false;
    if (hasWaited) this.#options.idle();
  }

  #next(): StreamEvent | undefined {
    const event = this.#waiting.shift();
    if (event) this.#text -= event.raw.length;
    return event;
  }
}
