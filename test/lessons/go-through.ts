// A lesson at a prompt without a terminal: rows in, text out.
import { onTestFinished } from "vitest";
import { startPractice } from "../../src/cli/practice.ts";
import { PLAIN_SETUP } from "../../src/cli/setup.ts";
import { makeWorkbench, REAL_WORLD, type Terminal } from "../../src/cli/workbench.ts";
import { commands } from "../../src/commands/index.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { LessonPacing } from "../../src/lessons/pacing.ts";
import type { LessonProgress } from "../../src/lessons/progress.ts";
import { readLesson } from "../../src/lessons/read-lesson.ts";
import { NO_COLOR } from "../../src/render/theme.ts";

const NAMES = new Set(commands.map(({ name }) => name));

/** A lesson from its page. */
export function lessonOf(...rows: readonly string[]): Lesson {
  return readLesson("01-test.md", rows.join("\n"), NAMES).lesson;
}

export interface Class {
  /** What was said since the last row. */
  enter(row: string): Promise<string>;
  /** What was said before the first row. */
  readonly beginning: string;
  readonly label: string | undefined;
  readonly kept: readonly LessonProgress[];
  readonly hasLeft: boolean;
}

export interface ClassOptions {
  readonly following?: Lesson;
  readonly before?: LessonProgress;
}

/** Begins a lesson against a practice server. */
export async function attend(lesson: Lesson, { following, before }: ClassOptions = {}): Promise<Class> {
  let said = "";
  let isQuiet = false;
  let hasLeft = false;
  const kept: LessonProgress[] = [];
  const write = (text: string) => {
    if (!isQuiet) said += text;
  };
  const terminal: Terminal = {
    theme: NO_COLOR,
    columns: () => 0,
    write,
    warn: write,
    askSecret: async () => "",
    confirm: async () => false,
    quit: () => {},
    isInteractive: true,
    isPrivate: true,
    lines: "left out",
    environment: {},
    version: "0.0.0",
  };
  const workbench = makeWorkbench(PLAIN_SETUP, terminal, { ...REAL_WORLD, practice: await startPractice() });
  onTestFinished(async () => {
    await workbench.finish();
  });
  const { signal } = new AbortController();
  const pacing = new LessonPacing({
    ...workbench,
    lesson,
    commands,
    theme: NO_COLOR,
    columns: () => 0,
    write,
    quietly: async (run) => {
      isQuiet = true;
      return await run().finally(() => {
        isQuiet = false;
      });
    },
    progress: () => kept.at(-1) ?? before ?? { tasks: 0, isDone: false },
    keep: (_lesson, progress) => kept.push(progress),
    following: ({ name }) => (following?.name === name ? undefined : following),
    quit: () => {
      hasLeft = true;
    },
  });
  await pacing.begin(signal);
  const beginning = said;
  return {
    beginning,
    kept,
    get label() {
      return pacing.label;
    },
    get hasLeft() {
      return hasLeft;
    },
    enter: async (row) => {
      said = "";
      if (!(await pacing.take(row, signal))) {
        const outcome = await workbench.shell.run(workbench.shell.read(row), signal);
        if ("reason" in outcome) said += `${outcome.reason}\n`;
        await pacing.rowRan(signal);
      }
      return said;
    },
  };
}
