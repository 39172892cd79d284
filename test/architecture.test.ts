import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { findViolations, type SourceFiles } from "./helpers/import-graph.ts";
import { importsOf } from "./helpers/imports.ts";

const src = fileURLToPath(new URL("../src", import.meta.url));

it("keeps to its layers", async () => {
  expect(await findViolations(await sourceFiles())).toEqual([]);
});

it("was looked at whole: every import that the bundler finds was seen", async () => {
  const files = await sourceFiles();
  const seen = new Set(
    Array.from(files, ([path, text]) => importsOf(path, text))
      .flat()
      .map(({ importer, specifier }) => `${importer}: ${specifier}`),
  );
  const { metafile } = await build({
    absWorkingDir: src,
    entryPoints: [...files.keys()],
    outdir: "unused",
    write: false,
    bundle: true,
    packages: "external",
    loader: { ".tsv": "text" },
    platform: "node",
    format: "esm",
    metafile: true,
    logLevel: "silent",
  });
  const expected = Object.entries(metafile.inputs).flatMap(([path, input]) =>
    input.imports.map((found) => `${path}: ${found.original ?? found.path}`),
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.filter((found) => !seen.has(found))).toEqual([]);
});

/** All that runs: declaration files are left out. */
async function sourceFiles(): Promise<SourceFiles> {
  const paths = (await readdir(src, { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  const sources = paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts")).sort();
  const texts = sources.map(async (path) => [path, await readFile(`${src}/${path}`, "utf8")] as const);
  return new Map(await Promise.all(texts));
}
