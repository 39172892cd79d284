// XEP-0045 §7.2.13 and §7.2.14: what was said before somebody came, and how much of it is wanted.

import { attribute, type Element } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { copyOf } from "../copy.ts";
import { delay } from "../delay.ts";

export interface Said {
  readonly message: Element;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const MOST_KEPT = 20;
/** The same in characters of XML. */
const MOST_TEXT = 1024 * 1024;

export class History {
  #said: readonly Said[] = [];
  #size = 0;

  /** In characters of XML. */
  get size(): number {
    return this.#size;
  }

  add(said: Said): void {
    const recent = [...this.#said, said].slice(-MOST_KEPT);
    const { length } = newest(
      recent.map(({ message }) => message),
      MOST_TEXT,
    );
    this.#keep(recent.slice(recent.length - length));
  }

  forgetOldest(): void {
    this.#keep(this.#said.slice(1));
  }

  #keep(said: readonly Said[]): void {
    this.#said = said;
    this.#size = said.reduce((sum, { message }) => sum + message.toString().length, 0);
  }

  /** What a client wants that joins with this presence, oldest first, each with its delay. */
  wantedBy(
    presence: Element,
    { room, now }: { readonly room: string; readonly now: number },
  ): readonly Element[] {
    const wish = presence.getChild("x", NS.muc)?.getChild("history");
    const since = Math.max(sinceOf(wish), now - numberOf(wish, "seconds") * 1000);
    const stanzas = numberOf(wish, "maxstanzas");
    const recent = this.#said.filter(({ at }) => at >= since);
    const late = recent.slice(Math.max(0, recent.length - stanzas)).map((said) => delayed(said, room));
    return newest(late, numberOf(wish, "maxchars"));
  }
}

/** XEP-0045 §7.2.13: the delay is the room's. */
export function delayed({ message, at }: Said, room: string): Element {
  const made = copyOf(message);
  made.append(delay(room, at));
  return made;
}

/** The newest whose XML has at most so many characters in all. */
function newest(messages: readonly Element[], characters: number): readonly Element[] {
  let left = characters;
  const fitting = messages.findLastIndex((message) => {
    left -= message.toString().length;
    return left < 0;
  });
  return messages.slice(fitting + 1);
}

/** A limit that is missing, or no number, limits nothing. */
function numberOf(wish: Element | undefined, name: string): number {
  const written = wish && attribute(wish, name);
  return written !== undefined && /^\d+$/.test(written) ? Number(written) : Number.POSITIVE_INFINITY;
}

function sinceOf(wish: Element | undefined): number {
  const since = Date.parse((wish && attribute(wish, "since")) ?? "");
  return Number.isNaN(since) ? Number.NEGATIVE_INFINITY : since;
}
