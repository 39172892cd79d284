// Builds dist/: a tiny entry, dist/main.js, and the chunks it loads when they are needed.
import { chmod, readFile, rm } from "node:fs/promises";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8"));

// The CommonJS packages inside the bundle call require() for Node's own modules.
const banner = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

await rm(`${root}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  define: { XMPP_REPL_VERSION: JSON.stringify(version) },
  banner: { js: `#!/usr/bin/env node\n${banner}` },
  logLevel: "warning",
});
await chmod(`${root}dist/main.js`, 0o755);
