// What comes of reading a script's file, whatever its format.
import type { ScriptError } from "../errors.ts";
import type { Script } from "./script.ts";

export interface Reading {
  /** What could be read. A script with errors is not run. */
  readonly script: Script;
  /** By their place. */
  readonly errors: readonly ScriptError[];
}
