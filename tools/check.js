// The gate: types, lint, build, servers, then every test. Its last line is "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMissing, installServers, isAside } from "./install-servers.js";
import { installNode24 } from "./node24.js";

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */
/** @typedef {{ readonly name: string, readonly command: readonly [string, ...string[]], readonly again: string }} Step */

/** @type {readonly Step[]} */
const steps = [
  { name: "types", command: ["tsc"], again: "npm run types" },
  { name: "lint and format", command: ["biome", "check", "--error-on-warnings"], again: "npm run lint" },
  { name: "build", command: ["node", "tools/build.js"], again: "npm run build" },
];

/** @type {Counts} */
const stopped = { passed: 0, failed: 1, skipped: 0 };
// All the tests take some minutes on a slow machine; a step that hangs is not to keep the gate from its verdict.
const patience = 570_000;
const root = fileURLToPath(new URL("..", import.meta.url));
const inCi = !["", "0", "false"].includes(process.env.CI ?? "");
const scratch = mkdtempSync(join(tmpdir(), "xmpp-repl-check-"));

/** @returns {Counts} */
function check() {
  for (const { name, command, again } of steps) {
    if (!inStep(name, () => succeeds(command, again))) return stopped;
  }
  const second = inStep("Node 24", installNode24);
  const installation = inStep("servers", installServers);
  for (const each of [second, installation]) if (each.missing.length > 0) console.log(describeMissing(each));
  if (inCi && second.missing.length + installation.missing.length > 0) return stopped;
  if (second.missing.length > 0) console.log("Not run, because Node 24 is missing: the project terminal24");
  if (installation.missing.every(isAside)) return inStep("tests", () => runTests([]));
  const notRun = inStep("tests that need the servers", listServerTests);
  const { passed, failed, skipped } = inStep("tests", () => runTests(["--project", "!servers"]));
  console.log(`\nNot run, because ${installation.missing.join(" and ")} could not be installed:`);
  for (const name of notRun) console.log(`  ${name}`);
  console.log(`To install: ${installation.command}`);
  return { passed, failed, skipped: skipped + notRun.length };
}

/**
 * @template Result
 * @param {string} name
 * @param {() => Result} work
 * @returns {Result}
 */
function inStep(name, work) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const result = work();
  console.log(`== ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a program to its end with its output for all to see; tells whether it succeeded, and if not, how to run it again.
 * @param {readonly [string, ...string[]]} command
 * @param {string} again
 */
function succeeds([program, ...args], again) {
  const { status, signal, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, PATH: join(root, "node_modules", ".bin") + delimiter + process.env.PATH },
    stdio: ["ignore", "inherit", "inherit"],
    timeout: patience,
  });
  if (status === 0) return true;
  const why = error?.message ?? (signal === null ? `exit code ${status}` : `ended by ${signal}`);
  console.log(`Failed: ${[program, ...args].join(" ")} (${why})\nTo run it alone: ${again}`);
  return false;
}

/**
 * All tests in one run, with a person's report on the screen and a program's report in a file.
 * @param {readonly string[]} selection
 * @returns {Counts}
 */
function runTests(selection) {
  const report = join(scratch, "tests.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const succeeded = succeeds(["vitest", "run", ...reporters, ...selection], "npx vitest run");
  const counts = countsIn(report);
  // An error outside of every test fails the run without failing a test.
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * @param {string} report
 * @returns {Counts}
 */
function countsIn(report) {
  try {
    const results = JSON.parse(readFileSync(report, "utf8"));
    const { numPassedTests: passed, numPendingTests, numTodoTests } = results;
    // A file that cannot be loaded, or whose set-up fails, has failed without a failed test in it.
    const brokenFiles = results.testResults.filter(
      (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
        file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
    );
    const failed = results.numFailedTests + brokenFiles.length;
    return { passed, failed, skipped: numPendingTests + numTodoTests };
  } catch (error) {
    console.log(`The tests left no report: ${error instanceof Error ? error.message : error}`);
    return stopped;
  }
}

/** @returns {readonly string[]} */
function listServerTests() {
  const list = join(scratch, "servers.json");
  if (!succeeds(["vitest", "list", "--project", "servers", `--json=${list}`], "npx vitest list")) {
    return ["test/servers"];
  }
  /** @type {readonly { readonly name: string, readonly file: string }[]} */
  const tests = JSON.parse(readFileSync(list, "utf8"));
  return tests.map(({ name, file }) => `${relative(root, file)} > ${name}`);
}

let counts = stopped;
try {
  counts = check();
} finally {
  rmSync(scratch, { recursive: true, force: true });
  if (counts.passed === 0 && counts.failed === 0) console.log("\nNo test was run");
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
}
