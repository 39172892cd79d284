// Whether a client is available (RFC 6121 §4.2): by the presence that it has sent, and by what of it was refused.
import { attribute, type Element } from "../xml/element.ts";
import { isFromAddressee, type OnStream } from "./own-addresses.ts";

/** A presence that was sent, and may still come back as an error. */
export interface SentPresence {
  /** The entry it is. */
  readonly n: number;
  readonly id?: string | undefined;
  readonly to?: string | undefined;
  /** Whether it has made the client available, or has come after one that had; undefined where it is about neither. */
  readonly part?: "initial" | "later" | undefined;
}

export interface Availability {
  /** Whether presence without type was sent (RFC 6121 §4.2). */
  readonly available: boolean;
  /** The last ones, oldest first. */
  readonly presences: readonly SentPresence[];
}

export const UNAVAILABLE: Availability = { available: false, presences: [] };

/** How many are remembered: an error comes at once, or never. */
const MOST_PRESENCES = 50;

/** What a presence that is sent makes of it; before anything is bound nobody becomes available. */
export function withSent(
  { available, presences, isBound }: Availability & { readonly isBound: boolean },
  { n, presence }: { readonly n: number; readonly presence: Element },
): Availability {
  const to = attribute(presence, "to");
  const type = attribute(presence, "type");
  const isBroadcast = to === undefined;
  const announces = isBroadcast && type === undefined && isBound;
  const part = announces ? (available ? "later" : "initial") : undefined;
  const isFarewell = isBroadcast && type === "unavailable";
  const before = presences.slice(-MOST_PRESENCES + 1);
  return {
    available: announces || (available && !isFarewell),
    presences: [
      // What has come before it says nothing of whether the client is available behind it.
      ...(isFarewell ? before.map(({ n, id, to }) => ({ n, id, to })) : before),
      { n, id: attribute(presence, "id"), to, part },
    ],
  };
}

/**
 * What a presence of type error makes of it. Only where the presence was refused that has made the client available it is
 * so no longer: what comes after one that holds is a change that was not made, and what has another type, or is for
 * somebody, makes nobody available. It is told by its id, and without one it is the last that it can be.
 */
export function withRefused(known: Availability & OnStream, error: Element): Availability {
  const { available, presences } = known;
  const from = attribute(error, "from");
  const refused = presences.findLast(
    ({ id, to }) => id === attribute(error, "id") && isFromAddressee(from, to, known),
  );
  if (!refused) return { available, presences };
  const left = presences.filter((other) => other !== refused);
  if (refused.part !== "initial") return { available, presences: left };
  // The next one has made it available then, until that is refused as well.
  const next = left.find(({ part }) => part === "later");
  return {
    available: available && next !== undefined,
    presences: left.map((other) => (other === next ? { ...other, part: "initial" } : other)),
  };
}
