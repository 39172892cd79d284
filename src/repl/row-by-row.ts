// Rows that came together: they run one after another, and stop at the first that fails, because those behind it count
// on it.
import { setImmediate } from "node:timers/promises";
import { sanitizeLine } from "../render/sanitize.ts";
import type { Entered } from "./entered-lines.ts";
import type { LineRunner, Row } from "./line-runner.ts";
import { lineAt, type Reading } from "./rows-of-line.ts";

export interface RowByRowOptions {
  readonly runner: LineRunner;
  readonly reading: Reading;
  /** Shows a row as if it had been typed at the prompt, and those beneath it. */
  show(rows: readonly string[]): void;
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

  constructor(options: RowByRowOptions) {
    this.#options = options;
  }

  /** Whether more rows are to come. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Runs none of the rows that are left. */
  drop(): void {
    this.#isDropped = true;
  }

  async run({ rows, screen, from }: Entered): Promise<void> {
    const { runner, show } = this.#options;
    const isOne = rows.length === 1 && screen === "is there";
    this.#isDropped = false;
    this.#isRunning = !isOne;
    for (let at = 0; at < rows.length; ) {
      const { row, typed } = this.#rowAt(rows, at, from);
      at += typed.length;
      // Between lines a blank row is nobody's Enter.
      if (!isOne && runner.amid === undefined && row.text.trim() === "") continue;
      if (screen === "is to be shown") show(typed);
      const end = await runner.run(row);
      if (at >= rows.length) break;
      if (end === "failed" || this.#isDropped) {
        this.#tellRest(rows.slice(at));
        break;
      }
      // Keys that were pressed meanwhile are looked at: a long paste must not freeze the terminal.
      await setImmediate();
    }
    this.#isRunning = false;
  }

  #rowAt(rows: readonly string[], at: number, from: Row["from"]) {
    const { runner, reading } = this.#options;
    const text = rows[at] ?? "";
    const single = { row: { text, typed: text, from }, typed: [text] };
    const isCommand = runner.amid === undefined && rows.length > 1 && reading.read(text).kind === "command";
    const line = isCommand ? lineAt(rows, at, reading) : undefined;
    if (line?.block === undefined) return single;
    return {
      row: { text: line.text, typed: line.rows.join("\n"), block: line.block, from },
      typed: line.rows,
    };
  }

  #tellRest(rows: readonly string[]): void {
    const left = rows.filter((row) => row.trim() !== "");
    const [first] = left;
    if (first === undefined) return;
    const masked = sanitizeLine(this.#options.mask(first));
    const shown = masked.length > SHOWN ? `${masked.slice(0, SHOWN)}…` : masked;
    this.#options.tell(
      left.length === 1
        ? `One more row was not run: ${shown}`
        : `${left.length} more rows were not run, the first is: ${shown}`,
    );
  }
}
