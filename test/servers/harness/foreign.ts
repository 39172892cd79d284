// Whether the clients that nobody here wrote are installed, as tools/install-servers.js does it.
import { spawnSync } from "node:child_process";

/** Debian's: the first on the PATH may be another one, which does not see Debian's packages. */
export const PYTHON = "/usr/bin/python3";

const inCi = !["", "0", "false"].includes(process.env.CI ?? "");

/** In CI they are tried in any case: a gate that leaves something out is none. */
export const triesSlixmpp =
  inCi || succeeds(PYTHON, "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('slixmpp'))");
export const triesGoSendxmpp = inCi || succeeds("go-sendxmpp", "--version");

/** Stands in the name of what needs them. */
export const WHERE = "(skipped where it is not installed: run node tools/install-servers.js)";

function succeeds(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
