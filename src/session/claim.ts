// What somebody waits for, for how long, and how a wait ends.
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { SessionState } from "./state.ts";

/** What a command waits for. */
export interface Claim {
  /** What it is, for messages: "the reply to iq 3". */
  readonly what: string;
  /** Whether an entry is the reply; `state` is the state after it. */
  accepts(entry: Entry, state: SessionState): boolean;
  /** Whether a negative reply is what was asked for. */
  welcomes?(entry: Entry): boolean;
  /** Says why an entry that looks like the reply is not. */
  resembles?(entry: Entry, state: SessionState): string | undefined;
  /** Waits on when the stream ends: until the connection does. */
  readonly outlastsStream?: true;
  /** Only looks on: the entry goes to the inbox, or to whoever claims it, as if this claim were not there. */
  readonly observes?: true;
}

export type Reply =
  | { readonly outcome: "reply"; readonly entry: Entry }
  /** The stream or the connection ended first. */
  | { readonly outcome: "ended"; readonly entry: Entry }
  | OutOfPatience;

/** How a wait ends to which nothing has come. */
export type OutOfPatience =
  | { readonly outcome: "timeout"; readonly after: number }
  | { readonly outcome: "interrupted" };

export interface Wait {
  readonly signal: AbortSignal;
  /** In milliseconds; 0 waits for ever. */
  readonly timeout: number;
}

/** Says which of the unclaimed entries, oldest first, are wanted: undefined for none so far, "nothing" for giving up. */
export type Choose = (
  unclaimed: readonly Entry<Traffic>[],
) => readonly Entry<Traffic>[] | "nothing" | undefined;

export type Chosen =
  | { readonly outcome: "chosen"; readonly entries: readonly Entry<Traffic>[] }
  | { readonly outcome: "nothing" }
  | Exclude<Reply, { readonly outcome: "reply" }>;

/** What somebody waits for, in words, and the number of the entry that is to be answered. */
export interface Awaited {
  readonly what: string;
  readonly request?: number;
}

/**
 * Calls back when a wait is to be given up: its time is over, or it was interrupted. Returns what puts an end to that.
 * A signal that is aborted already calls nobody back.
 */
export function whenGivenUp({ signal, timeout }: Wait, giveUp: (why: OutOfPatience) => void): () => void {
  const interrupt = () => giveUp({ outcome: "interrupted" });
  const expire = () => giveUp({ outcome: "timeout", after: timeout });
  const timer = timeout === 0 ? undefined : setTimeout(expire, timeout);
  signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", interrupt);
  };
}
