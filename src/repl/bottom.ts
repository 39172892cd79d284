// The rows at the bottom of the terminal: the status, and below it the prompt with what is typed.
import { columnsOf } from "../render/display-width.ts";
import type { Repl } from "./readline.ts";
import type { Reflow } from "./reflow.ts";

const ERASE_DOWN = "\x1b[J";
const CLEAR = "\x1b[H\x1b[2J";

export interface BottomOptions {
  readonly server: Repl;
  /** The prompt at this moment, or undefined where the present one stays. */
  label(): string | undefined;
  /** What the terminal does to its rows when it is resized. */
  readonly reflow: Reflow;
}

export class Bottom {
  readonly #options: BottomOptions;
  #isDrawn = true;
  #status: readonly string[] = [];
  /** How wide the terminal was when the rows were drawn. */
  #columns: number;

  constructor(options: BottomOptions) {
    this.#options = options;
    this.#columns = options.server.columns;
  }

  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  set status(rows: readonly string[]) {
    this.#inOneWrite(() => {
      const wasDrawn = this.#isDrawn;
      this.erase();
      this.#status = rows;
      if (wasDrawn) this.draw();
    });
  }

  /** Draws them where the cursor is, or anew where they are drawn, below a text that ends with a newline. */
  draw(text = ""): void {
    this.#inOneWrite(() => {
      const { server, label } = this.#options;
      this.erase();
      const rows = this.#status.map((row) => `${row}\n`).join("");
      if (text + rows !== "") server.output.write(text + rows);
      const prompt = label();
      if (prompt !== undefined) server.setPrompt(prompt);
      this.#columns = server.columns;
      server.prevRows = 0;
      server.prompt(true);
      this.#isDrawn = true;
    });
  }

  /** Takes them off the screen. */
  erase(): void {
    if (!this.#isDrawn) return;
    const { server } = this.#options;
    const up = this.#rowsAboveCursor();
    server.output.write(`${up > 0 ? `\x1b[${up}A` : ""}\r${ERASE_DOWN}`);
    server.prevRows = 0;
    this.#isDrawn = false;
  }

  /** Leaves them where they are: the next ones are drawn below. */
  drop(): void {
    this.#isDrawn = false;
  }

  /** The line is about to be left where it is: the status goes on below the next one. */
  dropStatus(): void {
    if (!this.#isDrawn || this.#status.length === 0) return;
    const status = this.#status;
    this.status = [];
    this.#status = status;
    this.#isDrawn = false;
  }

  /** Clears the screen above them. */
  clear(): void {
    this.#inOneWrite(() => {
      this.#options.server.output.write(CLEAR);
      this.#isDrawn = false;
      this.draw();
    });
  }

  /** Moves the cursor behind the last row of them. */
  goBelow(): void {
    if (!this.#isDrawn) return;
    const { server } = this.#options;
    const down = rowsOfLine(server, "whole line") - server.getCursorPos().rows;
    server.output.write(`${down > 0 ? `\x1b[${down}B` : ""}\r\n`);
    this.#isDrawn = false;
  }

  /** The rows that are drawn above the one with the cursor, also where the terminal has another width since. */
  #rowsAboveCursor(): number {
    const { server, reflow } = this.#options;
    const narrowed = (what: "status" | "line") => (reflow.includes(what) ? server.columns : this.#columns);
    const status = this.#status.map((row) => Math.max(1, Math.ceil(columnsOf(row) / narrowed("status"))));
    const sum = status.reduce((rows, row) => rows + row, 0);
    return sum + rowsOfLine(withColumns(server, narrowed("line")), "up to the cursor");
  }

  /** A terminal that draws after each write would show what is between. */
  #inOneWrite(draw: () => void): void {
    const { output } = this.#options.server;
    const isStream = "cork" in output && "uncork" in output;
    if (isStream && typeof output.cork === "function") output.cork();
    try {
      draw();
    } finally {
      if (isStream && typeof output.uncork === "function") output.uncork();
    }
  }
}

/** How many rows are above the cursor, or would be if it stood behind the whole line. */
function rowsOfLine(server: Repl, to: "up to the cursor" | "whole line"): number {
  if (to === "up to the cursor") return server.getCursorPos().rows;
  const atEnd: Repl = Object.create(server, { cursor: { value: server.line.length } });
  return atEnd.getCursorPos().rows;
}

/** The same line, as it is counted in a terminal of that width. */
function withColumns(server: Repl, columns: number): Repl {
  return columns === server.columns ? server : Object.create(server, { columns: { value: columns } });
}
