// What a lesson says: its prose, its tasks, and how one stands.
import { renderMarkdown } from "../render/text/markdown.ts";
import { pageWidth } from "../render/text/prose-width.ts";
import { sanitize, sanitizeLine } from "../render/text/sanitize.ts";
import { wrapWords } from "../render/text/wrap.ts";
import type { Theme } from "../render/themes/theme.ts";
import { type Lesson, type Prose, type Task, taskPlaces } from "./lesson.ts";
import { cutPage, type Paragraph } from "./pages.ts";
import { WORDS_HELP } from "./words.ts";

export interface TellingOptions {
  readonly theme: Theme;
  /** The width of the terminal; 0 where nobody knows it. */
  columns(): number;
  /** The height of the terminal; without it, or where it is 0, what does not fit is shown all the same. */
  rows?(): number;
  /** Takes text that ends with a newline. */
  write(text: string): void;
}

export class Telling {
  readonly #options: TellingOptions;
  /** How many rows were told on this page. */
  #told = 0;

  constructor(options: TellingOptions) {
    this.#options = options;
  }

  title(lesson: Lesson): void {
    this.#paragraphs(this.beginningOf(lesson, []));
  }

  /** The title, and asides beneath it. */
  beginningOf({ number, title }: Lesson, notes: readonly string[]): readonly Paragraph[] {
    const heading = this.#options.theme.heading(`Lesson ${number}: ${title}`);
    return [{ lines: [heading, ...notes.flatMap((text) => this.#noteLines(text))], isHeading: true }];
  }

  /** Markdown, with a blank line before it. */
  prose(text: string): void {
    this.#paragraphs(this.paragraphsOf({ kind: "prose", text }));
  }

  paragraphsOf({ text }: Prose): readonly Paragraph[] {
    const { theme, columns } = this.#options;
    const paragraphs: string[][] = [[]];
    for (const line of renderMarkdown(text, theme, columns())) {
      if (line === "") paragraphs.push([]);
      else paragraphs.at(-1)?.push(line);
    }
    return paragraphs.map((lines) => ({ lines, isHeading: /^#+ .*$/.test(text) }));
  }

  /** From here on the learner has read what stands above. */
  newPage(): void {
    this.#told = 0;
  }

  /** As much as fits on the page, and a task beneath it; returns what is left. */
  page(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
    const rows = this.#options.rows?.() ?? 0;
    if (rows === 0) {
      this.#paragraphs(paragraphs);
      return [];
    }
    const { page, rest } = cutPage(paragraphs, Math.max(rows - TASK_ROWS - this.#told, LEAST_ROWS));
    this.#paragraphs(page);
    return rest;
  }

  #paragraphs(paragraphs: readonly Paragraph[]): void {
    for (const { lines } of paragraphs) this.lines("", ...lines);
  }

  task({ line }: Task, typed: string): void {
    if (line === "printed") this.typing("Type", typed);
    else this.lines("", this.#options.theme.heading('  Your turn  ("hint" and "show" help)'), "");
  }

  /** Once more, with what was said of it last where the line is not printed. */
  taskAgain(task: Task, typed: string, prose: Prose | undefined): void {
    if (task.line === "hidden" && prose) this.#paragraphs(this.paragraphsOf(prose).slice(-1));
    this.task(task, typed);
  }

  /** A line that is to be typed, or is typed by the lesson. */
  typing(label: string, typed: string): void {
    const { theme } = this.#options;
    // What a server has sent may stand in it, in place of a variable.
    const [first = "", ...others] = sanitize(typed).split("\n");
    const margin = " ".repeat(label.length + 5);
    const rows = others.map((row) => margin + theme.value(row));
    this.lines("", `  ${theme.heading(`${label}:`)}  ${theme.value(first)}`, ...rows, "");
  }

  /** An aside. */
  note(text: string): void {
    this.lines(...this.#noteLines(text));
  }

  #noteLines(text: string): readonly string[] {
    const { theme, columns } = this.#options;
    return wrapWords(sanitizeLine(text), pageWidth(columns()) - 5).map((line, index) =>
      theme.note(`${index === 0 ? "  -- " : "     "}${line}`),
    );
  }

  failure(text: string): void {
    const { theme, columns } = this.#options;
    this.lines(...wrapWords(sanitizeLine(text), columns()).map((line) => theme.failure(line)));
  }

  words(): void {
    this.lines("", ...WORDS_HELP.map((line) => `  ${line}`.trimEnd()), "");
  }

  /** What stands at the end. */
  ending(lesson: Lesson, following: Lesson | undefined): void {
    const { theme } = this.#options;
    this.lines("", theme.heading(`Well done: lesson ${lesson.number}, "${lesson.title}", is complete.`));
    this.learnt(lesson);
    this.lines("");
    if (following) {
      this.note(
        `Enter goes on with lesson ${following.number}, "${following.title}"; "again" repeats this one, "quit" leaves; or go on trying things`,
      );
    } else this.note('That was the last lesson. "again" repeats it, "quit" leaves; or go on trying things');
  }

  learnt({ learnt }: Lesson): void {
    if (learnt === "") return;
    this.lines("", this.#options.theme.heading("What you have learnt"));
    this.prose(learnt);
  }

  lines(...lines: readonly string[]): void {
    this.#told += lines.length;
    this.#options.write(lines.map((line) => `${line}\n`).join(""));
  }
}

/** A line to type with blank rows around it, and the prompt. */
const TASK_ROWS = 4;
/** However small the terminal is, one gets on. */
const LEAST_ROWS = 4;

/** "step 2/5" */
export function stepLabel(lesson: Lesson, at: number): string {
  const places = taskPlaces(lesson);
  return `step ${places.filter((place) => place <= at).length}/${places.length}`;
}
