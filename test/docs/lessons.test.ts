// docs/lessons: what stands on the pages is what `xmpp-repl learn` paces and what `xmpp-repl run` runs.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PLAIN_SETUP } from "../../src/cli/command-line/setup.ts";
import { readLessons } from "../../src/cli/learn/lesson-files.ts";
import { EVERYTHING, runOne } from "../../src/cli/scripts/run-one.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { taskPlaces } from "../../src/lessons/lesson.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { ScriptResult } from "../../src/script/result.ts";
import { FAULTS } from "../../src/server/faults/index.ts";

const folder = fileURLToPath(new URL("../../docs/lessons/", import.meta.url));
const lessons = readLessons();

/** As `xmpp-repl run`, where nobody looks and nobody can be asked. */
const UNSEEN: Terminal = {
  theme: NO_COLOR,
  columns: () => 0,
  write: () => {},
  warn: () => {},
  askSecret: async (question) => {
    throw new Error(`Nobody is there to answer "${question}"`);
  },
  confirm: async () => false,
  quit: () => {},
  isInteractive: false,
  isPrivate: false,
  lines: "shown",
  transcript: "left out",
  environment: {},
  version: "0.0.0",
};

/** "passed", or where and why not. */
function endingOf({ status, failure, errors }: ScriptResult): string {
  const why = failure ? [`line ${failure.at.line}: ${failure.reason}`] : errors.map(({ message }) => message);
  return [status, ...why].join("; ");
}

describe.each(lessons)("lesson $lesson.number, $lesson.name,", ({ lesson, errors }) => {
  test("can be read", () => {
    expect(errors).toEqual([]);
    expect(taskPlaces(lesson).length).toBeGreaterThan(3);
    expect(lesson.learnt).not.toBe("");
  });

  test("passes as a script, with a practice server and nothing else", async () => {
    const bugs: unknown[] = [];
    const result = await runOne(folder + lesson.file, {
      setup: PLAIN_SETUP,
      terminal: UNSEEN,
      signal: new AbortController().signal,
      tags: EVERYTHING,
      crashed: (bug) => void bugs.push(bug),
    });
    expect(bugs).toEqual([]);
    expect(endingOf(result)).toBe("passed");
    expect(result.passed).toBe(result.steps);
  });
});

test("the lessons are numbered from 1 on, and each file is one", () => {
  const files = readdirSync(folder).filter((file) => file !== "README.md");
  expect(lessons.map(({ lesson }) => lesson.file)).toEqual(files.sort());
  expect(lessons.map(({ lesson }) => lesson.number)).toEqual(lessons.map((_, index) => index + 1));
});

test.each(FAULTS.map(({ name }) => name))("the fault %s is a step of a lesson", (name) => {
  const steps = lessons.flatMap(({ lesson }) =>
    lesson.parts.flatMap((part) => (part.kind === "task" && part.by === "learner" ? [part.step.text] : [])),
  );
  expect(steps).toContain(`fault ${name}`);
});
