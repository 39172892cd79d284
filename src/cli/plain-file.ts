// The files that are read whole at a start. What would be waited for, or never ends, is not opened.
import { readFileSync, type Stats, statSync } from "node:fs";
import { formatSize } from "../shell/language/units.ts";

/**
 * What is in a file.
 * @param most is how long it may be, in bytes.
 * @throws an error that says why it is not read; where it is not there, or a folder, with Node's code for that.
 */
export function readPlainFile(path: string, most: number): Buffer {
  const found = statSync(path);
  const kind = oddKind(found);
  if (kind !== undefined) throw new Error(`it is ${kind} (put a plain file in its place)`);
  if (found.size > most) throw new Error(`it is longer than ${formatSize(most)} (make it shorter)`);
  return readFileSync(path);
}

/** What a file is that is neither plain nor a folder; undefined as well where it may not be looked at. */
export function oddKindOf(path: string): string | undefined {
  try {
    return oddKind(statSync(path));
  } catch {
    return undefined;
  }
}

function oddKind(found: Stats): string | undefined {
  if (found.isFIFO()) return "a pipe";
  if (found.isSocket()) return "a socket";
  return found.isCharacterDevice() || found.isBlockDevice() ? "a device" : undefined;
}
