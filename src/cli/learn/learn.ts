// `xmpp-repl learn`: the list of lessons, or one of them at the prompt.
import { join } from "node:path";
import { commands } from "../../commands/index.ts";
import { UsageError } from "../../errors.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { listLessons } from "../../lessons/list.ts";
import { LessonPacing } from "../../lessons/pacing.ts";
import { joinProgress, progressIn } from "../../lessons/progress.ts";
import { wrapQuoting } from "../../render/text/wrap.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import { PLAIN_SETUP, type Setup } from "../command-line/setup.ts";
import { openAtPrompt } from "../prompt/interactive.ts";
import { leavePrompt } from "../prompt/leave-prompt.ts";
import { untilSignal, usesColour } from "../signals.ts";
import { startedAs } from "../started-as.ts";
import { stateFolder } from "../state-folder.ts";
import { themeFor } from "../theme.ts";
import { lessonCalled, readLessons } from "./lesson-files.ts";
import { type ProgressFile, progressFile } from "./progress.ts";

export interface LearnSetup {
  /** Its name or its number; without one they are listed. */
  readonly lesson?: string | undefined;
  readonly server?: string | undefined;
  readonly domain?: string | undefined;
  readonly present: boolean;
  readonly color?: boolean | undefined;
}

/** @throws UsageError where there is no such lesson, or no terminal. */
export async function learn(asked: LearnSetup, version: string): Promise<number> {
  const read = readLessons();
  const setup = setupFor(asked);
  const { env, stdin, stdout } = process;
  const path = join(stateFolder(env), "progress.json");
  const command = `${startedAs()} learn`;
  if (asked.lesson === undefined && asked.present) {
    throw new UsageError(
      `Cannot show a lesson to a class: none is named (add its number or name, as "${command} --present 1"; "${command}" lists them)`,
    );
  }
  if (asked.lesson === undefined) {
    const progress = progressFile(path, (reason) => process.stderr.write(`${reason}\n`)).read();
    const theme = await themeFor(usesColour(setup, stdout));
    const lessons = read.map(({ lesson }) => lesson);
    const rows = listLessons(lessons, { progress, theme, command });
    // The rows of the table fit; the sentence behind them may not.
    const sentence = wrapQuoting(rows.at(-1) ?? "", stdout.columns ?? 0);
    stdout.write(`${[...rows.slice(0, -1), ...sentence].join("\n")}\n`);
    return EXIT.passed;
  }
  const lesson = lessonCalled(asked.lesson, read);
  if (!stdin.isTTY) {
    throw new UsageError(
      `Cannot begin the lesson: standard input is no terminal ("${startedAs()} run" runs a lesson's file)`,
    );
  }
  if (asked.present) {
    const { present } = await import("./present.ts");
    return await present(lesson, setup, version);
  }
  const following = ({ number }: Lesson) =>
    read.find((other) => other.lesson.number > number && other.errors.length === 0)?.lesson;
  return await teach(lesson, { setup, version, following, path, command });
}

/** Without --server it is the practice server of this very process. */
function setupFor({ server, domain, color }: LearnSetup): Setup {
  return { ...PLAIN_SETUP, address: server, domain, color };
}

interface Teaching {
  readonly setup: Setup;
  readonly version: string;
  /** The file with the progress. */
  readonly path: string;
  readonly command: string;
  following(lesson: Lesson): Lesson | undefined;
}

/** The lesson at the prompt, until the learner leaves. */
async function teach(lesson: Lesson, teaching: Teaching): Promise<number> {
  const { setup, version, path, command, following } = teaching;
  const { stdout, env } = process;
  const { signal, code } = untilSignal();
  let isQuiet = false;
  let isLeaving = false;
  let pacing: LessonPacing | undefined;
  const colours = usesColour(setup, stdout);
  const at = await openAtPrompt(
    setup,
    {
      output: stdout,
      colours,
      environment: env,
      version,
      signal,
      shows: () => !isQuiet,
      // What the lesson expects it tells in its own words. The streams that are still open are the lesson's to close:
      // whoever leaves has done nothing wrong.
      isWanted: ({ type }) => !(isLeaving ? type === "note" : type === "expectation" && pacing?.isUnderWay),
      // A ping of the tool's own would be one more thing to wonder about; who types the lines goes without it as well.
      barrier: "off",
    },
    `xmpp-repl ${version}, lesson ${lesson.number}. "help" lists the commands, Ctrl-D leaves.`,
  );
  const { workbench, theme, write, attach, close, left } = at;
  const file = progressFile(path, (reason) => write(`${reason}\n`));
  pacing = new LessonPacing({
    ...workbench,
    lesson,
    commands,
    command,
    theme,
    write,
    columns: () => stdout.columns ?? 0,
    rows: () => stdout.rows ?? 0,
    following,
    quietly: async (run) => {
      isQuiet = true;
      return await run().finally(() => {
        isQuiet = false;
      });
    },
    ...keeping(file),
    quit: close,
  });
  attach(pacing);
  await left;
  isLeaving = true;
  await workbench.finish();
  return await leavePrompt(code() ?? EXIT.passed);
}

/** What a session has done itself it knows, also where nothing can be written. */
function keeping(
  file: ProgressFile,
): Pick<ConstructorParameters<typeof LessonPacing>[0], "progress" | "keep"> {
  let known = file.read();
  return {
    progress: ({ name }) => progressIn(known, name),
    keep: ({ name }, progress) => {
      known = joinProgress(known, new Map([[name, progress]]));
      file.save(known);
    },
  };
}
