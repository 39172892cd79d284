// The rules of the architecture, and what breaks them.
import { transform } from "esbuild";
import { type Import, importsOf, withoutComments } from "./imports.ts";

/** Every source file's text by its path from src/, "stream/reader.ts". */
export type SourceFiles = ReadonlyMap<string, string>;

// From the bottom to the top: a folder imports itself and what stands further up in this list. Peers share a line.
const layers: readonly (readonly string[])[] = [
  ["errors"],
  ["xml"],
  ["xmpp"],
  ["stream"],
  ["transcript"],
  ["session"],
  ["explain"],
  ["render"],
  ["shell"],
  ["script"],
  ["server", "lessons"],
  ["commands"],
  ["repl"],
  ["cli"],
  ["main"],
];

// Who may import a package that has one place. Two copies of ltx have two Element classes, hence its deep path.
const owners: readonly { readonly specifier: RegExp; readonly folders: readonly string[] }[] = [
  { specifier: /^(saxes|@xmpp\/xml|ltx\/lib)(\/|$)/, folders: ["xml"] },
  { specifier: /^ltx(?!\/lib\/)(\/|$)/, folders: [] },
  { specifier: /^yargs(\/|$)/, folders: ["cli", "main"] },
];

// They cost more time to load than the prompt may take to appear.
const slowToLoad = /^(node:tls|node:repl|yargs(\/.*)?)$/;

/** Says of each breach of the architecture which file breaks what; empty when all is well. */
export async function findViolations(files: SourceFiles): Promise<readonly string[]> {
  const imports = Array.from(files, ([path, text]) => importsOf(path, text)).flat();
  return [
    ...[...files.keys()].filter((path) => rankOf(path) < 0).map((path) => `${path} is in no layer`),
    ...imports.flatMap(violationsOfImport),
    ...findCycles(imports).map((cycle) => `circular imports: ${cycle.join(" → ")}`),
    ...slowStarts(imports).map((path) => `main.ts loads too much at its start: ${path.join(" → ")}`),
    ...Array.from(files, ([path, text]) => violationsOfText(path, text)).flat(),
    ...(await findTopLevelAwaits(files)),
  ];
}

function violationsOfImport({ importer, specifier, file }: Import): readonly string[] {
  const breach = (why: string) => [`${importer} imports ${file ?? specifier}: ${why}`];
  const folder = folderOf(importer);
  if (folder === "errors") return breach("errors.ts imports nothing");
  if (file === undefined) {
    const owner = owners.find((rule) => rule.specifier.test(specifier));
    if (owner === undefined || owner.folders.includes(folder)) return [];
    return breach(owner.folders.length > 0 ? `only ${owner.folders.join(" and ")} may` : "nothing may");
  }
  if (file.startsWith("..")) return breach("it is outside src");
  if (folderOf(file) !== folder && rankOf(file) >= rankOf(importer)) {
    return breach(`${folderOf(file)} is not below ${folder}`);
  }
  // commands/index.ts is the list of commands; a command that needs another one's parts takes them from their own file.
  const [, command] = /^commands\/([^/]+)\/index\.ts$/.exec(file) ?? [];
  const isOwn = command === undefined || importer.startsWith(`commands/${command}/`);
  return isOwn || folder !== "commands" || importer === "commands/index.ts"
    ? []
    : breach("a command does not import another command");
}

function violationsOfText(path: string, source: string): readonly string[] {
  const text = withoutComments(source);
  const violations: string[] = [];
  if (/^export\s+default\b|\bas\s+default\b/m.test(text)) violations.push(`${path} has a default export`);
  if (/\bimport\((?!\s*["'])/.test(text))
    violations.push(`${path} imports something that is not a plain text`);
  return violations;
}

/** A path through the files for each circle of imports, its first file repeated at the end. */
export function findCycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || done.has(file)) return;
    for (const next of imports) {
      if (next.importer === file && next.file !== undefined) visit(next.file, [...path, file]);
    }
    done.add(file);
  };
  for (const { importer } of imports) visit(importer, []);
  return cycles;
}

/** The chains of static imports that lead from main.ts to a package that is slow to load. */
function slowStarts(imports: readonly Import[]): readonly (readonly string[])[] {
  const chains: string[][] = [];
  const seen = new Set<string>();
  const visit = (file: string, chain: readonly string[]) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const next of imports) {
      if (next.importer !== file || next.kind !== "static") continue;
      if (next.file !== undefined) visit(next.file, [...chain, next.file]);
      else if (slowToLoad.test(next.specifier)) chains.push([...chain, next.specifier]);
    }
  };
  visit("main.ts", ["main.ts"]);
  return chains;
}

/** The bundler cannot split such a file, and says so itself when it is asked for CommonJS. */
async function findTopLevelAwaits(files: SourceFiles): Promise<readonly string[]> {
  const found = Array.from(files, async ([path, text]) => {
    if (path === "main.ts") return [];
    const failure: unknown = await transform(text, { loader: "ts", format: "cjs", logLevel: "silent" }).then(
      () => undefined,
      (error: unknown) => error,
    );
    return String(failure).includes("Top-level await") ? [`${path} awaits at its top level`] : [];
  });
  return (await Promise.all(found)).flat();
}

function folderOf(path: string): string {
  return path.replace(/[/.].*/, "");
}

function rankOf(path: string): number {
  return layers.findIndex((layer) => layer.includes(folderOf(path)));
}
