import { describe, expect, test } from "vitest";
import { type Many, runMany } from "../../../src/cli/scripts/run-many.ts";
import type { ScriptResult, Status } from "../../../src/script/result.ts";

function result(file: string, status: Status, why?: string): ScriptResult {
  return { file, status, steps: 1, passed: 0, milliseconds: 0, errors: [], remarks: [], why };
}

interface Happened {
  readonly results: readonly string[];
  readonly log: readonly string[];
  readonly most: number;
}

/** Runs files that are named after what comes of them: "failed-1" fails. */
async function ran(files: readonly string[], many: Partial<Many> = {}): Promise<Happened> {
  const log: string[] = [];
  let [running, most] = [0, 0];
  const results = await runMany(files, {
    jobs: 1,
    bail: false,
    signal: new AbortController().signal,
    run: async (file, index) => {
      running += 1;
      most = Math.max(most, running);
      // The later ones are done first.
      for (let turn = index; turn < files.length; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      running -= 1;
      const [status = ""] = file.split("-");
      return result(file, status === "failed" ? "failed" : status === "skipped" ? "skipped" : "passed");
    },
    skip: (file, why) => result(file, "skipped", why),
    began: (file) => log.push(`> ${file}`),
    ended: ({ file, status, why }) => log.push(`${file}: ${status}${why ? ` (${why})` : ""}`),
    ...many,
  });
  return { results: results.map(({ file }) => file), log, most };
}

test("one runs after the other, and all of them whatever comes of one", async () => {
  const { log, most } = await ran(["passed-1", "failed-2", "passed-3"]);
  expect(log).toEqual([
    "> passed-1",
    "passed-1: passed",
    "> failed-2",
    "failed-2: failed",
    "> passed-3",
    "passed-3: passed",
  ]);
  expect(most).toBe(1);
});

test("some at once are no more than asked for, and the results are in the files' order", async () => {
  const files = ["passed-1", "passed-2", "passed-3", "passed-4", "passed-5"];
  const { results, log, most } = await ran(files, { jobs: 3 });
  expect(most).toBe(3);
  expect(results).toEqual(files);
  expect(log.filter((line) => line.endsWith(": passed"))).toHaveLength(5);
});

test("more at once than there are files is no harm, and no files neither", async () => {
  expect((await ran(["passed-1"], { jobs: 9 })).results).toEqual(["passed-1"]);
  expect((await ran([], { jobs: 9 })).results).toEqual([]);
});

describe("with --bail", () => {
  test("none begins when one did not pass; the others say why", async () => {
    const { log } = await ran(["passed-1", "failed-2", "passed-3"], { bail: true });
    expect(log.slice(-2)).toEqual(["failed-2: failed", "passed-3: skipped (another did not pass)"]);
  });

  test("a script that is skipped ends nothing", async () => {
    const { log } = await ran(["skipped-1", "passed-2"], { bail: true });
    expect(log.at(-1)).toBe("passed-2: passed");
  });

  test("those under way run to their end", async () => {
    const { log } = await ran(["passed-1", "failed-2", "passed-3"], { bail: true, jobs: 2 });
    expect(log).toContain("passed-1: passed");
  });
});

test("after an interrupt none begins, and all have a result", async () => {
  const interrupt = new AbortController();
  const { log, results } = await ran(["passed-1", "passed-2"], {
    signal: interrupt.signal,
    run: async (file) => {
      interrupt.abort();
      return result(file, "interrupted");
    },
  });
  expect(results).toEqual(["passed-1", "passed-2"]);
  expect(log.slice(1)).toEqual(["passed-1: interrupted", "passed-2: skipped (the run was interrupted)"]);
});

test("the same file again is another run, with a number of its own", async () => {
  const seen: number[] = [];
  await ran(["a", "a"], {
    run: async (file, index) => {
      seen.push(index);
      return result(file, "passed");
    },
  });
  expect(seen).toEqual([0, 1]);
});
