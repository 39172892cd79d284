// XEP-0198 §4: what was sent and is not known to have arrived.
import type { Element } from "../../xml/element.ts";

/** The counters are unsigned integers of 32 bits: behind the last one comes 0. */
const COUNTERS = 2 ** 32;

export function nextCount(count: number): number {
  return (count + 1) % COUNTERS;
}

export interface SentStanza {
  readonly stanza: Element;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class Unacknowledged {
  /** The `h` that the client has told last. */
  #acknowledged: number;
  #stanzas: SentStanza[] = [];
  #text = 0;

  constructor(acknowledged = 0) {
    this.#acknowledged = acknowledged;
  }

  get length(): number {
    return this.#stanzas.length;
  }

  /** How many characters of XML they are. */
  get text(): number {
    return this.#text;
  }

  /** Oldest first. */
  get stanzas(): readonly SentStanza[] {
    return this.#stanzas;
  }

  /** How many stanzas were sent, as a counter has it. */
  get sent(): number {
    return (this.#acknowledged + this.#stanzas.length) % COUNTERS;
  }

  add(sent: SentStanza): void {
    this.#stanzas.push(sent);
    this.#text += textOf(sent);
  }

  /** Forgets what has arrived; false where `h` is no number of stanzas that can have. */
  acknowledge(h: number): boolean {
    const arrived = (h - this.#acknowledged + COUNTERS) % COUNTERS;
    if (arrived > this.#stanzas.length) return false;
    for (const sent of this.#stanzas.slice(0, arrived)) this.#text -= textOf(sent);
    this.#stanzas = this.#stanzas.slice(arrived);
    this.#acknowledged = h;
    return true;
  }
}

function textOf({ stanza }: SentStanza): number {
  return stanza.toString().length;
}

/** The counter in an attribute; undefined where there is none. */
export function readCount(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return undefined;
  const count = Number(text);
  return count < COUNTERS ? count : undefined;
}
