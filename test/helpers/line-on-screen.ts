// The line of the prompt on the screen of an emulator, without a program: keys go in, and what is seen comes out.
import { start } from "node:repl";
import { PassThrough, Writable } from "node:stream";
// The package is CommonJS and its names are not found by a named import.
import headless, { type ITerminalOptions } from "@xterm/headless";
import { onTestFinished } from "vitest";
import { Hint } from "../../src/repl/hint.ts";
import { takeGraphemeKey } from "../../src/repl/keys/grapheme-key.ts";
import { type Keys, takeKeys } from "../../src/repl/keys/keys.ts";
import { takeWordKey } from "../../src/repl/keys/word-key.ts";
import { internals, type Repl, withoutMultilineMarks } from "../../src/repl/readline.ts";
import { takeRowKey } from "../../src/repl/rows/multi-row.ts";
import type { Reflow } from "../../src/repl/screen/reflow.ts";
import { makeScreen, type Screen } from "../../src/repl/screen/screen.ts";
import { characterWidth } from "../terminal/harness/character-width.ts";
import { type Key, keys as sequences } from "../terminal/harness/keys.ts";
import { unwrappedRows, visibleRowsToCursor } from "../terminal/harness/rows.ts";

export interface LineOnScreen {
  readonly server: Repl;
  readonly screen: Screen;
  readonly keys: Keys;
  readonly hint: Hint;
  /** The lines that were entered. */
  readonly entered: readonly string[];
  /** All that was written, at once. */
  written(): string;
  type(text: string): Promise<void>;
  press(...keys: readonly Key[]): Promise<void>;
  put(line: string): void;
  resize(columns: number, rows: number): Promise<void>;
  /** The rows that are visible, and all since the start with wrapped ones put together again. */
  rows(): Promise<string>;
  scrollback(): Promise<string>;
  /** Where the cursor is on the screen, both counted from 0. */
  cursor(): Promise<{ readonly row: number; readonly column: number }>;
}

export interface LineOnScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** What the emulator does with its rows when it is resized. */
  readonly resizing?: ITerminalOptions;
  /** What is known of that. */
  readonly reflow?: Reflow;
}

/** A line whose prompt is "> ", in a terminal that wraps its rows anew. */
export function lineOnScreen({
  columns = 80,
  rows = 24,
  resizing = {},
  reflow = ["status", "line"],
}: LineOnScreenOptions = {}): LineOnScreen {
  const options = { ...resizing, allowProposedApi: true, scrollback: 10_000 };
  const terminal = new headless.Terminal({ cols: columns, rows, ...options });
  terminal.unicode.register(characterWidth);
  terminal.unicode.activeVersion = characterWidth.version;
  const input = new PassThrough();
  const output = new Output(terminal, { columns, rows });
  const server = internals(start({ input, output, terminal: true, prompt: "> ", preview: false }));
  onTestFinished(() => {
    screen.close();
    server.close();
    terminal.dispose();
  });
  server.removeAllListeners("line");
  withoutMultilineMarks(server);
  const hint = new Hint(server);
  const screen = makeScreen({ server, label: () => "> ", reflow });
  const keys = takeKeys(server, {
    screen,
    before: () => hint.beforeKey(),
    after: (key) => hint.afterKey(key),
  });
  keys.take(
    (_text, key) => takeWordKey(server, key) || takeRowKey(server, key) || takeGraphemeKey(server, key),
  );
  const entered: string[] = [];
  server.on("line", (line: string) => {
    entered.push(line);
    screen.draw();
  });
  const type = async (text: string) => {
    input.write(text);
    // What is written to a stream is read when it has turned.
    await new Promise((resolve) => setImmediate(resolve));
    await output.isShown();
  };
  return {
    server,
    screen,
    keys,
    hint,
    entered,
    written: () => output.text,
    type,
    press: async (...pressed) => {
      for (const key of pressed) await type(sequences[key]);
    },
    put: (line) => screen.change(() => Object.assign(server, { line, cursor: line.length })),
    resize: async (newColumns, newRows) => {
      await output.isShown();
      terminal.resize(newColumns, newRows);
      Object.assign(output, { columns: newColumns, rows: newRows });
      output.emit("resize");
      await output.isShown();
    },
    rows: async () => {
      await output.isShown();
      return visibleRowsToCursor(terminal);
    },
    scrollback: async () => {
      await output.isShown();
      return unwrappedRows(terminal);
    },
    cursor: async () => {
      await output.isShown();
      return { row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX };
    },
  };
}

class Output extends Writable {
  readonly #terminal: headless.Terminal;
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  text = "";

  constructor(
    terminal: headless.Terminal,
    { columns, rows }: { readonly columns: number; readonly rows: number },
  ) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.columns = columns;
    this.rows = rows;
  }

  /** A terminal goes to the left edge with each newline, also while keys are read one by one. */
  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk;
    this.#terminal.write(chunk.replaceAll("\n", "\r\n"));
    done();
  }

  async isShown(): Promise<void> {
    await new Promise<void>((resolve) => this.#terminal.write("", resolve));
  }
}
