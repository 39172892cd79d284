// How a step ended.
import { ConnectionError, Unanswered, UsageError } from "../errors.ts";
import type { Reply } from "../session/inbox.ts";
import type { Mismatch } from "./expecting/mismatch.ts";

/** What the server said is in the transcript; this says whether it is what was hoped for. */
export type Outcome =
  | { readonly status: "passed"; readonly reply?: Reply }
  | Failed
  | { readonly status: "no connection"; readonly reason: string }
  | { readonly status: "wrong usage"; readonly reason: string }
  | Interrupted;

export interface Interrupted {
  readonly status: "interrupted";
  /** What has ended by it, where that is no wait. */
  readonly what?: string;
}

export interface Failed {
  readonly status: "failed";
  readonly reason: string;
  readonly reply?: Reply;
  /** The server has answered, and its answer is no. */
  readonly isRefusal?: true;
  /** What was expected, where that is why. */
  readonly mismatch?: Mismatch;
}

export const PASSED: Outcome = { status: "passed" };

const INTERRUPTED = { status: "interrupted" } as const;

/** What a person is told who has pressed Ctrl-C. */
export function interruption({ what = "the wait has ended" }: Interrupted): string {
  return `Interrupted: ${what}, the session goes on`;
}

/** Turns what is thrown for users' mistakes, broken connections and Ctrl-C into an outcome. */
export async function outcomeOf(signal: AbortSignal, step: () => Promise<Outcome>): Promise<Outcome> {
  try {
    if (signal.aborted) return INTERRUPTED;
    return await step();
  } catch (error) {
    if (error instanceof Unanswered) return { ...INTERRUPTED, what: error.message };
    if (signal.aborted) return INTERRUPTED;
    if (error instanceof UsageError) return { status: "wrong usage", reason: error.message };
    if (error instanceof ConnectionError) return { status: "no connection", reason: error.message };
    throw error;
  }
}
