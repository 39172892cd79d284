// Where the program keeps what is to outlive it: history, progress.
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** By the XDG Base Directory Specification: a relative path in the variable counts as none. */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_STATE_HOME: named = "" } = environment;
  return join(isAbsolute(named) ? named : join(homedir(), ".local", "state"), "xmpp-repl");
}
