// Which entries are shown as they come: `filter message and from romeo@localhost`.
import type { Entry } from "../../transcript/entry.ts";

/** Whether an entry is meant. What did not go over the wire never is. */
export type Filter = (entry: Entry) => boolean;

export interface ReadFilter {
  readonly fits: Filter;
  /** What is to be said at this moment of the clients that it names: one is not there, another has got another name. */
  readonly remarks: readonly string[];
}

export interface NamedFilter {
  readonly name: string;
  /** As it was written. */
  readonly expression: string;
}

/** The filter of the view, and those that have names. What is hidden is in the transcript all the same. */
export interface FilterBook {
  /** The expression of the filter that is on. */
  readonly current: string | undefined;
  /** How many entries it has hidden since it was set. */
  readonly hidden: number;
  readonly named: readonly NamedFilter[];
  /**
   * Shows only what fits from now on; undefined shows everything.
   * @throws UsageError for an expression that cannot be read.
   */
  use(expression: string | undefined): Promise<void>;
  /** @throws UsageError for a name or an expression that cannot be one. */
  define(name: string, expression: string): Promise<void>;
  /**
   * Whether there was one.
   * @throws UsageError where another filter, or the one that is on, needs it.
   */
  remove(name: string): boolean;
  /** @throws UsageError for an expression that cannot be read. */
  read(expression: string): Promise<ReadFilter>;
  /** The remarks on the filter of that name; without one, on the filter that is on. */
  remarksOn(name?: string): readonly string[];
  /** Whether the view shows an entry; what it does not is counted. Only traffic is ever hidden, and remarks on it. */
  shows(entry: Entry): boolean;
}
