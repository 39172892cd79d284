// What was on the wire, for a line that sends it again.
import { UsageError } from "../errors.ts";
import type { ClientId, Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { attribute } from "../xml/element.ts";
import { entryNumbered } from "./entry-numbers.ts";
import type { RunningLine } from "./running-line.ts";
import type { Secrecy } from "./secrecy.ts";
import type { Sessions } from "./sessions.ts";
import { shownEntries } from "./shown-entries.ts";

export interface Recalled {
  readonly entry: Entry<Traffic>;
  /** As it was on the wire, but for secrets that are hidden. */
  readonly text: string;
  readonly isMasked: boolean;
}

/**
 * An entry by its number; without one, and for "last", the last stanza that this client has sent.
 * @throws UsageError where there is none, or nothing of it was on the wire; `action` is what was to be done with it.
 */
export function recall(
  number: string | undefined,
  context: RunningLine & Sessions & Secrecy,
  action: string,
): Recalled {
  const { transcript } = context;
  const isLast = number === undefined || number === "last";
  const entry = isLast ? lastSent(context, action) : entryNumbered(number, transcript, action);
  if (entry.type !== "traffic") {
    throw new UsageError(
      `Cannot ${action} ${entry.n}: nothing of it was on the wire ("show ${entry.n}" says what it is)`,
    );
  }
  const { event } = entry;
  if ("bytes" in event && event.bytes !== undefined) {
    throw new UsageError(
      `Cannot ${action} ${entry.n}: it has bytes that are no text ("send --hex" sends any bytes)`,
    );
  }
  const shown = shownEntries([entry], context)[0]?.shown;
  const text = shown?.type === "traffic" ? shown.event.raw : event.raw;
  return { entry, text, isMasked: text !== event.raw };
}

function lastSent({ transcript, client }: RunningLine & Sessions, action: string): Entry {
  let last: Entry | undefined;
  for (const entry of transcript.entries) {
    if (entry.client === client.session.id && isSentStanza(entry)) last = entry;
  }
  if (last) return last;
  throw new UsageError(
    `Cannot ${action} the last stanza: ${client.name} has sent none (the number of an entry names any other)`,
  );
}

function isSentStanza(entry: Entry): boolean {
  if (entry.type !== "traffic" || entry.from !== "client") return false;
  return entry.event.type === "element" && entry.event.kind === "stanza";
}

/** What is said where it is. */
export const ID_IS_USED = "its id was used already: a reply would fit both";

/** The id of an entry's stanza, where a client has sent a stanza with that id. */
export function idSent({ event }: Traffic, client: ClientId, transcript: Transcript): string | undefined {
  const id = event.type === "element" ? attribute(event.element, "id") : undefined;
  if (id === undefined) return undefined;
  for (const entry of transcript.entries) {
    if (entry.client !== client || entry.type !== "traffic" || entry.from !== "client") continue;
    if (entry.event.type === "element" && attribute(entry.event.element, "id") === id) return id;
  }
  return undefined;
}
