// The lines that were typed, kept from one session to the next: one JSON text a line, appended, so that two sessions at
// once do each other no harm.
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { whyUnwritable } from "../../shell/file-trouble.ts";
import { oddKindOf, readPlainFile } from "../plain-file.ts";
import { stateFolder } from "../state-folder.ts";

export interface History {
  /** What was typed before, newest first. */
  readonly past: readonly string[];
  /** Whether nobody has typed anything here yet. */
  readonly isNew: boolean;
  /** Keeps a line as it may be stored. */
  add(line: string): void;
  /** Takes a line out of the file: it has turned out to hold a secret. */
  drop(line: string): void;
}

/** node's own line editor goes back no further. */
const MOST = 1000;

/** What is longer was pasted, and would be read at every start: it can be recalled in its own session. In characters. */
const LONGEST = 64 * 1024;

/** Twice as many lines as are kept, each as long as it may be, in bytes. */
const MOST_BYTES = 2 * MOST * LONGEST;

/**
 * A file that cannot be read or written is no reason not to go on: the history is then that of this session.
 * @param warn is told so once, at the first line that is not kept.
 */
export function openHistory(
  environment: Readonly<Record<string, string | undefined>>,
  warn: (text: string) => void = () => {},
): History {
  const file = join(stateFolder(environment), "history.jsonl");
  const bytes = readIfThere(file);
  const text = bytes?.toString("utf8") ?? "";
  if (bytes) cutShort(file, bytes, text);
  // Behind a line that a crash has cut short the next would be lost with it.
  let before = text === "" || text.endsWith("\n") ? "" : "\n";
  let canWrite = true;
  let last: string | undefined;
  return {
    past: linesIn(text),
    isNew: bytes === undefined,
    add: (line) => {
      if (!canWrite || line === last) return;
      last = line;
      const row = JSON.stringify({ line });
      if (row.length > LONGEST) return;
      try {
        refuseOdd(file);
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, `${before}${row}\n`, { mode: 0o600 });
        before = "";
      } catch (error) {
        canWrite = false;
        warn(
          `Cannot keep the history in ${file}: ${whyNotKept(file, error)}what is typed can be recalled until you leave)`,
        );
      }
    },
    drop: (line) => {
      if (line === last) last = undefined;
      blankOut(file, JSON.stringify({ line }));
    },
  };
}

/** With the beginning of what there is to do about it. */
function whyNotKept(file: string, error: unknown): string {
  const inTheWay = fileAmong(dirname(file));
  if (inTheWay !== undefined) return `"${inTheWay}" is a file, and no folder (move it away; `;
  // What to do about a file that somebody named does not fit one that nobody did.
  return `${whyUnwritable(error).replace(/ \([^()]*\)$/, "")} (`;
}

/** A file that stands where a folder or one of those around it should be. */
function fileAmong(folder: string): string | undefined {
  if (existsSync(folder)) return statSync(folder).isDirectory() ? undefined : folder;
  const outer = dirname(folder);
  return outer === folder ? undefined : fileAmong(outer);
}

/** Written over with blanks where it stands: another session may be appending meanwhile, and a blank row is passed over. */
function blankOut(file: string, row: string): void {
  if (oddKindOf(file) !== undefined) return;
  try {
    const opened = openSync(file, "r+");
    try {
      const bytes = readFileSync(opened);
      const meant = Buffer.from(`${row}\n`);
      const blank = Buffer.alloc(meant.length - 1, " ");
      for (let at = bytes.indexOf(meant); at >= 0; at = bytes.indexOf(meant, at + 1)) {
        if (at === 0 || bytes[at - 1] === NEWLINE) writeSync(opened, blank, 0, blank.length, at);
      }
    } finally {
      closeSync(opened);
    }
  } catch {
    // A file that cannot be written has no line of this session.
  }
}

const NEWLINE = "\n".charCodeAt(0);

/** To open a pipe would wait for somebody who reads it; what is written to a device, as /dev/null, is its own affair. */
function refuseOdd(file: string): void {
  const kind = oddKindOf(file);
  if (kind !== undefined && kind !== "a device") throw new Error(`it is ${kind}`);
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readPlainFile(file, MOST_BYTES);
  } catch (error) {
    // What is there and cannot be read is no newcomer's.
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return isMissing ? undefined : Buffer.alloc(0);
  }
}

/** A file that has grown to twice of what is read of it loses the rest. */
function cutShort(file: string, bytes: Buffer, text: string): void {
  const rows = text.split("\n");
  // The last row is what stands behind the last newline: nothing.
  if (rows.length - 1 <= 2 * MOST) return;
  try {
    // The file itself, where a link leads to it.
    const path = realpathSync(file);
    const written = `${path}.${process.pid}`;
    writeFileSync(written, rows.slice(-MOST - 1).join("\n"), { mode: 0o600 });
    // What another session has added meanwhile is not lost, and what it has blanked out does not come back: the next
    // start cuts it.
    if (readFileSync(path).equals(bytes)) renameSync(written, path);
    else rmSync(written);
  } catch {
    // It is as long as before, and can be read.
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
