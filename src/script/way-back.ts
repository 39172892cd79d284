// The way back: the lines that got a client where it was, as far as the transcript has them.
import { UsageError } from "../errors.ts";
import { endOf } from "../session/ends.ts";
import type { Command } from "../shell/command.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";
import { type Act, actsIn, isCommandAct } from "./save/acts.ts";
import { courseOf } from "./save/course.ts";
import { withoutFailed } from "./way-back/failed.ts";
import { refuseOnceOnly } from "./way-back/once-only.ts";
import { stepsIn, type WayStep } from "./way-back/steps.ts";

export interface Travelled {
  /** With the clients by the names that they have now. */
  readonly entries: Iterable<Entry>;
  readonly client: ClientId;
  readonly commands: readonly Command[];
  /** How many entries the transcript has dropped. */
  readonly dropped: number;
}

/**
 * The steps of the last connection on which any came to something, in their order.
 * @throws UsageError where there are none, or where they cannot be repeated.
 */
export function wayBack(travelled: Travelled): readonly WayStep[] {
  const own = [...travelled.entries].filter(({ client }) => client === travelled.client);
  const found = actsIn(own, travelled.commands);
  const course = courseOf(own, found);
  const connections = connectionsIn(own);
  for (const { from, to } of [...connections].reverse()) {
    const begins = found.acts.find(({ changes }) => changes.some(({ n }) => n === from));
    if (!begins) throw wasDropped(travelled);
    const travelledActs = found.acts.filter(({ n }) => n >= begins.n && n < to);
    const acts = withoutFailed(travelledActs, course);
    const steps = stepsIn(acts);
    if (steps.length === 0) continue;
    const intended = intendedBy(begins, found.acts, { ...travelled, entries: own });
    if (intended && isBeginningOf(steps, intended)) return intended;
    refuseOnceOnly(acts, course);
    return steps;
  }
  if (connections.length > 0)
    throw new UsageError('Cannot reconnect: no step of this client came to anything (run "open")');
  if (travelled.dropped > 0) throw wasDropped(travelled);
  throw new UsageError('Cannot reconnect: this client was never connected (run "open")');
}

function wasDropped({ dropped }: Travelled): UsageError {
  return new UsageError(
    `Cannot reconnect: the steps are among the ${dropped} entries that were dropped to save memory (run "open", and go on from there; "set keep entries" keeps more)`,
  );
}

interface Span {
  /** The number of the entry that says that the connection was made. */
  readonly from: number;
  /** That of the entry that says that it ended. */
  readonly to: number;
}

function connectionsIn(entries: readonly Entry[]): readonly Span[] {
  return entries.flatMap((entry, at) => {
    if (entry.type !== "connection" || entry.change !== "connected") return [];
    const end = entries.slice(at + 1).find(endsConnection);
    return [{ from: entry.n, to: end?.n ?? Number.POSITIVE_INFINITY }];
  });
}

function endsConnection(entry: Entry): boolean {
  return endOf(entry) === "connection" || (entry.type === "connection" && entry.change === "connected");
}

/** Where `reconnect` made the connection, and came no further than half of the way: the whole of it. */
function intendedBy(begins: Act, acts: readonly Act[], travelled: Travelled): readonly WayStep[] | undefined {
  const before = acts.slice(0, acts.indexOf(begins)).filter(isCommandAct);
  const last = before.findLast(({ line }) => line.command.name !== "close");
  if (last?.line.command.name !== "reconnect") return undefined;
  const entries = [...travelled.entries].filter(({ n }) => n < last.n);
  try {
    return wayBack({ ...travelled, entries });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function isBeginningOf(steps: readonly WayStep[], whole: readonly WayStep[]): boolean {
  return steps.length < whole.length && steps.every(({ line }, at) => line === whole[at]?.line);
}
