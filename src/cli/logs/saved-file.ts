// A file that `save` writes.
import { chmod, writeFile } from "node:fs/promises";
import { UsageError } from "../../errors.ts";
import type { Writing } from "../../shell/files.ts";
import { isPipe, whyNotWritten } from "./same-file.ts";

/** @throws UsageError where it cannot be written, or must not be written over. */
export async function writeSavedFile(path: string, text: string, how: Writing): Promise<void> {
  // To open it waits for a reader, and neither Ctrl-C nor the end of the program ends that.
  if (isPipe(path)) {
    throw new UsageError(`Cannot save to "${path}": it is a pipe, which may be read by nobody (name a file)`);
  }
  const mode = how.mode === "private" ? 0o600 : 0o644;
  try {
    await writeFile(path, text, { mode, flag: how.existing === "kept" ? "wx" : "w" });
    // A file that was there before keeps its mode: others must not read what is private now.
    if (how.mode === "private") await chmod(path, mode);
  } catch (error) {
    throw new UsageError(`Cannot save to "${path}": ${whyNotWritten(path, error)}`);
  }
}
