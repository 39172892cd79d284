// What came of running scripts. Every report is made from this.
import type { Position, ScriptError } from "../errors.ts";
import type { Shown } from "../render/secrets/redact.ts";
import type { Mismatch } from "../shell/expecting/mismatch.ts";
import type { Entry } from "../transcript/entry.ts";

/** `wrong usage`: the script cannot be run as it stands; `skipped`: it was not asked for, or the run had ended. */
export type Status = "passed" | "failed" | "wrong usage" | "no connection" | "interrupted" | "skipped";

export interface ScriptResult {
  /** The file's name, as it was given. */
  readonly file: string;
  readonly title?: string | undefined;
  readonly status: Status;
  /** How many steps it has, and how many of them were run to their end. */
  readonly steps: number;
  readonly passed: number;
  readonly milliseconds: number;
  readonly failure?: Failure | undefined;
  /** What is wrong with the script itself, where it could not be run. */
  readonly errors: readonly ScriptError[];
  /** What is worth saying although it does not fail the script. */
  readonly remarks: readonly string[];
  /** Why it was skipped. */
  readonly why?: string | undefined;
}

/** The step that ended a script. */
export interface Failure {
  readonly file: string;
  readonly at: Position;
  /** The line as it stands in the file. */
  readonly source: string;
  readonly client: string;
  readonly reason: string;
  readonly mismatch?: Mismatch | undefined;
  /** The last entries of the transcript up to it, redacted as the run wants it. */
  readonly last: readonly Shown<Entry>[];
}

const WORST_FIRST = ["interrupted", "wrong usage", "no connection", "failed"] as const;

/**
 * What a run of many scripts comes to, and the exit code with it: a script that could not be run says more about the
 * run than one that failed. Scripts that were skipped do not count: nothing but these, or none at all, has passed.
 */
export function worst(results: readonly ScriptResult[]): Exclude<Status, "skipped"> {
  const found = new Set(results.map(({ status }) => status));
  return WORST_FIRST.find((status) => found.has(status)) ?? "passed";
}
