// A lesson at a prompt without a terminal: rows in, text out.
import { onTestFinished } from "vitest";
import { PLAIN_SETUP } from "../../src/cli/command-line/setup.ts";
import { startPractice } from "../../src/cli/practice-server/practice.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { makeWorkbench, type Workbench } from "../../src/cli/workbench.ts";
import { REAL_WORLD } from "../../src/cli/world.ts";
import { commands } from "../../src/commands/index.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { OwnSteps } from "../../src/lessons/own-steps.ts";
import { LessonPacing } from "../../src/lessons/pacing.ts";
import { presentLesson } from "../../src/lessons/presentation.ts";
import type { LessonProgress } from "../../src/lessons/progress.ts";
import { readLesson } from "../../src/lessons/read-lesson.ts";
import { Telling } from "../../src/lessons/telling.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import type { Entry } from "../../src/transcript/entry.ts";

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
  /** The height of the terminal; without it everything fits. */
  readonly rows?: number;
}

/** Begins a lesson against a practice server. */
export async function attend(
  lesson: Lesson,
  { following, before, rows = 0 }: ClassOptions = {},
): Promise<Class> {
  let said = "";
  let isQuiet = false;
  let hasLeft = false;
  const kept: LessonProgress[] = [];
  const write = (text: string) => {
    if (!isQuiet) said += text;
  };
  let pacing: LessonPacing | undefined;
  const workbench = await besidePractice(
    write,
    ({ type }) => !(type === "expectation" && pacing?.isUnderWay),
  );
  const { signal } = new AbortController();
  const going = new LessonPacing({
    ...workbench,
    lesson,
    commands,
    command: "xmpp-repl learn",
    theme: NO_COLOR,
    columns: () => 0,
    rows: () => rows,
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
  pacing = going;
  await going.begin(signal);
  const beginning = said;
  return {
    beginning,
    kept,
    get label() {
      return going.label;
    },
    get hasLeft() {
      return hasLeft;
    },
    enter: async (row) => {
      said = "";
      if (!(await going.take(row, signal))) {
        const outcome = await workbench.shell.run(workbench.shell.read(row), signal);
        if ("reason" in outcome) said += `${outcome.reason}\n`;
        await going.rowRan(signal, outcome);
      }
      return said;
    },
  };
}

export interface Presented {
  readonly isComplete: boolean;
  readonly said: string;
}

/** Shows a lesson to a class that presses the space bar at once whenever it is asked to. */
export async function present(lesson: Lesson): Promise<Presented> {
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  const workbench = await besidePractice(write);
  const isComplete = await presentLesson({
    lesson,
    tools: workbench,
    own: new OwnSteps(workbench),
    telling: new Telling({ theme: NO_COLOR, columns: () => 0, write }),
    signal: new AbortController().signal,
    next: async () => {},
    clear: () => {},
    typeOut: async (line) => write(`> ${line}\n`),
  });
  return { isComplete, said };
}

/** A prompt without a terminal, and a practice server of its own; both end with the test. */
async function besidePractice(
  write: (text: string) => void,
  isWanted: (entry: Entry) => boolean = () => true,
): Promise<Workbench> {
  const terminal: Terminal = {
    theme: NO_COLOR,
    columns: () => 0,
    write,
    warn: write,
    askSecret: async () => "",
    confirm: async () => false,
    quit: () => {},
    isWanted,
    isInteractive: true,
    isPrivate: true,
    lines: "left out",
    barrier: "off",
    environment: {},
    version: "0.0.0",
  };
  const workbench = makeWorkbench(PLAIN_SETUP, terminal, { ...REAL_WORLD, practice: await startPractice() });
  onTestFinished(async () => {
    await workbench.finish();
  });
  return workbench;
}
