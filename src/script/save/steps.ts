// A session -> the items of a script, in the order in which things happened.
import type { Entry, Traffic } from "../../transcript/entry.ts";
import type { Item } from "../script.ts";
import { capturesIn } from "./captures.ts";
import { planAct } from "./commands.ts";
import { planReceived } from "./expectations.ts";
import { outsideRequests } from "./outside.ts";
import type { Planned, Planning } from "./plan.ts";
import type { Saving } from "./saving.ts";

export interface Made {
  readonly items: readonly Item[];
  /** What whoever saves must know. */
  readonly remarks: readonly string[];
}

export function stepsOf(saving: Saving): Made {
  const remarks = new Set<string>();
  const planning: Planning = {
    ...saving,
    settled: new Set(),
    matched: new Set(),
    outside: outsideRequests(saving.recording, saving.course),
    remark: (text) => remarks.add(text),
  };
  const planned: Planned[] = saving.acts.flatMap((act) => planAct(act, planning));
  for (const entry of waiting(saving)) planned.push(...planReceived(entry, planning));
  planned.sort((one, other) => one.n - other.n);
  const { known, typed } = saving;
  const expected = planned.flatMap(({ expects }) => expects).sort((one, other) => one.n - other.n);
  const words = { known, typed, captures: capturesIn(expected, { typed, known }) };
  const items = planned.flatMap(({ write }) => write(words));
  return { items: items.filter(isNew), remarks: [...remarks] };
}

/** What waits in the inboxes, and the stream errors that were told of and taken out of them. */
function waiting({ recording }: Saving): readonly Entry<Traffic>[] {
  const { entries, unclaimed } = recording;
  const met = new Set(entries.flatMap((entry) => (entry.type === "expectation" ? entry.entries : [])));
  return entries.flatMap((entry) => {
    if (entry.type !== "traffic" || entry.from !== "server" || entry.event.type !== "element") return [];
    const isError = entry.event.kind === "stream-error" && !met.has(entry.n);
    return isError || unclaimed.has(entry.n) ? [entry] : [];
  });
}

/** The same comment is not said twice in a row. */
function isNew(item: Item, index: number, items: readonly Item[]): boolean {
  const before = items[index - 1];
  return item.kind !== "comment" || before?.kind !== "comment" || before.text !== item.text;
}
