// Where the configuration is, and what it says. Most people have none: what reads its lines is loaded where there is one.
import { join } from "node:path";
import { readPlainFile } from "../plain-file.ts";
import { configFolder } from "../state-folder.ts";

export type ConfigFile =
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "missing" }
  | { readonly status: "unreadable"; readonly error: unknown };

export function configFile(environment: Readonly<Record<string, string | undefined>>): string {
  return join(configFolder(environment), "config");
}

/** In bytes: nobody writes so many lines by hand. */
const LONGEST = 1024 * 1024;

export function readConfigFile(path: string): ConfigFile {
  try {
    return { status: "read", text: readPlainFile(path, LONGEST).toString("utf8") };
  } catch (error) {
    const isMissing =
      error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(`${error.code}`);
    return isMissing ? { status: "missing" } : { status: "unreadable", error };
  }
}
