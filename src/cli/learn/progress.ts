// The file with a learner's progress. A lesson goes on without it.
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { joinProgress, type Progress, readProgress, writeProgress } from "../../lessons/progress.ts";
import { readPlainFile } from "../plain-file.ts";

export interface ProgressFile {
  read(): Progress;
  /** Joins it with what is there by now. */
  save(progress: Progress): void;
}

/** In bytes: there are not so many lessons. */
const LONGEST = 1024 * 1024;

/** @param tell is called at most once, with why nothing is kept. */
export function progressFile(path: string, tell: (reason: string) => void): ProgressFile {
  let hasTold = false;
  const tellOnce = (reason: string) => {
    if (!hasTold) tell(reason);
    hasTold = true;
  };
  /** Undefined where there is something that cannot be read. */
  const look = (): Progress | undefined => {
    const text = textIn(path, tellOnce);
    if (text === undefined) return undefined;
    if (text === "") return new Map();
    const progress = readProgress(text);
    if (progress) return progress;
    setAside(path, tellOnce);
    return new Map();
  };
  return {
    read: () => look() ?? new Map(),
    save(progress) {
      const there = look();
      if (!there) return;
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        // Without a lock: what another session writes at this very moment, it writes again with its next step, and a
        // lock that is left behind is worse.
        replace(path, writeProgress(joinProgress(there, progress)));
      } catch (error) {
        tellOnce(`Cannot keep your progress: ${why(error)} (the lesson goes on without it)`);
      }
    },
  };
}

/** Empty where there is no file; undefined where it cannot be read. */
function textIn(path: string, tell: (reason: string) => void): string | undefined {
  try {
    return readPlainFile(path, LONGEST).toString("utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    tell(`Cannot read your progress: ${why(error)}`);
    return undefined;
  }
}

/** What cannot be read is not written over: somebody may still want it. */
function setAside(path: string, tell: (reason: string) => void): void {
  const aside = `${path}.broken`;
  try {
    renameSync(path, aside);
    tell(
      `Cannot read your progress: ${path} is no record of it (it is kept as ${aside}, and a new one is begun)`,
    );
  } catch (error) {
    tell(`Cannot read your progress: ${why(error)}`);
  }
}

/** Whoever reads meanwhile sees the old file or the new one, never half of it. */
function replace(path: string, text: string): void {
  const written = `${path}.${process.pid}`;
  writeFileSync(written, text, { mode: 0o600 });
  chmodSync(written, 0o600);
  renameSync(written, path);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: "its folder may not be written",
  EROFS: "nothing can be written there",
  ENOTDIR: "a file stands where its folder belongs",
  EISDIR: "a folder stands in its place",
  ENOSPC: "the disk is full",
};

function why(error: unknown): string {
  return WHY[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
