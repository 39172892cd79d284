import { fchmodSync, fstatSync, openSync } from "node:fs";
import { UsageError } from "../../errors.ts";
import { whyNotWritten } from "./same-file.ts";

/**
 * Opens a file that only its owner may read: anew, only where there is none, or to append to it.
 * @throws UsageError when it cannot be opened; `what` is what was to be written: "the log".
 */
export function openPrivate(file: string, flags: "w" | "wx" | "a", what: string): number {
  try {
    const opened = openSync(file, flags, 0o600);
    // Others must not read what was said, in a file that was there before neither. A device is not ours to change.
    if (fstatSync(opened).isFile()) fchmodSync(opened, 0o600);
    return opened;
  } catch (error) {
    throw new UsageError(`Cannot write ${what} to ${file}: ${whyNotWritten(file, error)}`);
  }
}
