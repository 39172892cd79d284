// Lines of the history: which are meant, and which run others of them.
import { UsageError } from "../errors.ts";
import { MASK } from "../render/secrets/redact.ts";
import type { Aliases } from "./aliases.ts";
import type { HistoryLine } from "./line-editor.ts";
import { USED_SECRET } from "./secrets/used-secrets.ts";

/** The command that a line runs, whichever client runs it and whatever alias it begins with. */
function commandOf(line: string, aliases: Aliases): string {
  return /^\s*(?:@\S+\s+)?(\S*)/.exec(aliases.resolve(line) ?? line)?.[1] ?? "";
}

/** Without the line that asks, which is the newest. */
export function earlierLines(
  history: readonly HistoryLine[],
  asking: string,
  aliases: Aliases,
): readonly HistoryLine[] {
  const newest = history.at(-1);
  return newest && commandOf(newest.line, aliases) === asking ? history.slice(0, -1) : history;
}

/**
 * The line that is to run again: by its number, by what it begins with, or the last one.
 * @throws UsageError where there is none, and where its secrets were not kept.
 */
export function lineAgain(
  what: string | undefined,
  history: readonly HistoryLine[],
  aliases: Aliases,
): HistoryLine {
  const found =
    what === undefined
      ? lastOf(history, ({ line }) => !["again", "history"].includes(commandOf(line, aliases)))
      : /^\d+$/.test(what)
        ? numbered(Number(what), history)
        : lastOf(history, ({ line }) => line.startsWith(what) && commandOf(line, aliases) !== "again", what);
  if (commandOf(found.line, aliases) === "again") {
    throw new UsageError(`Cannot run line ${found.n} again: it runs another line itself (run that)`);
  }
  const mask = [MASK, USED_SECRET].find((one) => found.line.includes(one));
  if (mask !== undefined) {
    throw new UsageError(
      `Cannot run line ${found.n} again: ${mask} stands in it for a secret that was not kept (type it again)`,
    );
  }
  return found;
}

function lastOf(
  history: readonly HistoryLine[],
  isMeant: (line: HistoryLine) => boolean,
  begins?: string,
): HistoryLine {
  const found = history.findLast(isMeant);
  if (found) return found;
  const which = begins === undefined ? "there is none" : `none begins with "${begins}"`;
  throw new UsageError(`Cannot run a line again: ${which} ("history" lists them)`);
}

function numbered(n: number, history: readonly HistoryLine[]): HistoryLine {
  const found = history.find((line) => line.n === n);
  if (found) return found;
  const [first, last] = [history[0], history.at(-1)];
  const present = first && last ? `the history has lines ${first.n} to ${last.n}` : "the history is empty";
  throw new UsageError(`Cannot run line ${n} again: ${present} ("history" lists them)`);
}
