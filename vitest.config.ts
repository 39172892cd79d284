import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { hasNode24, node24 } from "./tools/node24.js";

// What tools/build.js tells esbuild: a table is imported as its text.
const tables = {
  name: "tables",
  transform: (text: string, id: string) =>
    id.endsWith(".tsv") ? { code: `export default ${JSON.stringify(text)};`, map: null } : undefined,
};

/** What stands on Node's own line editor, which differs between versions. */
const onLineEditor = [
  "as-it-comes",
  "completing",
  "editing",
  "flood",
  "hints",
  "hostile-text",
  "interrupting",
  "javascript",
  "job-control",
  "leaving",
  "multi-row",
  "passwords",
  "pasting",
  "redrawing",
  "resizing",
  "rows",
  "running-node",
  "searching",
  "typing",
].map((name) => `test/terminal/${name}.test.ts`);

// A file that has another name since would not be run, and nobody would miss it.
const missing = onLineEditor.filter((file) => !existsSync(new URL(file, import.meta.url)));
if (missing.length > 0)
  throw new Error(
    `Cannot run terminal24: there is no ${missing.join(", ")} (mend "onLineEditor" in vitest.config.ts)`,
  );

/** Part of `terminal` again, with the program run by Node 24, where tools/check.js has installed it. */
const terminal24 = {
  plugins: [tables],
  test: {
    name: "terminal24",
    include: onLineEditor,
    env: { XMPP_REPL_TEST_NODE: node24 },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};

/** Vitest begins with the largest files: one that is small and takes long would run alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith("/every-lesson.test.ts");
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Four projects: `unit` is quick and needs nothing; `servers` starts a real Prosody and a real ejabberd;
// `terminal` drives the built program in a pseudo-terminal, and `terminal24` does some of it on Node 24.
export default defineConfig({
  test: {
    // Most of what takes time waits: for servers, for the program, for a terminal.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        plugins: [tables],
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/servers/**", "test/terminal/**", "test/bench/**"],
          // A worker loads the modules once, not for each of hundreds of files: that took longer than the tests.
          isolate: false,
          // A busy machine takes its time: nothing here is about speed.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [tables],
        test: {
          name: "servers",
          include: ["test/servers/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [tables],
        test: {
          name: "terminal",
          include: ["test/terminal/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      ...(hasNode24() ? [terminal24] : []),
    ],
  },
});
