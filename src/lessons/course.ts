// Where a lesson stands, and how it gets from one stop to the next: it tells, runs what is its own, and sets tasks.
import type { Theme } from "../render/theme.ts";
import type { Outcome } from "../shell/command.ts";
import { mismatchLines } from "../shell/mismatch-lines.ts";
import { connectionsEnded } from "./connections-ended.ts";
import { freshStart } from "./fresh-start.ts";
import type { Done } from "./judge.ts";
import { type Lesson, type Task, taskPlaces } from "./lesson.ts";
import { OwnSteps } from "./own-steps.ts";
import type { Paragraph } from "./pages.ts";
import type { LessonProgress } from "./progress.ts";
import { type LessonTools, SetTask } from "./set-task.ts";
import type { Telling } from "./telling.ts";

export interface CourseOptions extends LessonTools {
  readonly lesson: Lesson;
  readonly theme: Theme;
  /** Runs something without showing what happens on the wire. */
  quietly<T>(run: () => Promise<T>): Promise<T>;
  /** How far somebody got with a lesson before. */
  progress(lesson: Lesson): LessonProgress;
  keep(lesson: Lesson, progress: LessonProgress): void;
  following(lesson: Lesson): Lesson | undefined;
}

/** Where the lesson stands between two lines. */
export type Standing =
  | { readonly kind: "task"; readonly set: SetTask }
  /** The text was longer than the screen. */
  | { readonly kind: "reading" }
  /** A step of the lesson's own did not pass. */
  | { readonly kind: "stuck" }
  | { readonly kind: "finished" }
  | { readonly kind: "under way" };

export class Course {
  readonly #options: CourseOptions;
  readonly #telling: Telling;
  readonly #own: OwnSteps;
  #lesson: Lesson;
  /** The part that is next, or waits. */
  #at = 0;
  #standing: Standing = { kind: "under way" };
  /** What comes before that part and was not told yet. */
  #unread: readonly Paragraph[] = [];
  /** The last entry before the task that was set last. */
  #mark = 0;
  /** The entries that have done tasks. */
  readonly #did = new Set<number>();

  constructor(options: CourseOptions, telling: Telling) {
    this.#options = options;
    this.#telling = telling;
    this.#own = new OwnSteps(options);
    this.#lesson = options.lesson;
  }

  get lesson(): Lesson {
    return this.#lesson;
  }

  get at(): number {
    return this.#at;
  }

  get standing(): Standing {
    return this.#standing;
  }

  async begin(signal: AbortSignal): Promise<void> {
    this.#options.practice?.arm(undefined);
    this.#telling.title(this.#lesson, "explained");
    const { tasks, isDone } = this.#options.progress(this.#lesson);
    const places = taskPlaces(this.#lesson);
    if (!isDone && tasks > 0 && tasks < places.length) {
      this.#telling.note(
        `Last time you did ${tasks} of ${places.length} steps: "continue" goes on behind them`,
      );
    }
    await this.#advance(signal);
  }

  /** Goes on reading, or tries again what did not pass. */
  async goOn(signal: AbortSignal): Promise<void> {
    this.#telling.newPage();
    await this.#advance(signal);
  }

  /** Tells all that is left before the next stop: somebody does not want to turn pages. */
  async readOn(signal: AbortSignal): Promise<void> {
    while (this.#standing.kind === "reading") await this.goOn(signal);
  }

  async completed({ did }: Pick<Done, "did">, signal: AbortSignal): Promise<void> {
    for (const n of did) this.#did.add(n);
    const places = taskPlaces(this.#lesson);
    const tasks = places.filter((place) => place <= this.#at).length;
    this.#options.keep(this.#lesson, { tasks, isDone: false });
    await connectionsEnded(this.#options.clients, signal);
    this.#telling.newPage();
    this.#telling.note(`Step ${tasks} of ${places.length} is done`);
    await this.passOver(signal);
  }

  async passOver(signal: AbortSignal): Promise<void> {
    this.#at += 1;
    await this.#advance(signal);
  }

  /** Types the line of a task in the learner's place. */
  async doTask({ task, typed }: SetTask, signal: AbortSignal): Promise<Outcome> {
    this.#telling.typing("The lesson types", typed);
    return (await this.#own.play(this.#lesson.file, [task.step], signal)).outcome;
  }

  /** To a part of this lesson, or to its beginning; what stands before it is done anew, out of sight. */
  async goTo(place: number, signal: AbortSignal): Promise<void> {
    const { parts, file } = this.#lesson;
    const steps = parts.slice(0, place).flatMap((part) => (part.kind === "task" ? [part.step] : []));
    if (steps.length === 0) return await this.take(this.#lesson, signal);
    this.#standing = { kind: "under way" };
    const { outcome } = await this.#options.quietly(async () => {
      await this.#startAfresh();
      return await this.#own.play(file, steps, signal);
    });
    if (outcome.status !== "passed") {
      this.#telling.failure(
        `Cannot go there: ${"reason" in outcome ? outcome.reason : "it was interrupted"}`,
      );
      return await this.take(this.#lesson, signal);
    }
    this.#telling.note("The steps before this one were done anew, on a fresh connection");
    // With the prose that leads to it.
    this.#at = parts.findLastIndex((part, index) => index < place && part.kind === "task") + 1;
    await this.#advance(signal);
  }

  /** Begins a lesson, this one or another. */
  async take(lesson: Lesson, signal: AbortSignal): Promise<void> {
    this.#standing = { kind: "under way" };
    this.#lesson = lesson;
    await this.#options.quietly(async () => await this.#startAfresh());
    this.#at = 0;
    this.#telling.title(lesson, "left out");
    await this.#advance(signal);
  }

  async #startAfresh(): Promise<void> {
    this.#telling.newPage();
    this.#unread = [];
    this.#mark = this.#options.transcript.last?.n ?? 0;
    await freshStart(this.#options);
  }

  /** From here on: tells, runs what is the lesson's own, and stops at the next task. */
  async #advance(signal: AbortSignal): Promise<void> {
    this.#standing = { kind: "under way" };
    for (; this.#at < this.#lesson.parts.length; this.#at += 1) {
      const part = this.#lesson.parts[this.#at];
      if (!part) break;
      if (part.kind === "prose") {
        this.#unread = [...this.#unread, ...this.#telling.paragraphsOf(part)];
        continue;
      }
      if (this.#stopsToRead()) return;
      if (part.by === "learner") return await this.#set(part, signal);
      const outcome = await this.#runOwn(part, signal);
      if (outcome.status !== "passed") return this.#tellStuck(outcome);
    }
    if (this.#stopsToRead()) return;
    this.#standing = { kind: "finished" };
    const { keep, following } = this.#options;
    keep(this.#lesson, { tasks: taskPlaces(this.#lesson).length, isDone: true });
    this.#telling.ending(this.#lesson, following(this.#lesson));
  }

  /** Tells what was not told yet; true where there is more of it than fits. */
  #stopsToRead(): boolean {
    this.#unread = this.#telling.page(this.#unread);
    if (this.#unread.length === 0) return false;
    this.#standing = { kind: "reading" };
    return true;
  }

  async #set(task: Task, signal: AbortSignal): Promise<void> {
    const set = new SetTask(task, this.#options);
    await set.rehearse();
    const before = { mark: this.#mark, did: this.#did };
    const judgement = await set.judgeBefore(before);
    if (judgement.kind === "done") {
      this.#telling.lines("");
      this.#telling.note(`You have done this already: ${set.typed}`);
      return await this.completed(judgement, signal);
    }
    this.#mark = set.mark;
    this.#standing = { kind: "task", set };
    this.#telling.task(task, set.typed);
    this.#telling.newPage();
  }

  async #runOwn({ by, step }: Task, signal: AbortSignal): Promise<Outcome> {
    if (by === "lesson, quietly") return await this.#own.look(step, this.#mark, signal);
    this.#telling.typing("The lesson types", step.text);
    const { outcome } = await this.#own.play(this.#lesson.file, [step], signal);
    await connectionsEnded(this.#options.clients, signal);
    // What was shown of it has moved the text away.
    this.#telling.newPage();
    return outcome;
  }

  #tellStuck(outcome: Outcome): void {
    this.#standing = { kind: "stuck" };
    const reason = "reason" in outcome ? outcome.reason : "it was interrupted";
    this.#telling.failure(`The lesson cannot go on here: ${reason}`);
    if (outcome.status === "failed" && outcome.mismatch) {
      this.#telling.lines(...mismatchLines(outcome.mismatch, this.#options.theme).map((line) => `  ${line}`));
    }
    this.#telling.note('Enter tries it again, "skip" passes over it, "again" begins the lesson anew');
  }
}
