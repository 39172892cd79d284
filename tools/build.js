// Builds dist/: a tiny entry, dist/main.js, and the chunks it loads when they are needed.
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8"));

const bundle = await build({
  absWorkingDir: root,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  loader: { ".tsv": "text" },
  define: { XMPP_REPL_VERSION: JSON.stringify(version) },
  alias: { "string-width": "./tools/text-width.js" },
  write: false,
  logLevel: "warning",
});

await rm(`${root}dist`, { recursive: true, force: true });
await Promise.all(bundle.outputFiles.map(({ path, text }) => write(path, text)));
await writeFile(`${root}dist/package.json`, '{ "type": "commonjs" }\n');
await chmod(`${root}dist/main.js`, 0o755);

/**
 * Writes a file of the bundle as CommonJS. esbuild splits ES modules only, but Node needs 5 ms to start its loader of
 * ES modules, and as much again for every dynamic import, which is more than all the rest of --version.
 * @param {string} path
 * @param {string} text
 */
async function write(path, text) {
  const usesOwnUrl = text.includes("import.meta.url");
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "ownUrl" },
    banner: usesOwnUrl ? 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' : "",
    sourcefile: relative(root, path),
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, path.endsWith("dist/main.js") ? `#!/usr/bin/env node\n${code}` : code);
}
