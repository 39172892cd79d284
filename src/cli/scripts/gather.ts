// What is named on the command line -> files.
import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { UsageError } from "../../errors.ts";

/** What a folder is looked through for; pages with blocks are named one by one. */
const IN_FOLDERS = "**/*.{xmpp,scs}";

/**
 * Files, folders and globs as files: in the order in which they are named, a folder's by name, none twice. What is not
 * there stays, so that its own result says so.
 * @throws UsageError where a folder or a glob has no scripts.
 */
export async function gatherFiles(names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) found.push(...(await filesOf(name)));
  // Of several names of a file the first is kept. Standard input is no file.
  const byPath = new Map<string, string>();
  for (const file of found) {
    const path = file === "-" ? file : resolve(file);
    if (!byPath.has(path)) byPath.set(path, file);
  }
  return [...byPath.values()];
}

async function filesOf(name: string): Promise<readonly string[]> {
  const kind = await kindOf(name);
  if (kind === "folder") return (await matching(IN_FOLDERS, name, name)).map((file) => join(name, file));
  if (kind === "file" || !/[*?{[]/.test(name)) return [name];
  return await matching(name.replaceAll("\\", "/"), ".", name);
}

async function matching(glob: string, cwd: string, name: string): Promise<readonly string[]> {
  const { glob: find } = await import("tinyglobby");
  const files = await find(glob, { cwd, expandDirectories: false, absolute: isAbsolute(glob) });
  if (files.length > 0) return files.sort();
  throw new UsageError(
    `Cannot run "${name}": there is no script there (a folder is looked through for .xmpp and .scs)`,
  );
}

async function kindOf(name: string): Promise<"file" | "folder" | "none"> {
  if (name === "-") return "file";
  try {
    return (await stat(name)).isDirectory() ? "folder" : "file";
  } catch {
    return "none";
  }
}
