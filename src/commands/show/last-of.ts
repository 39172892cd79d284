// The last entry of a kind that went over the wire.
import { wrapAll } from "../../render/text/wrap.ts";
import type { Entry, Traffic } from "../../transcript/entry.ts";
import { droppedRow, layOutEntries, type Showing } from "./showing.ts";

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
  const { dropped, oldest } = showing.transcript;
  const last = new Map<string, Entry<Traffic>>();
  for (const entry of showing.transcript.entries) {
    if (entry.type === "traffic" && entry.client === showing.client.session.id && fits(entry))
      last.set(entry.from, entry);
  }
  const found = sides.flatMap((side) => last.get(side) ?? []).sort((one, other) => one.n - other.n);
  if (found.length > 0) {
    // What one side sent may be gone while the other side's answer is there.
    const gone = dropped > 0 && found.length < sides.length ? [droppedRow(showing)] : [];
    return [...gone, ...layOutEntries(found, showing)];
  }
  if (dropped === 0) return [`${none} (yet)`];
  const gone = `those before it were dropped to save memory (--log has all of them)`;
  return wrapAll(`${none} since entry ${oldest}: ${gone}`, showing.columns);
}
