// Rows that came together: they run one after another, and stop at the first that fails, because those behind it count
// on it.
import { setImmediate } from "node:timers/promises";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { XmlInput } from "../xml/input.ts";
import type { Entered } from "./entered-lines.ts";
import type { LineRunner, Row } from "./line-runner.ts";
import { isBroken, lineAt, type Reading } from "./rows/rows-of-line.ts";

export interface RowByRowOptions {
  readonly runner: LineRunner;
  readonly reading: Reading;
  /** Resolves when the first row may run. */
  readonly begun: Promise<unknown>;
  /** Puts rows back that are not complete: more of them is to come. */
  putBack(rows: readonly string[]): void;
  /** Keeps rows that begin with broken XML from being sent, and says so; none where the terminal edits the line. */
  hold: ((rows: readonly string[], xml: XmlInput) => void) | undefined;
  /** Shows the line that is about to run behind the prompt of this moment, as if it was typed now. */
  show(line: string): void;
  /** Says what was not run. */
  tell(text: string): void;
  /** A row as it may be shown. */
  mask(row: string): string;
}

/** How much is shown of a row that was not run. */
const SHOWN = 60;

export class RowByRow {
  readonly #options: RowByRowOptions;
  #isRunning = false;
  #isDropped = false;
  /** The rows that came together, and where those begin that were not run yet. */
  #now: { readonly rows: readonly string[]; at: number } = { rows: [], at: 0 };
  /** What was entered behind them, and is not to run either. */
  #behind: readonly string[] = [];
  /** Whether the row that ran last has asked for a secret: the row behind it may have been meant for the answer. */
  #hasAsked = false;

  constructor(options: RowByRowOptions) {
    this.#options = options;
  }

  /** Whether more rows are to come. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** How many rows are to come. */
  get left(): number {
    return this.#now.rows.slice(this.#now.at).filter((row) => row.trim() !== "").length;
  }

  /** Runs none of the rows that are left; those that waited behind them are told with them. */
  drop(behind: readonly string[]): void {
    this.#isDropped = true;
    this.#behind = [...this.#behind, ...behind];
  }

  /** A secret is asked for. */
  asks(): void {
    this.#hasAsked = true;
  }

  /** The user has left: the line that is under way never ends. */
  leave(behind: readonly string[]): void {
    this.drop(behind);
    this.#tellNotRun();
  }

  async run(entered: Entered): Promise<void> {
    this.#now = { rows: entered.rows, at: 0 };
    this.#isDropped = false;
    // Before the first row as well: Ctrl-C is meant for the rows that wait for it.
    this.#isRunning = true;
    try {
      await this.#options.begun;
      await this.#runUntilEnd(entered);
    } finally {
      this.#isRunning = false;
      this.#tellNotRun();
    }
  }

  async #runUntilEnd(entered: Entered): Promise<void> {
    const { rows, screen } = entered;
    const { runner, show, putBack, hold } = this.#options;
    const isOne = rows.length === 1 && screen !== "is to be shown";
    const now = this.#now;
    this.#isRunning = !isOne;
    while (now.at < rows.length && !this.#isDropped) {
      const { row, typed, broken } = this.#rowAt(entered, now.at);
      now.at += typed.length;
      if (row === undefined) {
        if (broken) hold?.(typed, broken);
        else putBack(typed);
        break;
      }
      // Between lines a blank row is nobody's Enter.
      const isBlank = row.text.trim() === "";
      if (!isOne && isBlank) continue;
      // An empty row is not worth a second look.
      if (screen === "is to be shown" || (screen === "is further up" && !isBlank)) show(row.typed);
      this.#hasAsked = false;
      const end = await runner.run(row);
      if (now.at >= rows.length || end === "failed") break;
      // Keys that were pressed meanwhile are looked at: a long paste must not freeze the terminal.
      await setImmediate();
    }
  }

  /** The line that begins there; none where its end is still to come, or where its XML is broken in several rows. */
  #rowAt(
    { rows, from, unfinished }: Entered,
    at: number,
  ): { row: Row | undefined; typed: readonly string[]; broken?: XmlInput } {
    const { reading, hold } = this.#options;
    const line = lineAt(rows, at, reading);
    const xml = line.unfinished?.kind === "XML" ? line.unfinished.xml : undefined;
    if (line.unfinished && unfinished === "runs as it stands") {
      const left = rows.slice(at);
      return { row: { text: left.join("\n"), typed: left.join("\n"), from }, typed: left };
    }
    if (line.unfinished && !isBroken(line.unfinished)) return { row: undefined, typed: line.rows };
    // What is broken takes all rows behind it, as it does where it is typed.
    if (hold && xml && line.text.includes("\n"))
      return { row: undefined, typed: rows.slice(at), broken: xml };
    const { block } = line;
    return { row: { text: line.text, typed: line.rows.join("\n"), block, from }, typed: line.rows };
  }

  #tellNotRun(): void {
    const rows = [...this.#now.rows.slice(this.#now.at), ...this.#behind];
    this.#now = { rows: [], at: 0 };
    this.#behind = [];
    const left = rows.filter((row) => row.trim() !== "");
    if (left.length === 0) return;
    const isOne = left.length === 1;
    const notRun = isOne ? "One more row was not run" : `${left.length} more rows were not run`;
    if (this.#hasAsked) {
      const answer = `${isOne ? "it" : "the first"} may have been the answer to the question`;
      this.#options.tell(`${notRun}, nor kept: ${answer}`);
    } else this.#options.tell(`${notRun}${isOne ? "" : ", the first is"}: ${this.#firstOf(left)}`);
  }

  /** Whether a row holds a secret only its whole line says. */
  #firstOf(rows: readonly string[]): string {
    const { reading, mask } = this.#options;
    const [row = ""] = mask(lineAt(rows, 0, reading).text).split("\n");
    const shown = sanitizeLine(row);
    return shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown;
  }
}
