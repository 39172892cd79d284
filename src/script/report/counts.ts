// What several reports say of all results together, and of one in a few words.
import type { ScriptResult, Status } from "../result.ts";

export function countByStatus(results: readonly ScriptResult[]): Readonly<Record<Status, number>> {
  const counts: Record<Status, number> = {
    passed: 0,
    failed: 0,
    "wrong usage": 0,
    "no connection": 0,
    interrupted: 0,
    skipped: 0,
  };
  for (const { status } of results) counts[status] += 1;
  return counts;
}

/** What the scripts took, one after the other. */
export function totalMilliseconds(results: readonly ScriptResult[]): number {
  return results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** `login.xmpp: Log in with SASL PLAIN` */
export function nameOf({ file, title }: ScriptResult): string {
  return title ? `${file}: ${title}` : file;
}
