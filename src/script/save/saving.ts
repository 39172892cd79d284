// What is known of a session that is being saved.
import type { Command } from "../../shell/command.ts";
import type { Entry } from "../../transcript/entry.ts";
import { type Accounts, accountsIn } from "./accounts.ts";
import { type Act, actsIn, isCommandAct } from "./acts.ts";
import { type Course, courseOf, type Exchange } from "./course.ts";
import { Known, type Named } from "./known.ts";
import { type Typed, typedIn } from "./typed.ts";

/** A session as it is handed over. */
export interface Recording {
  /** All that happened, none dropped. */
  readonly entries: readonly Entry[];
  /** The numbers of the entries that wait in the inboxes. */
  readonly unclaimed: ReadonlySet<number>;
  readonly commands: readonly Command[];
  /** What a variable stands for now. */
  variable(name: string): string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Saving {
  readonly recording: Recording;
  readonly acts: readonly Act[];
  readonly course: Course;
  readonly accounts: Accounts;
  readonly known: Known;
  readonly typed: Typed;
  /** The exchange that an act is a part of. */
  readonly exchanges: ReadonlyMap<Act, Exchange>;
}

export function savingOf(recording: Recording): Saving {
  const found = actsIn(recording.entries, recording.commands);
  const course = courseOf(recording.entries, found);
  const { acts } = found;
  return {
    recording,
    acts,
    course,
    accounts: accountsIn(course),
    known: new Known(course, namedIn(acts, recording)),
    typed: typedIn(acts),
    exchanges: new Map(
      course.exchanges.flatMap((exchange) => exchange.acts.map((act) => [act, exchange] as const)),
    ),
  };
}

/** What lines define, and what patterns that were met capture. */
function namedIn(acts: readonly Act[], { variable }: Recording): readonly Named[] {
  return acts.flatMap((act) => {
    const { n, expectation } = act;
    const defined = isCommandAct(act) && act.line.command.name === "define" ? act.line.parsed.args.name : "";
    const pattern = expectation?.outcome === "met" ? expectation.expected : "";
    const captured = Array.from(pattern.matchAll(/\{capture:([^{}]+)\}/g), ([, name = ""]) => name);
    return [defined ?? "", ...captured].flatMap((name) => {
      const value = name === "" ? undefined : variable(name);
      return value === undefined ? [] : [{ name, value, n: expectation?.n ?? n }];
    });
  });
}
