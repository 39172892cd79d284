// Where the configuration is, and what it says. Most people have none: what reads its lines is loaded where there is one.
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export type ConfigFile =
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "missing" }
  | { readonly status: "unreadable"; readonly error: unknown };

/** By the XDG Base Directory Specification: a relative path in the variable counts as none. */
export function configFile(environment: Readonly<Record<string, string | undefined>>): string {
  const { XDG_CONFIG_HOME: named = "" } = environment;
  return join(isAbsolute(named) ? named : join(homedir(), ".config"), "xmpp-repl", "config");
}

export function readConfigFile(path: string): ConfigFile {
  try {
    return { status: "read", text: readFileSync(path, "utf8") };
  } catch (error) {
    const isMissing =
      error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(`${error.code}`);
    return isMissing ? { status: "missing" } : { status: "unreadable", error };
  }
}
