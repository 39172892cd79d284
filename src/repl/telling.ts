// What the prompt says by itself: what is wrong with a line, how it has ended.
import { wrapPrinted } from "../render/printed.ts";
import { sanitize, sanitizeLine } from "../render/text/sanitize.ts";
import { wrapQuoting } from "../render/text/wrap.ts";
import { wrapPainted } from "../render/text/wrap-painted.ts";
import type { Theme } from "../render/themes/theme.ts";
import { mismatchLines, redactMismatch } from "../shell/expecting/mismatch-lines.ts";
import { interruption, type Outcome } from "../shell/outcome.ts";

export interface TellingOptions {
  readonly theme: Theme;
  columns(): number;
  showsSecrets(): boolean;
  /** A text as it may be shown: it may quote what was typed. */
  told(text: string): string;
  write(text: string): void;
}

/** What goes on of a row of a comparison stands deeper than most rows. */
const MISMATCH_MARGIN = " ".repeat(8);

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
    const { theme, columns, told, write } = this.#options;
    const rows = wrapPrinted(`    -- ${sanitizeLine(told(text))}`, columns()).split("\n");
    write(rows.map((row) => `${theme.note(row)}\n`).join(""));
  }

  /** A bug of ours: it is shown whole, and the session goes on. */
  bug(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.write(`${sanitize(text)}\n`);
  }

  outcome(outcome: Outcome): void {
    const { theme, columns, write, showsSecrets } = this.#options;
    const text = textOf(outcome);
    if (text) this.complain(text);
    if (outcome.status !== "failed" || !outcome.mismatch) return;
    const mismatch = showsSecrets() ? outcome.mismatch : redactMismatch(outcome.mismatch);
    write(
      mismatchLines(mismatch, theme)
        .flatMap((line) => wrapPainted(`  ${line}`, { width: columns(), margin: MISMATCH_MARGIN }))
        .map((row) => `${row}\n`)
        .join(""),
    );
  }

  #writeWrapped(text: string, paint: (line: string) => string): void {
    const { columns, told, write } = this.#options;
    const lines = wrapQuoting(sanitizeLine(told(text)), columns());
    write(lines.map((line) => `${paint(line)}\n`).join(""));
  }
}

function textOf(outcome: Outcome): string | undefined {
  if (outcome.status === "passed") return undefined;
  return outcome.status === "interrupted" ? interruption(outcome) : outcome.reason;
}
