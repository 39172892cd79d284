// What a script came to, from how its playing ended.
import { redactMismatch } from "../shell/expecting/mismatch-lines.ts";
import type { Outcome } from "../shell/outcome.ts";
import type { LastEntries } from "./last-entries.ts";
import type { Played } from "./player.ts";
import type { Failure, ScriptResult } from "./result.ts";
import { type Script, type Step, stepsOf, titleOf } from "./script.ts";

export interface Telling {
  readonly milliseconds: number;
  readonly remarks: readonly string[];
  readonly last: LastEntries;
  readonly showsSecrets: boolean;
  /** A line without its secrets. */
  mask(line: string): string;
}

export function resultOf(script: Script, played: Played, telling: Telling): ScriptResult {
  const { outcome, passed, failed, isStopped } = played;
  return {
    file: script.file,
    title: titleOf(script),
    status: isStopped ? "interrupted" : outcome.status,
    steps: stepsOf(script).length,
    passed,
    milliseconds: telling.milliseconds,
    failure: failed && failureOf(script, { ...failed, outcome }, telling),
    errors: [],
    remarks: telling.remarks,
  };
}

interface Failed {
  readonly step: Step;
  readonly client: string;
  readonly outcome: Outcome;
}

function failureOf(
  script: Script,
  { step, client, outcome }: Failed,
  { last, showsSecrets, mask }: Telling,
): Failure | undefined {
  if (outcome.status === "passed") return undefined;
  const mismatch = outcome.status === "failed" ? outcome.mismatch : undefined;
  return {
    file: script.file,
    at: step.at,
    source: showsSecrets ? step.source : mask(step.source),
    client,
    reason: outcome.status === "interrupted" ? "it was interrupted here" : outcome.reason,
    mismatch: mismatch && !showsSecrets ? redactMismatch(mismatch) : mismatch,
    last: last.entries,
  };
}
