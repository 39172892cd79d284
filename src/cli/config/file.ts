// Where the configuration is, and what it says. Most people have none: what reads its lines is loaded where there is one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configFolder } from "../state-folder.ts";

export type ConfigFile =
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "missing" }
  | { readonly status: "unreadable"; readonly error: unknown };

export function configFile(environment: Readonly<Record<string, string | undefined>>): string {
  return join(configFolder(environment), "config");
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
