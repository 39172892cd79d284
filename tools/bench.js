// Runs the benches, or those that are named, and prints one table. What it prints are ratios: nothing fails on time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** @typedef {{ bench: string, what: string, result: string, aim?: string }} Row */

const root = new URL("..", import.meta.url).pathname;
// Inside the project, so that what is not bundled is found in node_modules.
const folder = `${root}.bench/${process.pid}`;

/**
 * In a bundle every module would have the bundle's own URL, and would not find the files beside it.
 * @type {import("esbuild").Plugin}
 */
const ownUrls = {
  name: "own-urls",
  setup(bundle) {
    bundle.onLoad({ filter: /\/test\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return {
        contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path))),
        loader: "ts",
      };
    });
  },
};

const benches = (await readdir(`${root}test/bench`))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length));
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !benches.includes(name));
if (unknown !== undefined) {
  console.error(`No bench is named "${unknown}": there are ${benches.join(", ")}`);
  process.exit(2);
}

/** @type {Row[]} */
const rows = [];
try {
  await mkdir(folder, { recursive: true });
  for (const bench of wanted.length > 0 ? wanted : benches) {
    process.stderr.write(`${bench} ...\n`);
    rows.push(...(await run(bench)));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.stdout.write(table(rows));

/**
 * @param {string} bench
 * @returns {Promise<Row[]>}
 */
async function run(bench) {
  const outfile = `${folder}/${bench}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [`test/bench/${bench}.bench.ts`],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["@lydell/node-pty"],
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
    loader: { ".tsv": "text" },
    plugins: [ownUrls],
    logLevel: "warning",
  });
  const child = spawn(process.execPath, ["--expose-gc", outfile], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const [code] = await once(child, "close");
  const lines = output.split("\n").filter((line) => line !== "");
  const rows = lines.map((line) => ({ bench, ...JSON.parse(line) }));
  return code === 0 ? rows : [...rows, { bench, what: "stopped", result: `exit code ${code}` }];
}

/** @param {Row[]} rows */
function table(rows) {
  const cells = [
    ["bench", "what", "result", "aim"],
    ...rows.map(({ bench, what, result, aim = "" }) => [bench, what, result, aim]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
