// The rest of a command's usage, in grey behind the cursor: it is no part of the line, and gone with the next key.
import type { Key, Repl } from "./readline.ts";

/** What belongs behind the cursor at this moment, without colour; and how it is painted. */
export interface HintSource {
  text(): string | undefined;
  paint(text: string): string;
}

const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";
const ERASE_RIGHT = "\x1b[K";

export class Hint {
  readonly #server: Repl;
  #source: HintSource | undefined;
  #isShown = false;
  /** A key is being handled: what is drawn meanwhile is not the end of it. */
  #isAmidKey = false;
  /** Whether the last key has changed the line: who recalls a line, or moves in one, is not typing arguments. */
  #isTyping = false;
  /** How wide the terminal was then: what was shown is gone when that changes, until something else is typed. */
  #columns = 0;

  constructor(server: Repl) {
    this.#server = server;
    // Whatever draws the line anew takes the hint away with it, and whatever writes on it must not mix with it.
    const refresh = server._refreshLine.bind(server);
    const write = server._writeToOutput.bind(server);
    server._refreshLine = () => {
      this.clear();
      refresh();
      if (!this.#isAmidKey) this.#show();
    };
    server._writeToOutput = (text) => {
      this.clear();
      write(text);
    };
  }

  setSource(source: HintSource): void {
    this.#source = source;
  }

  beforeKey(): void {
    this.clear();
    this.#isAmidKey = true;
  }

  afterKey(key: Key | undefined): void {
    this.#isAmidKey = false;
    this.#isTyping = isTyped(key ?? {});
    this.#columns = this.#server.columns;
    this.#show();
  }

  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#server.output.write(ERASE_RIGHT);
  }

  /** Shows it where the cursor stands at the end of the line, as far as the row has room. */
  #show(): void {
    const { line, cursor, output, columns } = this.#server;
    if (this.#isShown || !this.#isTyping || !this.#source || cursor < line.length || line === "") return;
    if (columns !== this.#columns) return;
    const { cols } = this.#server.getCursorPos();
    // A row that is erased from its first column on is no part of the row above any more: terminals would not join the two
    // when they are resized.
    if (cols === 0) return;
    const hint = this.#source.text();
    if (hint === undefined) return;
    // The last column stays free: a terminal may wrap behind it.
    const room = columns - cols - 1;
    const text = cut(hint, room);
    const painted = this.#source.paint(text);
    // Without colours it could not be told from what was typed.
    if (text === "" || painted === text) return;
    output.write(SAVE_CURSOR + painted + RESTORE_CURSOR);
    this.#isShown = true;
  }
}

function isTyped({ name, sequence = "", ctrl, meta }: Key): boolean {
  if (name === "paste" || name === "backspace") return true;
  return !ctrl && !meta && !/^[\x00-\x1f\x7f]/.test(sequence);
}

/** Only whole parts are shown, and whether there are more. What stands behind the options is what they are for. */
function cut(hint: string, room: number): string {
  if (hint.length <= room) return hint;
  const parts = hint.match(/\s*(?:\[--[^\]]*\]|\S+)/g) ?? [];
  const last = parts.at(-1) ?? "";
  const end = parts.some(isOption) && !isOption(last) ? ` …${last}` : " …";
  for (let count = parts.length - 1; count > 0; count -= 1) {
    const whole = parts.slice(0, count).join("") + end;
    if (whole.length <= room) return whole;
  }
  return "";
}

function isOption(part: string): boolean {
  return /^\s*\[--/.test(part);
}
