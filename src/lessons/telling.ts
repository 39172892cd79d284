// What a lesson says: its prose, its tasks, and how one stands.
import { renderMarkdown } from "../render/markdown.ts";
import type { Theme } from "../render/theme.ts";
import { wrapWords } from "../render/wrap.ts";
import { type Lesson, type Task, taskPlaces } from "./lesson.ts";
import { WORDS_HELP } from "./words.ts";

export interface TellingOptions {
  readonly theme: Theme;
  /** The width of the terminal; 0 where nobody knows it. */
  columns(): number;
  /** Takes text that ends with a newline. */
  write(text: string): void;
}

export class Telling {
  readonly #options: TellingOptions;

  constructor(options: TellingOptions) {
    this.#options = options;
  }

  title({ number, title }: Lesson, words: "explained" | "left out"): void {
    const { theme } = this.#options;
    this.lines("", theme.heading(`Lesson ${number}: ${title}`));
    if (words === "explained")
      this.note('Enter shows the task again; "hint", "show", "skip", "back", "again", "quit" help');
  }

  /** Markdown, with a blank line before it. */
  prose(text: string): void {
    const { theme, columns } = this.#options;
    this.lines("", ...renderMarkdown(text, theme, columns()));
  }

  task({ line }: Task, typed: string): void {
    if (line === "printed") this.typing("Type", typed);
    else this.lines("", this.#options.theme.heading('  Your turn  ("hint" and "show" help)'), "");
  }

  /** A line that is to be typed, or is typed by the lesson. */
  typing(label: string, typed: string): void {
    const { theme } = this.#options;
    const [first = "", ...others] = typed.split("\n");
    const margin = " ".repeat(label.length + 5);
    const rows = others.map((row) => margin + theme.value(row));
    this.lines("", `  ${theme.heading(`${label}:`)}  ${theme.value(first)}`, ...rows, "");
  }

  /** An aside. */
  note(text: string): void {
    const { theme, columns } = this.#options;
    const width = columns() > 0 ? Math.min(columns(), NOTE_WIDTH) : NOTE_WIDTH;
    this.lines(
      ...wrapWords(text, width - 5).map((line, index) =>
        theme.note(`${index === 0 ? "  -- " : "     "}${line}`),
      ),
    );
  }

  failure(text: string): void {
    const { theme, columns } = this.#options;
    this.lines(...wrapWords(text, columns()).map((line) => theme.failure(line)));
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
    this.#options.write(lines.map((line) => `${line}\n`).join(""));
  }
}

const NOTE_WIDTH = 76;

/** "step 2/5" */
export function stepLabel(lesson: Lesson, at: number): string {
  const places = taskPlaces(lesson);
  return `step ${places.filter((place) => place <= at).length}/${places.length}`;
}
