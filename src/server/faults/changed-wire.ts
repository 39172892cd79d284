// How faults stand between the server and its wire.
import type { FaultyWire } from "../fault.ts";
import type { Wire } from "../wire.ts";

type Changes = Partial<Pick<FaultyWire, "write" | "end" | "destroy" | "reset" | "secure" | "release">> & {
  /** How many bytes the fault holds back. */
  held?(): number;
};

/** A wire as it is, but for what a fault does differently. */
export function changedWire(wire: Wire, { held = () => 0, ...changes }: Changes): FaultyWire {
  return {
    peer: wire.peer,
    get isSecure() {
      return wire.isSecure;
    },
    get backlog() {
      return wire.backlog === undefined ? undefined : wire.backlog + held();
    },
    write: (bytes) => wire.write(bytes),
    end: () => wire.end(),
    halfClose: () => wire.halfClose(),
    destroy: () => wire.destroy(),
    reset: () => wire.reset(),
    secure: () => wire.secure(),
    channelBinding: (type) => wire.channelBinding(type),
    ...changes,
  };
}

/** Hands the first thing that is written to the fault; what the server says behind it goes nowhere. */
export function brokenWire(wire: Wire, strike: (bytes: Uint8Array) => void): FaultyWire {
  let isBroken = false;
  return changedWire(wire, {
    write: (bytes) => {
      if (isBroken) return;
      isBroken = true;
      strike(bytes);
    },
    end: () => {
      if (!isBroken) wire.end();
    },
  });
}

/** Whitespace between stanzas means nothing (RFC 6120 §11.7): it makes a broken wire break on an open stream. */
export const NOTHING = " ";
