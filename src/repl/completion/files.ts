// Names of files: those in the folder that is typed so far.
import type { ForClient, Value } from "./completions.ts";

/** Folders end with "/", and go on. Hidden files are there for who types their dot. */
export function fileValues(typed: string, { files }: ForClient): readonly Value[] {
  const path = withHome(typed, files.home);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const begun = path.slice(folder.length);
  return files
    .list(folder)
    .filter(({ name }) => name.startsWith(begun) && (begun.startsWith(".") || !name.startsWith(".")))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, isFolder }) =>
      isFolder ? { value: `${folder}${name}/`, goesOn: true } : { value: folder + name },
    );
}

/** What is found is put on the line whole, with the folder that `~` stands for. */
export function withHome(path: string, home: string | undefined): string {
  return home !== undefined && /^~(?=\/)/.test(path) ? home + path.slice(1) : path;
}
