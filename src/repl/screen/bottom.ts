// The rows at the bottom of the terminal: the status, and below it the prompt with what is typed.
import { columnsOf } from "../../render/text/display-width.ts";
import type { Repl } from "../readline.ts";
import { ERASE_FROM_ROW, LineWindow } from "./line-window.ts";
import type { Reflow } from "./reflow.ts";

const CLEAR = "\x1b[H\x1b[2J";

export interface BottomOptions {
  readonly server: Repl;
  /** How many rows the terminal has. */
  rows(): number;
  /** The prompt at this moment, or undefined where the present one stays. */
  label(): string | undefined;
  /** What the terminal does to its rows when it is resized. */
  readonly reflow: Reflow;
}

export class Bottom {
  readonly #options: BottomOptions;
  readonly #window: LineWindow;
  #isDrawn = true;
  #status: readonly string[] = [];
  /** How wide the terminal was when the rows were drawn. */
  #columns: number;

  constructor(options: BottomOptions) {
    this.#options = options;
    this.#columns = options.server.columns;
    // What is higher than the terminal could not be erased: each time it is drawn it would leave a copy. One row of what
    // has happened is always seen.
    this.#window = new LineWindow(
      options.server,
      () => options.rows() - 1 - this.#statusRows(options.server.columns),
    );
    // Whoever recalls another line, or mends one, has another prompt at once.
    const { server, label } = options;
    const refresh = server._refreshLine.bind(server);
    server._refreshLine = () => {
      const prompt = label();
      if (prompt !== undefined) server.setPrompt(prompt);
      refresh();
    };
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
      const { server } = this.#options;
      this.erase();
      const rows = this.#status.map((row) => `${row}\n`).join("");
      if (text + rows !== "") server.output.write(text + rows);
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
    server.output.write(`${up > 0 ? `\x1b[${up}A` : ""}${ERASE_FROM_ROW}`);
    server.prevRows = 0;
    this.#isDrawn = false;
  }

  /** Leaves them where they are: the next ones are drawn below. */
  drop(): void {
    this.#isDrawn = false;
  }

  /** The line was entered, or put aside: it stays where it is, and an empty one is to begin below it. */
  leaveLine(): void {
    const { server } = this.#options;
    this.#dropStatus();
    server._moveCursor(Number.POSITIVE_INFINITY);
    this.#window.goBelow();
    Object.assign(server, { line: "", cursor: 0, prevRows: 0 });
    this.#isDrawn = false;
  }

  /** The status goes on below the next line. */
  #dropStatus(): void {
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
    this.#window.goBelow();
    this.#isDrawn = false;
  }

  /** The rows that are drawn above the one with the cursor, also where the terminal has another width since. */
  #rowsAboveCursor(): number {
    const { server, reflow } = this.#options;
    const narrowed = (what: "status" | "line") => (reflow.includes(what) ? server.columns : this.#columns);
    const line = withColumns(server, narrowed("line")).getCursorPos().rows;
    const isResized = server.columns !== this.#columns;
    const last =
      isResized && reflow.includes("cursor too high") ? this.#window.lastRowInTmux(this.#columns) : line;
    return this.#statusRows(narrowed("status")) + Math.min(line, last ?? line);
  }

  #statusRows(columns: number): number {
    return this.#status.reduce((rows, row) => rows + Math.max(1, Math.ceil(columnsOf(row) / columns)), 0);
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

/** The same line, as it is counted in a terminal of that width. */
function withColumns(server: Repl, columns: number): Repl {
  return columns === server.columns ? server : Object.create(server, { columns: { value: columns } });
}
