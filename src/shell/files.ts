import type { Logs } from "./logs.ts";

/** What a command can do with files. */
export interface Files {
  /** @throws UsageError where the file cannot be written. */
  writeFile(path: string, text: string, how: Writing): Promise<void>;
  readonly logs: Logs;
  /** Where the configuration is read from, whether or not there is such a file; undefined where none is. */
  readonly configFile?: string | undefined;
}

/** How a file is written. */
export interface Writing {
  /** Whether only its owner may read it. */
  readonly mode: "readable" | "private";
  /** What becomes of a file that is there. */
  readonly existing: "kept" | "replaced";
}
