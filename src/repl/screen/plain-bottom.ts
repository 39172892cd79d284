// The prompt in a terminal that knows no escape sequences: what was printed stays, and the terminal itself edits the line.
import type { Bottom, BottomOptions } from "./bottom.ts";

/** What comes shortly after a line stands below that line, and not below one more prompt. In milliseconds. */
const SETTLED = 50;

export class PlainBottom implements Pick<Bottom, keyof Bottom> {
  readonly #options: Pick<BottomOptions, "server" | "label">;
  /** Node has printed the first prompt itself. */
  #isDrawn = true;
  /** Readline's own way. */
  readonly #clearLine: () => void;
  #shown: string;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Pick<BottomOptions, "server" | "label">) {
    this.#options = options;
    this.#clearLine = options.server.clearLine.bind(options.server);
    this.#shown = options.server.getPrompt();
  }

  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  /** A row that changes cannot be shown where nothing can be taken away again. */
  set status(_rows: readonly string[]) {}

  draw(text = ""): void {
    if (text !== "") {
      this.erase();
      this.#options.server.output.write(text);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), SETTLED);
    this.#timer.unref();
  }

  /** What is written next begins a row. */
  erase(): void {
    if (this.#isDrawn) this.#options.server.output.write("\n");
    this.drop();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#isDrawn = false;
  }

  leaveLine(): void {
    this.#clearLine();
    this.drop();
  }

  clear(): void {}

  goBelow(): void {
    this.erase();
  }

  /** The line as far as it is known here: what is being typed is in the terminal's hands until Enter. */
  #show(): void {
    const { server, label } = this.#options;
    if (server.closed) return;
    const shown = (label() ?? server.getPrompt()) + server.line;
    if (this.#isDrawn && shown === this.#shown) return;
    this.erase();
    this.#shown = shown;
    this.#isDrawn = true;
    server.output.write(shown);
  }
}
