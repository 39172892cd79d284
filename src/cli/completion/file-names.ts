// The names of files, for completion.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** @param home is what `~` stands for. */
export function fileNames(home: string | undefined) {
  return { home, list: namesIn };
}

/** Nothing of a folder that cannot be read: completion finds nothing there. */
function namesIn(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder === "" ? "." : folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory() || (entry.isSymbolicLink() && leadsToFolder(join(folder, entry.name))),
    }));
  } catch {
    return [];
  }
}

function leadsToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
