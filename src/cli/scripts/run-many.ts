// Many scripts, one after another or some at once, and what is told of them.
import type { ScriptResult } from "../../script/result.ts";

export interface Many {
  /** How many run at once. */
  readonly jobs: number;
  /** Whether to begin no more when one did not pass. */
  readonly bail: boolean;
  readonly signal: AbortSignal;
  run(file: string, index: number): Promise<ScriptResult>;
  /** Says why a file was not begun. */
  skip(file: string, why: string): ScriptResult;
  /** Told before a file begins, and when its result is there. */
  began(file: string): void;
  ended(result: ScriptResult): void;
}

/** The results in the order of the files. */
export async function runMany(files: readonly string[], many: Many): Promise<readonly ScriptResult[]> {
  const results: ScriptResult[] = [];
  const waiting = [...files.entries()];
  let isOver = false;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, file] = next;
      const why = many.signal.aborted
        ? "the run was interrupted"
        : isOver
          ? "another did not pass"
          : undefined;
      if (why === undefined) many.began(file);
      const result = why === undefined ? await many.run(file, index) : many.skip(file, why);
      results[index] = result;
      if (many.bail && result.status !== "passed" && result.status !== "skipped") isOver = true;
      many.ended(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(many.jobs, files.length) }, work));
  return results;
}
