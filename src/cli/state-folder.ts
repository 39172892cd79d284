// Where the program keeps what is to outlive it, and where its user says how it is to be.
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** History, progress. */
export function stateFolder({ XDG_STATE_HOME }: Environment): string {
  return ours(XDG_STATE_HOME, [".local", "state"]);
}

export function configFolder({ XDG_CONFIG_HOME }: Environment): string {
  return ours(XDG_CONFIG_HOME, [".config"]);
}

/** By the XDG Base Directory Specification: a relative path in the variable counts as none. */
function ours(named: string | undefined, usual: readonly string[]): string {
  const folder = named !== undefined && isAbsolute(named) ? named : join(homedir(), ...usual);
  return join(folder, "xmpp-repl");
}
