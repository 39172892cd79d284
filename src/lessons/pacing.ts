// A lesson that is gone through at the prompt: what each row that is typed does to it.
import { describePosition } from "../explain/due.ts";
import type { Command } from "../shell/command.ts";
import { Course, type CourseOptions } from "./course.ts";
import { hintsFor } from "./hints.ts";
import { taskPlaces } from "./lesson.ts";
import { tellObstacle } from "./obstacle.ts";
import type { SetTask } from "./set-task.ts";
import { stepLabel, Telling, type TellingOptions } from "./telling.ts";
import { type LessonWord, lessonWord } from "./words.ts";

export interface LessonPacingOptions extends CourseOptions, TellingOptions {
  readonly commands: readonly Command[];
  quit(): void;
}

export class LessonPacing {
  readonly #options: LessonPacingOptions;
  readonly #telling: Telling;
  readonly #course: Course;
  /** How many hints were given, and for which task. */
  #hints: { readonly given: number; readonly set?: SetTask } = { given: 0 };

  constructor(options: LessonPacingOptions) {
    this.#options = options;
    this.#telling = new Telling(options);
    this.#course = new Course(options, this.#telling);
  }

  get label(): string | undefined {
    const { standing, lesson, at } = this.#course;
    if (standing.kind === "under way") return undefined;
    if (standing.kind === "reading") {
      return `lesson ${lesson.number}, ${stepLabel(lesson, at)}, Enter shows the rest`;
    }
    const { clients } = this.#options;
    const { name, session } = clients.current;
    const where = `${clients.count > 1 ? `${name} ` : ""}${describePosition(session.state)}`;
    const step = standing.kind === "finished" ? "done" : stepLabel(lesson, at);
    return `lesson ${lesson.number}, ${step}: ${where}`;
  }

  async begin(signal: AbortSignal): Promise<void> {
    await this.#course.begin(signal);
  }

  async take(row: string, signal: AbortSignal): Promise<boolean> {
    const word = lessonWord(row);
    // A line, and what is said of a task, come behind its text.
    if (word === undefined || OF_A_TASK.has(word)) await this.#course.readOn(signal);
    if (word === undefined) {
      const { standing } = this.#course;
      if (standing.kind === "task") await standing.set.rehearse();
      return false;
    }
    await this.#obey(word, signal);
    return true;
  }

  /** Looks at what the line that was typed has done. */
  async rowRan(signal: AbortSignal): Promise<void> {
    const { standing } = this.#course;
    if (standing.kind !== "task") return;
    const { set } = standing;
    const judgement = await set.judge();
    switch (judgement.kind) {
      case "done":
        return await this.#course.completed(judgement, signal);
      case "another answer":
        return this.#telling.note(
          `That is what to send, but something else has come of it: the task is still open${tellObstacle(set.obstacle)}`,
        );
      case "open":
        return this.#telling.note(`The task is still open${tellObstacle(set.obstacle)}`);
    }
  }

  async #obey(word: LessonWord, signal: AbortSignal): Promise<void> {
    const { lesson } = this.#course;
    switch (word) {
      case "repeat":
        return await this.#repeat(signal);
      case "hint":
        return this.#hint();
      case "show":
        return this.#show();
      case "skip":
        return await this.#skip(signal);
      case "back":
        return await this.#course.goTo(this.#placeBefore(), signal);
      case "again":
        return await this.#course.take(lesson, signal);
      case "continue":
        return await this.#continue(signal);
      case "words":
        return this.#telling.words();
      case "quit":
        this.#telling.note(
          `What you have done is kept: "xmpp-repl learn ${lesson.name}" begins this lesson again, "xmpp-repl learn" lists them all`,
        );
        return this.#options.quit();
    }
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    const { standing, lesson } = this.#course;
    if (standing.kind === "stuck" || standing.kind === "reading") return await this.#course.goOn(signal);
    if (standing.kind === "task") return this.#telling.task(standing.set.task, standing.set.typed);
    const following = this.#options.following(lesson);
    if (following) await this.#course.take(following, signal);
    else this.#telling.note('There is no lesson behind this one ("again" repeats it, "quit" leaves)');
  }

  #hint(): void {
    const { standing } = this.#course;
    this.#telling.note(standing.kind === "task" ? this.#hintFor(standing.set) : NO_TASK);
  }

  #hintFor(set: SetTask): string {
    const given = this.#hints.set === set ? this.#hints.given : 0;
    this.#hints = { given: given + 1, set };
    const hints = hintsFor(set.task, this.#options.commands);
    return hints[Math.min(given, hints.length - 1)] ?? '"show" shows the line';
  }

  #show(): void {
    const { standing } = this.#course;
    if (standing.kind === "task") this.#telling.typing("Type", standing.set.typed);
    else this.#telling.note(NO_TASK);
  }

  async #skip(signal: AbortSignal): Promise<void> {
    const { standing } = this.#course;
    if (standing.kind === "finished") {
      return this.#telling.note("There is no task any more: the lesson is complete");
    }
    if (standing.kind === "stuck") return await this.#course.passOver(signal);
    if (standing.kind !== "task") return;
    const { set } = standing;
    const outcome = await this.#course.doTask(set, signal);
    if (outcome.status === "passed") return await this.#course.completed({ did: [] }, signal);
    this.#telling.failure("reason" in outcome ? outcome.reason : "Interrupted: the session goes on");
    this.#telling.note(`The task is still open${tellObstacle(set.obstacle)}`);
  }

  #placeBefore(): number {
    const { lesson, at } = this.#course;
    return taskPlaces(lesson).findLast((place) => place < at) ?? 0;
  }

  async #continue(signal: AbortSignal): Promise<void> {
    const { lesson, at } = this.#course;
    const { tasks, isDone } = this.#options.progress(lesson);
    const place = taskPlaces(lesson)[tasks];
    if (!isDone && place !== undefined && place > at) return await this.#course.goTo(place, signal);
    this.#telling.note("You have not been any further than here");
  }
}

const OF_A_TASK: ReadonlySet<LessonWord> = new Set(["hint", "show", "skip"]);
const NO_TASK = "There is no task just now";
