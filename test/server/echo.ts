// The smallest server: it answers with what it gets, and keeps what it was told.
import { EventEmitter, once } from "node:events";
import type { Accept, Wire } from "../../src/server/wire.ts";

export interface Echo {
  readonly accept: Accept;
  /** The connections in the order in which they came. */
  readonly wires: readonly Wire[];
  /** What each has received, and "(closed)" behind it. */
  readonly received: readonly string[];
  /** Resolves when that is what a connection has received, the first one if it is not said which. */
  receives(text: string, at?: number): Promise<void>;
}

/** @param answer what is done with each text in place of sending it back. */
export function echo(answer: (text: string, wire: Wire) => void = sendBack): Echo {
  const wires: Wire[] = [];
  const received: string[] = [];
  const changes = new EventEmitter();
  return {
    wires,
    received,
    accept: (wire) => {
      const at = wires.push(wire) - 1;
      received[at] = "";
      const hear = (text: string) => {
        received[at] += text;
        changes.emit("change");
      };
      return {
        data: (bytes) => {
          const text = Buffer.from(bytes).toString("utf8");
          hear(text);
          answer(text, wire);
        },
        closed: () => hear("(closed)"),
      };
    },
    receives: async (text, at = 0) => {
      while (received[at] !== text) await once(changes, "change");
    },
  };
}

function sendBack(text: string, wire: Wire): void {
  wire.write(Buffer.from(text, "utf8"));
}

export interface Heard {
  /** What the client has received, with "(closed)" or "(broken: why)" behind it. */
  readonly text: string;
  receives(text: string): Promise<void>;
  data(bytes: Uint8Array): void;
  closed(cause?: Error): void;
}

/** What a client hears, to be handed to a transport. */
export function listening(): Heard {
  const changes = new EventEmitter();
  let text = "";
  const hear = (more: string) => {
    text += more;
    changes.emit("change");
  };
  return {
    get text() {
      return text;
    },
    receives: async (wanted) => {
      while (text !== wanted) await once(changes, "change");
    },
    data: (bytes) => hear(Buffer.from(bytes).toString("utf8")),
    closed: (cause) => hear(cause ? `(broken: ${cause.message})` : "(closed)"),
  };
}
