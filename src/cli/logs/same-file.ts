// Which file a name stands for.
import { type Stats, statSync } from "node:fs";
import { IS_FOLDER, whyUnwritable } from "../../shell/file-trouble.ts";

/** What a file is known by, whatever it is called. */
export type FileIdentity = Pick<Stats, "dev" | "ino">;

/** Whether there is a file of that name, and it is this one. */
export function isFile(name: string, { dev, ino }: FileIdentity): boolean {
  const found = factsOf(name);
  return found !== undefined && found.dev === dev && found.ino === ino;
}

/** Whether to open a file of that name may wait until somebody reads it. */
export function isPipe(name: string): boolean {
  return factsOf(name)?.isFIFO() ?? false;
}

/** Why a file was not written. Of a folder it is not said that it is there already: nothing writes over that. */
export function whyNotWritten(name: string, error: unknown): string {
  return factsOf(name)?.isDirectory() ? IS_FOLDER : whyUnwritable(error);
}

/** Undefined as well where it may not be looked at: what then becomes of it is told by opening it. */
function factsOf(name: string): Stats | undefined {
  try {
    return statSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
