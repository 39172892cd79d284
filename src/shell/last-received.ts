// What "last" is where something is looked at: the last element that this client has received.
import { receivedElement } from "../session/replies.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { RunningLine } from "./running-line.ts";
import type { Sessions } from "./sessions.ts";

export function lastReceived({ client, transcript }: RunningLine & Sessions): Entry<Traffic> | undefined {
  let last: Entry<Traffic> | undefined;
  for (const entry of transcript.entries) {
    if (entry.type !== "traffic" || entry.client !== client.session.id) continue;
    if (receivedElement(entry) !== undefined) last = entry;
  }
  return last;
}
