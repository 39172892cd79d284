// A file that `save` writes.
import { chmod, writeFile } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import type { Writing } from "../shell/command.ts";

/** @throws UsageError where it cannot be written, or must not be written over. */
export async function writeSavedFile(path: string, text: string, how: Writing): Promise<void> {
  const mode = how.mode === "private" ? 0o600 : 0o644;
  try {
    await writeFile(path, text, { mode, flag: how.existing === "kept" ? "wx" : "w" });
    // A file that was there before keeps its mode: others must not read what is private now.
    if (how.mode === "private") await chmod(path, mode);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(`Cannot save to "${path}": ${WHY[code] ?? String(error)}`);
  }
}

const WHY: Readonly<Record<string, string>> = {
  EEXIST: "the file is there already (--force writes over it)",
  EISDIR: "it is a folder (name a file in it)",
  ENOENT: "its folder is not there (make it first)",
  ENOTDIR: "its folder is a file (name another)",
  EACCES: "it may not be written (name another)",
  EROFS: "nothing can be written there (name another)",
};
