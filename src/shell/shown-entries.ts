// Entries of the transcript as they may be shown.
import { Redactor, type Shown } from "../render/secrets/redact.ts";
import type { Entry } from "../transcript/entry.ts";
import type { Secrecy } from "./secrecy.ts";
import type { Sessions } from "./sessions.ts";

export interface ShownEntry {
  readonly entry: Entry;
  /** Without its secrets, where those are hidden. */
  readonly shown: Shown<Entry>;
}

/** Entries that are given in the order of the transcript, without their secrets where those are hidden. */
export function shownEntries(
  entries: readonly Entry[],
  { transcript, showsSecrets }: Pick<Sessions & Secrecy, "transcript" | "showsSecrets">,
): readonly ShownEntry[] {
  if (showsSecrets()) return entries.map((entry) => ({ entry, shown: entry }));
  const wanted = new Set(entries);
  const redactor = new Redactor();
  const shown: ShownEntry[] = [];
  for (const entry of transcript.entries) {
    if (shown.length === wanted.size) break;
    // A secret may have begun in an entry before: the redactor reads those too.
    const redacted = redactor.redact(entry);
    if (wanted.has(entry)) shown.push({ entry, shown: redacted });
  }
  return shown;
}
