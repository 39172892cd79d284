// A lesson that is gone through at the prompt: it tells, sets tasks, looks at what was done, and runs what is its own.
import { describePosition } from "../explain/due.ts";
import type { Theme } from "../render/theme.ts";
import type { Command, Outcome } from "../shell/command.ts";
import { mismatchLines } from "../shell/mismatch-lines.ts";
import { hintsFor } from "./hints.ts";
import { type Lesson, type Task, taskPlaces } from "./lesson.ts";
import { OwnSteps } from "./own-steps.ts";
import type { LessonProgress } from "./progress.ts";
import { type LessonTools, SetTask } from "./set-task.ts";
import { stepLabel, Telling } from "./telling.ts";
import { type LessonWord, lessonWord } from "./words.ts";

export interface LessonPacingOptions extends LessonTools {
  readonly lesson: Lesson;
  readonly commands: readonly Command[];
  readonly theme: Theme;
  columns(): number;
  write(text: string): void;
  /** Runs something without showing what happens on the wire. */
  quietly<T>(run: () => Promise<T>): Promise<T>;
  /** How far somebody got with a lesson before. */
  progress(lesson: Lesson): LessonProgress;
  keep(lesson: Lesson, progress: LessonProgress): void;
  following(lesson: Lesson): Lesson | undefined;
  quit(): void;
}

/** Where the lesson stands between two lines. */
type Standing =
  | { readonly kind: "task"; readonly set: SetTask }
  /** A step of the lesson's own did not pass. */
  | { readonly kind: "stuck" }
  | { readonly kind: "finished" }
  | { readonly kind: "under way" };

export class LessonPacing {
  readonly #options: LessonPacingOptions;
  readonly #telling: Telling;
  #lesson: Lesson;
  /** The part that is next, or waits. */
  #at = 0;
  #standing: Standing = { kind: "under way" };
  #hintsGiven = 0;
  readonly #own: OwnSteps;
  /** The last entry before the task that was set last. */
  #mark = 0;

  constructor(options: LessonPacingOptions) {
    this.#options = options;
    this.#telling = new Telling(options);
    this.#own = new OwnSteps(options);
    this.#lesson = options.lesson;
  }

  get label(): string | undefined {
    if (this.#standing.kind === "under way") return undefined;
    const { clients } = this.#options;
    const { name, session } = clients.current;
    const where = `${clients.count > 1 ? `${name} ` : ""}${describePosition(session.state)}`;
    const step = this.#standing.kind === "finished" ? "done" : stepLabel(this.#lesson, this.#at);
    return `lesson ${this.#lesson.number}, ${step}: ${where}`;
  }

  async begin(signal: AbortSignal): Promise<void> {
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

  async take(row: string, signal: AbortSignal): Promise<boolean> {
    const word = lessonWord(row);
    if (word === undefined) {
      if (this.#standing.kind === "task") await this.#standing.set.rehearse();
      return false;
    }
    await this.#obey(word, signal);
    return true;
  }

  /** Looks at what the line that was typed has done. */
  async rowRan(signal: AbortSignal): Promise<void> {
    if (this.#standing.kind !== "task") return;
    const { set } = this.#standing;
    const judgement = await set.judge();
    switch (judgement.kind) {
      case "done":
        return await this.#completed(signal);
      case "another answer":
        return this.#telling.note(
          `That is what to send, but something else has come of it: the task is still open${what(set)}`,
        );
      case "open":
        return this.#telling.note(`The task is still open${what(set)}`);
    }
  }

  async #obey(word: LessonWord, signal: AbortSignal): Promise<void> {
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
        return await this.#goTo(this.#placeBefore(), signal);
      case "again":
        return await this.#again(this.#lesson, signal);
      case "continue":
        return await this.#goOn(signal);
      case "words":
        return this.#telling.words();
      case "quit":
        this.#telling.note(
          `What you have done is kept: "xmpp-repl learn ${this.#lesson.name}" begins this lesson again, "xmpp-repl learn" lists them all`,
        );
        return this.#options.quit();
    }
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    if (this.#standing.kind === "stuck") return await this.#advance(signal);
    if (this.#standing.kind === "task") return this.#tellTask(this.#standing.set);
    const following = this.#options.following(this.#lesson);
    if (following) await this.#again(following, signal);
    else this.#telling.note('There is no lesson behind this one ("again" repeats it, "quit" leaves)');
  }

  /** From here on: tells, runs what is the lesson's own, and stops at the next task. */
  async #advance(signal: AbortSignal): Promise<void> {
    this.#standing = { kind: "under way" };
    for (; this.#at < this.#lesson.parts.length; this.#at += 1) {
      const part = this.#lesson.parts[this.#at];
      if (!part) break;
      if (part.kind === "prose") this.#telling.prose(part.text);
      else if (part.by === "learner") return await this.#set(part);
      else {
        const outcome = await this.#runOwn(part, signal);
        if (outcome.status !== "passed") return this.#tellStuck(outcome);
      }
    }
    this.#standing = { kind: "finished" };
    const { keep, following } = this.#options;
    keep(this.#lesson, { tasks: taskPlaces(this.#lesson).length, isDone: true });
    this.#telling.ending(this.#lesson, following(this.#lesson));
  }

  async #set(task: Task): Promise<void> {
    const set = new SetTask(task, this.#options);
    await set.rehearse();
    this.#hintsGiven = 0;
    this.#mark = set.mark;
    this.#standing = { kind: "task", set };
    this.#tellTask(set);
  }

  #tellTask(set: SetTask): void {
    this.#telling.task(set.task, set.typed);
  }

  async #completed(signal: AbortSignal): Promise<void> {
    const places = taskPlaces(this.#lesson);
    const tasks = places.filter((place) => place <= this.#at).length;
    this.#options.keep(this.#lesson, { tasks, isDone: false });
    this.#telling.note(`Step ${tasks} of ${places.length} is done`);
    this.#at += 1;
    await this.#advance(signal);
  }

  async #runOwn({ by, step }: Task, signal: AbortSignal): Promise<Outcome> {
    if (by === "lesson, quietly") return await this.#own.look(step, this.#mark, signal);
    this.#telling.typing("The lesson types", step.text);
    return (await this.#own.play(this.#lesson.file, [step], signal)).outcome;
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

  #hint(): void {
    const standing = this.#standing;
    const hints = standing.kind === "task" ? hintsFor(standing.set.task, this.#options.commands) : [];
    const hint = hints[Math.min(this.#hintsGiven, hints.length - 1)];
    this.#hintsGiven += 1;
    this.#telling.note(hint ?? NO_TASK);
  }

  #show(): void {
    if (this.#standing.kind === "task") this.#telling.typing("Type", this.#standing.set.typed);
    else this.#telling.note(NO_TASK);
  }

  async #skip(signal: AbortSignal): Promise<void> {
    if (this.#standing.kind === "finished") {
      return this.#telling.note("There is no task any more: the lesson is complete");
    }
    if (this.#standing.kind === "stuck") {
      this.#at += 1;
      return await this.#advance(signal);
    }
    if (this.#standing.kind !== "task") return;
    const { set } = this.#standing;
    this.#telling.typing("The lesson types", set.typed);
    const { outcome } = await this.#own.play(this.#lesson.file, [set.task.step], signal);
    if (outcome.status === "passed") return await this.#completed(signal);
    this.#telling.failure("reason" in outcome ? outcome.reason : "Interrupted: the session goes on");
    this.#telling.note(`The task is still open${what(set)}`);
  }

  #placeBefore(): number {
    return taskPlaces(this.#lesson).findLast((place) => place < this.#at) ?? 0;
  }

  async #goOn(signal: AbortSignal): Promise<void> {
    const { tasks, isDone } = this.#options.progress(this.#lesson);
    const place = taskPlaces(this.#lesson)[tasks];
    if (!isDone && place !== undefined && place > this.#at) return await this.#goTo(place, signal);
    this.#telling.note("You have not been any further than here");
  }

  /** The lesson begins anew on fresh connections, and what stands before the place is done out of sight. */
  async #goTo(place: number, signal: AbortSignal): Promise<void> {
    const { parts, file } = this.#lesson;
    const steps = parts.slice(0, place).flatMap((part) => (part.kind === "task" ? [part.step] : []));
    if (steps.length === 0) return await this.#again(this.#lesson, signal);
    this.#standing = { kind: "under way" };
    const { outcome } = await this.#options.quietly(async () => {
      await this.#reset();
      return await this.#own.play(file, steps, signal);
    });
    if (outcome.status !== "passed") {
      this.#telling.failure(
        `Cannot go there: ${"reason" in outcome ? outcome.reason : "it was interrupted"}`,
      );
      return await this.#again(this.#lesson, signal);
    }
    this.#telling.note("The steps before this one were done anew, on a fresh connection");
    // With the prose that leads to it.
    this.#at = parts.findLastIndex((part, index) => index < place && part.kind === "task") + 1;
    await this.#advance(signal);
  }

  async #again(lesson: Lesson, signal: AbortSignal): Promise<void> {
    this.#standing = { kind: "under way" };
    this.#lesson = lesson;
    await this.#options.quietly(async () => await this.#reset());
    this.#at = 0;
    this.#telling.title(lesson, "left out");
    await this.#advance(signal);
  }

  async #reset(): Promise<void> {
    const { clients, transcript, shell } = this.#options;
    // A fault that was tried out would last; elsewhere than on the practice server there is none, and nothing to do.
    await shell.run(shell.read("fault off"), new AbortController().signal);
    this.#mark = transcript.last?.n ?? 0;
    for (const { session } of clients) {
      await session.disconnect();
      session.inbox.forget();
    }
    clients.switchTo("main");
  }
}

const NO_TASK = "There is no task just now";

/** What to do about a task that is open. */
function what(set: SetTask): string {
  return set.isOutOfReach
    ? ', but the stream it belongs to has ended ("again" begins the lesson anew, "back" goes one step back)'
    : " (Enter shows it again)";
}
