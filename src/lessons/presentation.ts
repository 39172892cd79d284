// A lesson for a class to watch: whoever stands in front presses a key, and the next piece appears.
import { sanitize } from "../render/text/sanitize.ts";
import type { Outcome } from "../shell/outcome.ts";
import type { Lesson, Task } from "./lesson.ts";
import type { LessonTools } from "./lesson-tools.ts";
import type { OwnSteps } from "./own-steps.ts";
import { wireQuiet } from "./quiet-wire.ts";
import { SetTask } from "./set-task.ts";
import type { Telling } from "./telling.ts";

export interface PresentationOptions {
  readonly lesson: Lesson;
  readonly tools: LessonTools;
  readonly own: OwnSteps;
  readonly telling: Telling;
  /** Aborted when the class is over. */
  readonly signal: AbortSignal;
  /** Resolves when it is to go on. */
  next(): Promise<void>;
  /** Begins an empty screen. */
  clear(): void;
  /** Shows a line as if it were typed. */
  typeOut(line: string): Promise<void>;
}

/** Goes through a lesson; true where it came to its end. */
export async function presentLesson(options: PresentationOptions): Promise<boolean> {
  const { lesson, telling, signal, next, clear } = options;
  clear();
  telling.title(lesson);
  for (const part of lesson.parts) {
    if (signal.aborted) return false;
    if (part.kind === "task") {
      const outcome = await runTask(part, options);
      if (outcome.status === "passed") continue;
      if (!signal.aborted) tellFailure(outcome, telling);
      return false;
    }
    if (part.text.startsWith("## ")) {
      await next();
      if (signal.aborted) return false;
      clear();
    }
    telling.prose(part.text);
  }
  await next();
  if (signal.aborted) return false;
  clear();
  telling.learnt(lesson);
  await next();
  return true;
}

async function runTask(
  { by, step, ...task }: Task,
  { lesson, tools, own, signal, next, typeOut }: PresentationOptions,
): Promise<Outcome> {
  if (by === "lesson, quietly") return (await own.play(lesson.file, [step], signal)).outcome;
  const set = new SetTask({ by, step, ...task }, tools);
  await next();
  if (signal.aborted) return { status: "interrupted" };
  // What a server has sent may stand in it, in place of a variable.
  await typeOut(sanitize(set.typed));
  const { outcome } = await own.play(lesson.file, [step], signal);
  await wireQuiet(tools, signal);
  return outcome;
}

function tellFailure(outcome: Outcome, telling: Telling): void {
  telling.failure(
    `The lesson cannot go on here: ${"reason" in outcome ? outcome.reason : "it was interrupted"}`,
  );
}
