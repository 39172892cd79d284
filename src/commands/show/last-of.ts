// The last entry of a kind that went over the wire.
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { layOutEntries, type Showing } from "./showing.ts";

export function showFeatures(showing: Showing): Iterable<string> {
  return lastOf(
    showing,
    ({ event }) => event.type === "element" && event.kind === "features",
    "the server has offered no features",
  );
}

export function showHeaders(showing: Showing): Iterable<string> {
  return lastOf(showing, ({ event }) => event.type === "open", "no stream header was sent or received", [
    "client",
    "server",
  ]);
}

export function showLast(showing: Showing): Iterable<string> {
  return lastOf(showing, ({ event }) => event.type === "element", "nothing was received");
}

/** The last entry that fits, from each side that is asked for. */
function lastOf(
  showing: Showing,
  fits: (entry: Entry<Traffic>) => boolean,
  none: string,
  sides: readonly Traffic["from"][] = ["server"],
): Iterable<string> {
  const last = new Map<string, Entry<Traffic>>();
  for (const entry of showing.transcript.entries) {
    if (entry.type === "traffic" && entry.client === showing.client.session.id && fits(entry))
      last.set(entry.from, entry);
  }
  const found = sides.flatMap((side) => last.get(side) ?? []).sort((one, other) => one.n - other.n);
  return found.length === 0 ? [`${none} (yet)`] : layOutEntries(found, showing);
}
