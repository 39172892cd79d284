// A wire on which what the server writes comes in pieces, one after another.
import type { FaultyWire } from "../fault.ts";
import type { Wire } from "../wire.ts";
import { changedWire } from "./changed-wire.ts";

export interface Slowness {
  /** The pieces of one write, in order; each is asked for when it is its turn. */
  cut(bytes: Uint8Array): Iterable<Uint8Array>;
  /** Between two pieces, in milliseconds. */
  readonly pause: number;
}

/** About what a write takes in memory beside its bytes. */
const WRITE_SIZE = 200;

/** What one write has not sent yet. */
interface Writing {
  readonly is: "writing";
  readonly bytes: Uint8Array;
  readonly pieces: Iterator<Uint8Array>;
  left: number;
}

/** A piece is followed by a pause; whatever else there is to do comes directly behind what was written before it. */
type Step = Writing | { readonly is: "action"; run(): void };

export function slowWire(wire: Wire, { cut, pause }: Slowness): FaultyWire {
  let waiting: Step[] = [];
  let held = 0;
  let timer: NodeJS.Timeout | undefined;
  const send = (writing: Writing) => {
    const piece = writing.pieces.next();
    if (!piece.done) {
      wire.write(piece.value);
      writing.left -= piece.value.length;
      held -= piece.value.length;
    }
    if (piece.done || writing.left === 0) {
      waiting.shift();
      held -= WRITE_SIZE;
    }
  };
  const next = () => {
    timer = undefined;
    // Nobody is there any more to be sent anything.
    if (wire.backlog === undefined) {
      waiting = waiting.filter(({ is }) => is === "action");
      held = 0;
    }
    const [first] = waiting;
    if (first?.is === "writing") {
      send(first);
      // The connection keeps the process alive, and nothing else need.
      timer = setTimeout(next, pause).unref();
    }
    for (let step = waiting[0]; step?.is === "action"; step = waiting[0]) {
      waiting.shift();
      step.run();
    }
  };
  const act = (run: () => void) => {
    if (waiting.length === 0) run();
    else waiting.push({ is: "action", run });
  };
  return changedWire(wire, {
    held: () => held,
    write: (written) => {
      if (written.length === 0) return;
      // The server may use its buffer again.
      const bytes = Uint8Array.from(written);
      waiting.push({ is: "writing", bytes, pieces: cut(bytes)[Symbol.iterator](), left: bytes.length });
      held += bytes.length + WRITE_SIZE;
      if (!timer && waiting.length === 1) next();
    },
    end: () => act(() => wire.end()),
    // TLS begins directly behind `<proceed/>`: what the client sends then is TLS already.
    secure: async () => {
      await new Promise<void>((resolve) => act(resolve));
      await wire.secure();
    },
    release: () => {
      clearTimeout(timer);
      timer = undefined;
      held = 0;
      for (const step of waiting.splice(0)) {
        if (step.is === "action") step.run();
        else wire.write(step.bytes.subarray(step.bytes.length - step.left));
      }
    },
  });
}
