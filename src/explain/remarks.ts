import type { Remarks } from "../session/session.ts";
import { remarksOnConnection, remarksOnReceived } from "./received.ts";
import { remarksOnSent } from "./sent.ts";

/** What to say about an entry: its meaning when it is a failure, its consequences when it is a mistake. */
export const remarks: Remarks = (entry, before) => {
  switch (entry.type) {
    case "traffic":
      return entry.from === "client"
        ? remarksOnSent(entry.event, before)
        : remarksOnReceived(entry.event, entry.n, before);
    case "connection":
      return remarksOnConnection(entry, before);
    case "derivation":
    case "command":
    case "expectation":
    case "note":
      return [];
  }
};
