// What the prompt says by itself: what is wrong with a line, how it has ended.
import { sanitize, sanitizeLine } from "../render/sanitize.ts";
import type { Theme } from "../render/theme.ts";
import { wrapQuoting } from "../render/wrap.ts";
import type { Outcome } from "../shell/command.ts";
import { mismatchLines, redactMismatch } from "../shell/mismatch-lines.ts";

export interface TellingOptions {
  readonly theme: Theme;
  columns(): number;
  showsSecrets(): boolean;
  write(text: string): void;
}

export class Telling {
  readonly #options: TellingOptions;

  constructor(options: TellingOptions) {
    this.#options = options;
  }

  complain(reason: string): void {
    this.#writeWrapped(reason, this.#options.theme.failure);
  }

  note(text: string): void {
    this.#writeWrapped(text, this.#options.theme.note);
  }

  /** What a line runs as, or what is passed over: in the style of the transcript's notes. */
  aside(text: string): void {
    this.#options.write(`${this.#options.theme.note(`    -- ${sanitizeLine(text)}`)}\n`);
  }

  /** A line that begins to run, as those that are piped are shown. */
  line(text: string): void {
    const rows = text.split("\n").map((row, at) => `${at === 0 ? "> " : "  "}${sanitizeLine(row)}`);
    this.#options.write(rows.map((row) => `${this.#options.theme.number(row)}\n`).join(""));
  }

  /** A bug of ours: it is shown whole, and the session goes on. */
  bug(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.write(`${sanitize(text)}\n`);
  }

  outcome(outcome: Outcome): void {
    const { theme, write, showsSecrets } = this.#options;
    const text = textOf(outcome);
    if (text) this.complain(text);
    if (outcome.status !== "failed" || !outcome.mismatch) return;
    const mismatch = showsSecrets() ? outcome.mismatch : redactMismatch(outcome.mismatch);
    write(
      mismatchLines(mismatch, theme)
        .map((line) => `  ${line}\n`)
        .join(""),
    );
  }

  #writeWrapped(text: string, paint: (line: string) => string): void {
    const lines = wrapQuoting(sanitizeLine(text), this.#options.columns());
    this.#options.write(lines.map((line) => `${paint(line)}\n`).join(""));
  }
}

function textOf(outcome: Outcome): string | undefined {
  if (outcome.status === "passed") return undefined;
  return outcome.status === "interrupted"
    ? "Interrupted: the wait has ended, the session goes on"
    : outcome.reason;
}
