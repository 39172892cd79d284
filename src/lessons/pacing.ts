// A lesson that is gone through at the prompt: what each row that is typed does to it.
import { position } from "../explain/due.ts";
import type { Command } from "../shell/command.ts";
import type { Outcome } from "../shell/outcome.ts";
import { Course, type CourseOptions } from "./course.ts";
import { hintsFor } from "./hints.ts";
import { taskPlaces } from "./lesson.ts";
import { needsSetUp } from "./obstacle.ts";
import { wireQuiet } from "./quiet-wire.ts";
import type { SetTask, Typed } from "./set-task.ts";
import { stepLabel, Telling, type TellingOptions } from "./telling.ts";
import { whyOpen } from "./why-open.ts";
import { HELP_AMID_XML, type LessonWord, lessonWord, WORDS_WITH_MEANING, wordAmidXml } from "./words.ts";

export interface LessonPacingOptions extends CourseOptions, TellingOptions {
  readonly commands: readonly Command[];
  /** How lessons are begun: "xmpp-repl learn". */
  readonly command: string;
  quit(): void;
}

export class LessonPacing {
  readonly #options: LessonPacingOptions;
  readonly #telling: Telling;
  readonly #course: Course;
  /** How many hints were given, and for which task. */
  #hints: { readonly given: number; readonly set?: SetTask } = { given: 0 };

  /** The row for the session that was typed last, and the last entry before it. */
  #typed: Omit<Typed, "outcome"> = { row: "", mark: 0 };

  constructor(options: LessonPacingOptions) {
    this.#options = options;
    this.#telling = new Telling(options);
    this.#course = new Course(options, this.#telling);
  }

  get label(): string | undefined {
    const { standing, lesson, at } = this.#course;
    if (standing.kind === "under way") return `lesson ${lesson.number}`;
    if (standing.kind === "reading") {
      return `lesson ${lesson.number}, ${stepLabel(lesson, at)}, Enter shows the rest`;
    }
    const { clients } = this.#options;
    const { name, session } = clients.current;
    // What is due by rule is not always what the lesson asks for.
    const where = `${clients.count > 1 ? `${name} ` : ""}${position(session.state).label}`;
    const step = standing.kind === "finished" ? "done" : stepLabel(lesson, at);
    return `lesson ${lesson.number}, ${step}: ${where}`;
  }

  /** Whether what happens is the lesson's doing, and none of the learner's. */
  get isUnderWay(): boolean {
    return this.#course.standing.kind === "under way";
  }

  async begin(signal: AbortSignal): Promise<void> {
    await this.#course.begin(signal);
  }

  async take(row: string, signal: AbortSignal): Promise<boolean> {
    const word = lessonWord(row);
    // A line, and what is said of a task, come behind its text; not what may be a slip, whose error the text would hide.
    const isLine = word === undefined && this.#options.shell.read(row).kind !== "other";
    if (isLine || (word !== undefined && OF_A_TASK.has(word))) await this.#course.readOn(signal);
    if (word === undefined) {
      const { standing } = this.#course;
      if (row.trim() === "help") this.#telling.words();
      if (standing.kind === "task") await standing.set.rehearse();
      this.#typed = { row, mark: this.#options.transcript.last?.n ?? 0 };
      return false;
    }
    await this.#obey(word, signal);
    return true;
  }

  /** The words that steer the lesson, for completion. */
  get words() {
    return WORDS_WITH_MEANING;
  }

  readonly helpAmidXml = HELP_AMID_XML;

  amidXml(row: string): "kept" | "dropped" | undefined {
    return wordAmidXml(row);
  }

  /** Looks at what the line that was typed has done. */
  async rowRan(signal: AbortSignal, outcome?: Outcome): Promise<void> {
    await wireQuiet(this.#options, signal);
    const { standing } = this.#course;
    if (standing.kind !== "task") return;
    const { set } = standing;
    const done = { ...this.#typed, outcome };
    const judgement = await set.judge(done);
    if (judgement.kind === "done") return await this.#course.completed(judgement, signal);
    this.#telling.note(await whyOpen(set, judgement, done));
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
        this.#telling.note(this.#farewell());
        return this.#options.quit();
    }
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    const { standing, lesson } = this.#course;
    if (standing.kind === "stuck" || standing.kind === "reading") return await this.#course.goOn(signal);
    if (standing.kind === "task") return this.#course.tellTask(standing.set);
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
    if (standing.kind === "task") {
      this.#telling.typing("Type", standing.set.typed);
      this.#course.tellObstacle(standing.set);
    } else this.#telling.note(NO_TASK);
  }

  async #skip(signal: AbortSignal): Promise<void> {
    const { standing } = this.#course;
    if (standing.kind === "finished") {
      return this.#telling.note("There is no task any more: the lesson is complete");
    }
    if (standing.kind === "stuck") return await this.#course.passOver(signal);
    if (standing.kind !== "task") return;
    await this.#course.skip(standing.set, signal);
  }

  /** The task before; or the one that waits, where the learner is past it. */
  #placeBefore(): number {
    const { lesson, at, standing } = this.#course;
    if (standing.kind === "task" && needsSetUp(standing.set.obstacle)) return at;
    return taskPlaces(lesson).findLast((place) => place < at) ?? 0;
  }

  #farewell(): string {
    const { lesson } = this.#course;
    const { command, progress } = this.#options;
    const { tasks, isDone } = progress(lesson);
    const all = `"${command}" lists all lessons`;
    if (isDone) return `This lesson is done: "${command} ${lesson.number}" begins it again, ${all}`;
    const again = `"${command} ${lesson.number}" begins this lesson again`;
    if (tasks === 0) return `${again}, ${all}`;
    const count = `${tasks} of ${taskPlaces(lesson).length} steps`;
    return `What you have done is kept, ${count}: ${again}, where "continue" goes on behind them; ${all}`;
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
