import type { Remarks } from "../session/session.ts";
import { remarksOnConnection, remarksOnReceived } from "./received.ts";
import { remarksOnSent } from "./sent.ts";
import type { KnownDomain } from "./wrong-domain.ts";

/**
 * What to say about an entry: its meaning when it is a failure, its consequences when it is a mistake. `domains` are those
 * that may be meant where the server does not know one, the likeliest first.
 */
export function remarksKnowing(domains: () => readonly KnownDomain[]): Remarks {
  return (entry, before, after) => {
    switch (entry.type) {
      case "traffic":
        return entry.from === "client"
          ? remarksOnSent(entry.event, before)
          : remarksOnReceived(entry.event, entry.n, { before, after, domains });
      case "connection":
        return remarksOnConnection(entry, before);
      case "derivation":
      case "command":
      case "expectation":
      case "note":
        return [];
    }
  };
}

/** The same, where nothing is known but what the session shows. */
export const remarks: Remarks = remarksKnowing(() => []);
