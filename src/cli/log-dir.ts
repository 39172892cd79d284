// --log-dir: which file a script's transcript goes into.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.ts";

export interface Run {
  readonly file: string;
  /** Its place among the files of the run. */
  readonly index: number;
  readonly files: readonly string[];
}

/** The path in one name, so that two scripts of the same name do not meet; a number where one is run again. */
export async function logFileFor(folder: string, { file, index, files }: Run): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(
      `Cannot log into ${folder}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const name = nameOf(file);
  const again = files.slice(0, index).filter((other) => nameOf(other) === name).length;
  return join(folder, `${name}${again === 0 ? "" : `.${again + 1}`}.ndjson`);
}

function nameOf(file: string): string {
  return file === "-" ? "standard-input" : file.replace(/^(\.{0,2}[/\\])+/, "").replace(/[/\\]+/g, "_");
}
