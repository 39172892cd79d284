// Where a lesson stands, and how it gets from one stop to the next: it tells, runs what is its own, and sets tasks.
import type { Theme } from "../render/themes/theme.ts";
import type { Step } from "../script/script.ts";
import type { Outcome } from "../shell/outcome.ts";
import type { Entry } from "../transcript/entry.ts";
import { freshStart } from "./fresh-start.ts";
import type { Done } from "./judge.ts";
import { type Lesson, type Task, taskPlaces } from "./lesson.ts";
import { WHY_OPEN } from "./obstacle.ts";
import { type Backstage, type Entries, playOnUnseen, playUnseen, showWire } from "./out-of-sight.ts";
import { OwnSteps } from "./own-steps.ts";
import type { Paragraph } from "./pages.ts";
import { inShort, loginsFrom, loginsInShort, preparationFrom, tasksUpTo } from "./preparation.ts";
import type { LessonProgress } from "./progress.ts";
import { wireQuiet } from "./quiet-wire.ts";
import { SetTask } from "./set-task.ts";
import { tellStuck } from "./stuck.ts";
import type { Telling } from "./telling.ts";

export interface CourseOptions extends Backstage {
  readonly lesson: Lesson;
  readonly theme: Theme;
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
  /** The line that did the task before. */
  #line = 0;
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
    this.#unread = this.#telling.beginningOf(this.#lesson, [WORDS, ...this.#offer()]);
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

  /** Tells once more what is to be done. */
  tellTask(set: SetTask): void {
    const { task, typed } = set;
    const prose = this.#lesson.parts.slice(0, this.#at).findLast((part) => part.kind === "prose");
    this.#telling.taskAgain(task, typed, prose);
    this.tellObstacle(set);
  }

  /** Tells what has to be done before it can be done. */
  tellObstacle({ obstacle }: SetTask): void {
    if (obstacle !== undefined) this.#telling.note(`It cannot be done just now: ${WHY_OPEN[obstacle]}`);
  }

  async completed({ did }: Pick<Done, "did">, signal: AbortSignal): Promise<void> {
    for (const n of did) this.#did.add(n);
    this.#line = this.#lineBefore(did.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...did));
    const tasks = tasksUpTo(this.#lesson, this.#at);
    this.#options.keep(this.#lesson, { tasks, isDone: false });
    this.#telling.newPage();
    this.#telling.note(`Step ${tasks} of ${taskPlaces(this.#lesson).length} is done`);
    await this.passOver(signal);
  }

  async passOver(signal: AbortSignal): Promise<void> {
    this.#at += Math.max(preparationFrom(this.#lesson.parts, this.#at).length, 1);
    await this.#advance(signal);
  }

  /** Types the line of a task in the learner's place, where it belongs; goes on in any case, unless that is interrupted. */
  async skip(set: SetTask, signal: AbortSignal): Promise<void> {
    let outcome = set.isAsSet ? await this.#doTask(set, signal) : undefined;
    if (outcome?.status !== "passed" && !signal.aborted) {
      const again = await this.#setUpAgain(set.task, signal);
      if (again) outcome = await this.#doTask(again, signal);
    }
    if (signal.aborted) return this.#telling.note("Interrupted: the task is still open");
    if (outcome?.status === "passed") return await this.completed({ did: [] }, signal);
    if (outcome && "reason" in outcome) this.#telling.failure(outcome.reason);
    this.#telling.newPage();
    this.#telling.note("This step could not be done here: the lesson goes on behind it");
    await this.passOver(signal);
  }

  /** To a part of this lesson, or to its beginning; what stands before it is done anew, out of sight. */
  async goTo(place: number, signal: AbortSignal): Promise<void> {
    const { parts } = this.#lesson;
    if (stepsBefore(this.#lesson, place).length === 0) return await this.take(this.#lesson, signal);
    const outcome = await this.#rebuild(place, signal);
    if (outcome.status !== "passed") {
      this.#telling.failure(
        `Cannot go there: ${"reason" in outcome ? outcome.reason : "it was interrupted"}`,
      );
      return await this.take(this.#lesson, signal);
    }
    // With the prose that leads to it.
    this.#at = parts.findLastIndex((part, index) => index < place && part.kind === "task") + 1;
    await this.#advance(signal);
  }

  /** Begins a lesson, this one or another. */
  async take(lesson: Lesson, signal: AbortSignal): Promise<void> {
    this.#standing = { kind: "under way" };
    const isOther = lesson !== this.#lesson;
    this.#lesson = lesson;
    this.#leave();
    await this.#options.quietly(async () => await freshStart(this.#options));
    this.#at = 0;
    this.#unread = this.#telling.beginningOf(lesson, isOther ? this.#offer() : []);
    await this.#advance(signal);
  }

  /** What is said at the beginning to somebody who has been here before. */
  #offer(): readonly string[] {
    const { tasks, isDone } = this.#options.progress(this.#lesson);
    const places = taskPlaces(this.#lesson);
    if (isDone || tasks === 0 || tasks >= places.length) return [];
    return [`Last time you did ${tasks} of ${places.length} steps: "continue" goes on behind them`];
  }

  async #doTask({ task, typed }: SetTask, signal: AbortSignal): Promise<Outcome> {
    const standing = this.#standing;
    this.#standing = { kind: "under way" };
    this.#telling.typing("The lesson types", typed);
    const { outcome } = await this.#own.play(this.#lesson.file, [task.step], signal);
    this.#standing = standing;
    await wireQuiet(this.#options, signal);
    return outcome;
  }

  /** The task that waits, set anew on fresh connections. */
  async #setUpAgain(task: Task, signal: AbortSignal): Promise<SetTask | undefined> {
    const standing = this.#standing;
    const outcome = await this.#rebuild(this.#at, signal);
    this.#standing = standing;
    if (outcome.status !== "passed") return undefined;
    const set = new SetTask(task, this.#options);
    await set.rehearse();
    this.#mark = set.mark;
    this.#standing = { kind: "task", set };
    return set;
  }

  /** Does what stands before a part anew, out of sight. */
  async #rebuild(place: number, signal: AbortSignal): Promise<Outcome> {
    this.#standing = { kind: "under way" };
    const steps = stepsBefore(this.#lesson, place);
    this.#leave();
    const { file } = this.#lesson;
    const { outcome } = await playUnseen(this.#options, this.#own, { file, steps, signal });
    const isTold = outcome.status === "passed" && steps.length > 0;
    if (isTold) this.#telling.note("The steps before this one were done anew, on a fresh connection");
    return outcome;
  }

  /** What was told, and what has come, belongs to what was before. */
  #leave(): void {
    this.#telling.newPage();
    this.#unread = [];
    this.#mark = this.#options.transcript.last?.n ?? 0;
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
      if (part.when === "before the lesson") {
        if (await this.#prepare(signal)) continue;
        return;
      }
      if (this.#stopsToRead()) return;
      if (part.by === "learner") return await this.#set(part, signal);
      const logins = loginsFrom(this.#lesson.parts, this.#at);
      if (logins.length > 0) {
        if (await this.#logIn(logins, signal)) continue;
        return;
      }
      const outcome = await this.#runOwn(part, signal);
      if (outcome.status !== "passed") return this.#stop(part.step, outcome);
    }
    if (this.#stopsToRead()) return;
    this.#standing = { kind: "finished" };
    const { keep, following } = this.#options;
    keep(this.#lesson, { tasks: taskPlaces(this.#lesson).length, isDone: true });
    this.#telling.ending(this.#lesson, following(this.#lesson));
  }

  /** Gets things ready out of sight, and says so in a line above the text; true where that went well. */
  async #prepare(signal: AbortSignal): Promise<boolean> {
    const tasks = preparationFrom(this.#lesson.parts, this.#at);
    const steps = tasks.map(({ step }) => step);
    const { file } = this.#lesson;
    const { outcome, failed, entries } = await playUnseen(this.#options, this.#own, { file, steps, signal });
    if (outcome.status === "passed") {
      this.#telling.lines("");
      this.#tellDone(inShort(tasks), entries);
      this.#at += tasks.length - 1;
      return true;
    }
    this.#telling.page(this.#unread);
    this.#unread = [];
    this.#telling.lines("");
    await showWire(this.#options, entries, signal);
    this.#stop(failed?.step ?? tasks[0]?.step, outcome);
    return false;
  }

  /** Logs other clients in out of sight; true where that went well. */
  async #logIn(logins: readonly Task[], signal: AbortSignal): Promise<boolean> {
    const steps = logins.map(({ step }) => step);
    const unseen = { file: this.#lesson.file, steps, signal };
    const { outcome, failed, entries } = await playOnUnseen(this.#options, this.#own, unseen);
    this.#telling.lines("");
    if (outcome.status === "passed") {
      this.#tellDone(loginsInShort(logins), entries);
      this.#at += logins.length - 1;
      return true;
    }
    await showWire(this.#options, entries, signal);
    // Whoever tries again goes on where it has stopped.
    this.#at += failed ? Math.max(steps.indexOf(failed.step), 0) : 0;
    this.#stop(failed?.step ?? steps[0], outcome);
    return false;
  }

  #tellDone(what: string, { first, last }: Entries): void {
    this.#telling.note(`${what}: done ("show ${first}" to "show ${last}" have it)`);
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
    if (by === "lesson, quietly") return await this.#look(step, signal);
    this.#telling.typing("The lesson types", step.text);
    const { outcome } = await this.#own.play(this.#lesson.file, [step], signal);
    await wireQuiet(this.#options, signal);
    this.#line = this.#lineBefore(Number.POSITIVE_INFINITY);
    // What was shown of it has moved the text away.
    this.#telling.newPage();
    return outcome;
  }

  /** What has just come says by itself that it is right. */
  async #look(step: Step, signal: AbortSignal): Promise<Outcome> {
    const typed = this.#lineBefore(Number.POSITIVE_INFINITY);
    const { outcome, found } = await this.#own.look(step, { mark: this.#mark, line: this.#line }, signal);
    await wireQuiet(this.#options, signal);
    if (outcome.status !== "passed") return outcome;
    if (/\bexpect[ \t]+nothing\b/.test(step.text)) this.#telling.note("Nothing came");
    const older = found.filter((n) => n < typed).map((n) => `#${n}`);
    if (older.length > 0) this.#telling.note(`That is ${older.join(" and ")} above`);
    return outcome;
  }

  /** The number of the last line before an entry. */
  #lineBefore(n: number): number {
    const isLine = (entry: Entry) => entry.type === "command" && entry.n < n;
    return [...this.#options.transcript.entries].findLast(isLine)?.n ?? 0;
  }

  #stop(step: Step | undefined, outcome: Outcome): void {
    this.#standing = { kind: "stuck" };
    if (!step) return;
    const { shell, theme } = this.#options;
    const { id } = shell.clientFor(shell.read(step.text)).session;
    const isSince = ({ n, client }: Entry) => n > this.#mark && client === id;
    const received = [...this.#options.transcript.entries].filter(isSince);
    tellStuck({ step, outcome, received }, this.#telling, theme);
  }
}

const WORDS =
  'Each step asks you for one line: type it, and press Enter. Enter alone shows the task again; "hint", "show", "skip", "back", "again", "quit" help';

function stepsBefore({ parts }: Lesson, place: number): readonly Step[] {
  return parts.slice(0, place).flatMap((part) => (part.kind === "task" ? [part.step] : []));
}
