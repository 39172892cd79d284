// The home folder in the names of files, as shells have it.
import { homedir } from "node:os";
import { join } from "node:path";

/** The name with the home folder in place of a `~` at its beginning. */
export function atHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}
