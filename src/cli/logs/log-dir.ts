// --log-dir: which file a script's transcript goes into.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../errors.ts";
import { whyUnwritable } from "../../shell/file-trouble.ts";

/**
 * A log for each of the files of a run: the path in one name, so that two scripts of the same name do not meet; a
 * number where one is run again.
 * @throws UsageError where the folder cannot be made.
 */
export async function logFilesFor(folder: string, files: readonly string[]): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const isFile = error instanceof Error && "code" in error && error.code === "EEXIST";
    const why = isFile ? "it is a file (name a folder)" : whyUnwritable(error);
    throw new UsageError(`Cannot log into ${folder}: ${why}`);
  }
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return files.map((file) => {
    const name = nameOf(file);
    let count = (counts.get(name) ?? 0) + 1;
    // A script may be called "a.xmpp.2".
    while (taken.has(numbered(name, count))) count += 1;
    counts.set(name, count);
    taken.add(numbered(name, count));
    return join(folder, `${numbered(name, count)}.ndjson`);
  });
}

function numbered(name: string, count: number): string {
  return count === 1 ? name : `${name}.${count}`;
}

function nameOf(file: string): string {
  return file === "-" ? "standard-input" : file.replace(/^(\.{0,2}[/\\])+/, "").replace(/[/\\]+/g, "_");
}
