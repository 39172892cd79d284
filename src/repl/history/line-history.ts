// The lines that were entered, of this session and of earlier ones: each once it is whole, with its rows, never a secret.
import type { HistoryLine } from "../../shell/line-editor.ts";

export interface HistoryOptions {
  /** What was entered in earlier sessions, newest first. */
  readonly past: readonly string[];
  /** A line as it may be stored. */
  mask(line: string): string;
  /** Keeps a line for later sessions. */
  keep(line: string): void;
  /** Takes a line that was kept out again. */
  drop?(line: string): void;
}

const NOTHING: HistoryOptions = { past: [], mask: (line) => line, keep: () => {} };

export class LineHistory {
  #options = NOTHING;
  #lines: HistoryLine[] = [];
  /** Entered, and not run yet: what they are a part of is not known. */
  readonly #waiting: string[] = [];
  /** Its turn has come, and what it is a part of will be known in a moment. */
  #taken: string | undefined;
  /** JavaScript that has not ended. */
  #running: string | undefined;

  /** Puts earlier sessions before what has been typed by now. */
  begin(options: HistoryOptions): void {
    this.#options = options;
    this.#lines = options.past.map((line, age) => ({ n: options.past.length - age, line })).reverse();
  }

  /** Oldest first; JavaScript that has not ended is not among them: what it calls asks for the line before it. */
  get lines(): readonly HistoryLine[] {
    return this.#lines;
  }

  /** What can be recalled, oldest first: also what has not been run yet. */
  get recallable(): readonly string[] {
    const { mask } = this.#options;
    const begun = [this.#running, this.#taken].filter((line) => line !== undefined);
    return [...this.#lines.map(({ line }) => line), ...[...begun, ...this.#waiting].map(mask)];
  }

  /** A line was entered, and waits for its turn. */
  entered(line: string): void {
    if (line.trim() !== "") this.#waiting.push(line);
  }

  /** The turn of a line that was entered has come. */
  taken(line: string): void {
    const at = this.#waiting.indexOf(line);
    this.#taken = this.#waiting.splice(at, at < 0 ? 0 : 1)[0];
  }

  /** What was entered and has not been run will not be. */
  dropWaiting(): void {
    this.#waiting.length = 0;
  }

  /** JavaScript runs: it is added when it has ended. */
  set running(line: string) {
    this.#taken = undefined;
    this.#running = line;
  }

  add(line: string): void {
    this.#taken = undefined;
    this.#running = undefined;
    if (line.trim() === "") return;
    const masked = this.#options.mask(line);
    const last = this.#lines.at(-1);
    if (masked === last?.line) return;
    this.#lines.push({ n: (last?.n ?? 0) + 1, line: masked });
    this.#options.keep(masked);
  }

  /** What turns out to be a secret is masked in the lines of this session, and those that had it are not kept. */
  forget(secret: string): void {
    const { past, mask, drop } = this.#options;
    this.#lines = this.#lines.map((known) => {
      if (known.n <= past.length || !known.line.includes(secret)) return known;
      const line = mask(known.line);
      if (line !== known.line) drop?.(known.line);
      return { ...known, line };
    });
  }

  /** A line of this session is taken out again: another one runs in its place. */
  remove({ n, line }: HistoryLine): void {
    const { past, drop } = this.#options;
    const last = this.#lines.at(-1);
    if (n <= past.length || last?.n !== n) return;
    this.#lines.pop();
    drop?.(line);
  }

  /** The user leaves: what runs will not come to its end. */
  giveUp(): void {
    if (this.#running !== undefined) this.add(this.#running);
  }
}
