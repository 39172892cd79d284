// The lines that were typed, kept from one session to the next: one JSON text a line, only ever appended, so that two
// sessions at once do each other no harm.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stateFolder } from "./state-folder.ts";

export interface History {
  /** What was typed before, newest first. */
  readonly past: readonly string[];
  /** Whether nobody has typed anything here yet. */
  readonly isNew: boolean;
  /** Keeps a line as it may be stored. */
  add(line: string): void;
}

/** node's own line editor goes back no further. */
const MOST = 1000;

/** A file that cannot be read or written is no reason not to go on: the history is then that of this session. */
export function openHistory(environment: Readonly<Record<string, string | undefined>>): History {
  const file = join(stateFolder(environment), "history.jsonl");
  const text = readIfThere(file);
  let canWrite = true;
  let last: string | undefined;
  return {
    past: linesIn(text ?? ""),
    isNew: text === undefined,
    add: (line) => {
      if (!canWrite || line === last) return;
      last = line;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, `${JSON.stringify({ line })}\n`, { mode: 0o600 });
      } catch {
        canWrite = false;
      }
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // What is there and cannot be read is no newcomer's.
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? undefined : "";
  }
}

/** A row that is cut short, or somebody else's, is passed over. */
function linesIn(text: string): string[] {
  const rows = text.split("\n").slice(-MOST - 1);
  return rows.flatMap((row) => lineIn(row) ?? []).reverse();
}

function lineIn(row: string): string | undefined {
  try {
    const read: unknown = JSON.parse(row);
    const isOurs = typeof read === "object" && read !== null && "line" in read;
    return isOurs && typeof read.line === "string" ? read.line : undefined;
  } catch {
    return undefined;
  }
}
