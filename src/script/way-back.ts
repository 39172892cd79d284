// The way back: the lines that got a client where it was.
import { UsageError } from "../errors.ts";
import { endOf } from "../session/ends.ts";
import type { Command } from "../shell/command.ts";
import type { ClientId, Entry } from "../transcript/entry.ts";
import { type Act, actsIn, isCommandAct } from "./save/acts.ts";
import { type Course, courseOf } from "./save/course.ts";
import { withoutFailed } from "./way-back/failed.ts";
import { refuseOnceOnly } from "./way-back/once-only.ts";
import { stepsIn, type WayStep } from "./way-back/steps.ts";

export interface Travelled {
  /** The client's trail, or more; with the clients by the names that they have now. */
  readonly entries: Iterable<Entry>;
  readonly client: ClientId;
  readonly commands: readonly Command[];
  /** How many entries of the trail were dropped. */
  readonly dropped: number;
}

/**
 * The steps of the last connection on which any came to something, in their order.
 * @throws UsageError where there are none, or where they cannot be repeated.
 */
export function wayBack(travelled: Travelled): readonly WayStep[] {
  const { client, commands, dropped } = travelled;
  const own = [...travelled.entries].filter((entry) => entry.client === client);
  const { acts, pings } = actsIn(own, commands);
  const course = courseOf(own, { acts, pings });
  const journey = { acts, course, connections: connectionsIn(own), dropped };
  return wayBefore(Number.POSITIVE_INFINITY, journey);
}

/** Read once, however many times `reconnect` was run: each looks back at the one before it. */
interface Journey {
  readonly acts: readonly Act[];
  readonly course: Course;
  readonly connections: readonly Span[];
  readonly dropped: number;
}

/** The way as it was before the entry of that number. */
function wayBefore(end: number, journey: Journey): readonly WayStep[] {
  const { course, dropped } = journey;
  const connections = journey.connections.filter(({ from }) => from < end);
  for (const { from, to } of [...connections].reverse()) {
    const begins = journey.acts.find(({ changes }) => changes.some(({ n }) => n === from));
    if (!begins) throw wasDropped(dropped);
    const last = Math.min(to, end);
    const travelled = journey.acts.filter(({ n }) => n >= begins.n && n < last);
    const acts = withoutFailed(travelled, course);
    const steps = stepsIn(acts, course);
    if (steps.length === 0) continue;
    const intended = intendedBy(begins, journey);
    if (intended && isBeginningOf(steps, intended)) return intended;
    refuseOnceOnly(acts, course);
    return steps;
  }
  if (connections.length > 0)
    throw new UsageError('Cannot reconnect: no step of this client came to anything (run "open")');
  if (dropped > 0) throw wasDropped(dropped);
  throw new UsageError('Cannot reconnect: this client was never connected (run "open")');
}

function wasDropped(dropped: number): UsageError {
  return new UsageError(
    `Cannot reconnect: its first steps are among the ${dropped} entries about logging in that were dropped to save memory (run "open", and go on from there)`,
  );
}

interface Span {
  /** The number of the entry that says that the connection was made. */
  readonly from: number;
  /** That of the entry that says that it ended. */
  readonly to: number;
}

function connectionsIn(entries: readonly Entry[]): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const entry of entries) {
    if (from !== undefined && endsConnection(entry)) {
      spans.push({ from, to: entry.n });
      from = undefined;
    }
    if (isConnected(entry)) from = entry.n;
  }
  return from === undefined ? spans : [...spans, { from, to: Number.POSITIVE_INFINITY }];
}

function isConnected(entry: Entry): boolean {
  return entry.type === "connection" && entry.change === "connected";
}

function endsConnection(entry: Entry): boolean {
  return endOf(entry) === "connection" || isConnected(entry);
}

/** Where `reconnect` made the connection, and came no further than half of the way: the whole of it. */
function intendedBy(begins: Act, journey: Journey): readonly WayStep[] | undefined {
  const before = journey.acts.slice(0, journey.acts.indexOf(begins)).filter(isCommandAct);
  const last = before.findLast(({ line }) => line.command.name !== "close");
  if (last?.line.command.name !== "reconnect") return undefined;
  try {
    return wayBefore(last.n, journey);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function isBeginningOf(steps: readonly WayStep[], whole: readonly WayStep[]): boolean {
  return steps.length < whole.length && steps.every(({ line }, at) => line === whole[at]?.line);
}
