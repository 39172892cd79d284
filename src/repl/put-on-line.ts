// Text that a command puts on the line. What somebody has typed there meanwhile stays: it comes when that is entered.
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen/screen.ts";

interface Put {
  readonly text: string;
  readonly cursor: number;
}

export class PutOnLine {
  readonly #server: Repl;
  readonly #screen: Screen;
  readonly #waiting: Put[] = [];

  constructor(server: Repl, screen: Screen) {
    this.#server = server;
    this.#screen = screen;
  }

  put(text: string, cursor: number): void {
    const isFree = this.#server.line === "" && !this.#screen.isAsking;
    if (isFree && this.#waiting.length === 0) this.#show({ text, cursor });
    else {
      this.#waiting.push({ text, cursor });
      this.#screen.write("    -- it is put on the line once that is free (Enter or Ctrl-C makes it so)\n");
    }
  }

  /** Perhaps there is room on the line now. */
  afterKey(): void {
    if (this.#server.line !== "" || this.#screen.isAsking) return;
    const next = this.#waiting.shift();
    if (next) this.#show(next);
  }

  #show({ text, cursor }: Put): void {
    this.#screen.change(() => {
      this.#server.line = text;
      this.#server.cursor = cursor;
    });
  }
}
