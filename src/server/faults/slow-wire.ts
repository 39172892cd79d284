// A wire on which what the server writes comes in pieces, one after another.
import type { FaultyWire } from "../fault.ts";
import type { Wire } from "../wire.ts";
import { changedWire } from "./changed-wire.ts";

export interface Slowness {
  /** The pieces of one write, in order. */
  cut(bytes: Uint8Array): readonly Uint8Array[];
  /** Between two pieces, in milliseconds. */
  readonly pause: number;
}

/** About what a step takes in memory, in bytes. */
const STEP_SIZE = 200;

/** A piece is followed by a pause; whatever else there is to do comes directly behind what was written before it. */
interface Step {
  readonly isPiece: boolean;
  run(): void;
}

export function slowWire(wire: Wire, { cut, pause }: Slowness): FaultyWire {
  let waiting: Step[] = [];
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    timer = undefined;
    // Nobody is there any more to be sent anything.
    if (wire.backlog === undefined) waiting = waiting.filter(({ isPiece }) => !isPiece);
    const [first] = waiting;
    // The connection keeps the process alive, and nothing else need.
    if (first?.isPiece) timer = setTimeout(next, pause).unref();
    do waiting.shift()?.run();
    while (waiting[0] && !waiting[0].isPiece);
  };
  const add = (step: Step) => {
    const isIdle = waiting.length === 0;
    waiting.push(step);
    if (isIdle && !(timer && step.isPiece)) next();
  };
  return changedWire(wire, {
    // A step is much more than the few bytes of its piece.
    held: () => waiting.length * STEP_SIZE,
    write: (bytes) => {
      // The server may use its buffer again.
      for (const piece of cut(Uint8Array.from(bytes))) add({ isPiece: true, run: () => wire.write(piece) });
    },
    end: () => add({ isPiece: false, run: () => wire.end() }),
    // TLS begins directly behind `<proceed/>`: what the client sends then is TLS already.
    secure: async () => {
      await new Promise<void>((resolve) => add({ isPiece: false, run: resolve }));
      await wire.secure();
    },
    release: () => {
      clearTimeout(timer);
      timer = undefined;
      for (const { run } of waiting.splice(0)) run();
    },
  });
}
