// Runs a program in a real pseudo-terminal and reads its screen as a person would.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
// The package is CommonJS and its names are not found by a named import.
import headless from "@xterm/headless";
import { stateFolder } from "../../helpers/state-folder.ts";
import { characterWidth } from "./character-width.ts";
import { type Key, keys } from "./keys.ts";
import { unwrappedRows, visibleRows, visibleRowsToCursor } from "./rows.ts";
import { createWaits, type Expected } from "./waits.ts";

export interface TerminalOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** Added to a plain environment of PATH, LANG, TERM, a HOME and a state folder of its own: nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestTerminal {
  /** The program's home folder, empty when it starts and gone after stop(). */
  readonly home: string;
  /** The program's exit code, as a shell counts it, once all that it wrote is on the screen. */
  readonly exited: Promise<number>;
  type(text: string): void;
  press(key: Key): void;
  /** Pastes as a terminal does: newlines become carriage returns, and the text is bracketed if the program asked for that. */
  paste(text: string): void;
  /** The visible rows, without the blanks at the right and below. */
  screen(): string;
  /** All rows since the start, with wrapped lines put together again. */
  scrollback(): string;
  /** Where the cursor is on the screen, both counted from 0. */
  cursor(): { readonly row: number; readonly column: number };
  /** Whether the program wants to be told what is pasted. */
  asksForPastes(): boolean;
  /** Closes the window: the program's terminal is gone. */
  hangUp(): void;
  /** Every title that the program has given the window, oldest first. */
  titles(): readonly string[];
  /**
   * Waits for the screen to hold a text, match a pattern or satisfy a predicate; throws with the screen after 10 s, or
   * when the program ends without it. For a text or a pattern the blanks before the cursor count: "> " finds a prompt.
   */
  waitFor(expected: Expected): Promise<void>;
  /** Resolves when the program has been told, and the screen has its new size. */
  resize(columns: number, rows: number): Promise<void>;
  /** Hangs up, then kills; resolves when the program has ended. */
  stop(): Promise<void>;
}

// A program that does not go when its terminal hangs up is killed after this many milliseconds.
const grace = 1000;

export function openTerminal(options: TerminalOptions): TestTerminal {
  const { command, args, columns: cols = 80, rows = 24 } = options;
  const home = mkdtempSync(join(tmpdir(), "xmpp-repl-home-"));
  const state = stateFolder();
  const env = { ...plainEnvironment(home), ...state.environment, ...options.env };
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 10_000 });
  terminal.unicode.register(characterWidth);
  terminal.unicode.activeVersion = characterWidth.version;
  const titles: string[] = [];
  terminal.onTitleChange((title) => titles.push(title));

  const program = spawn(command, [...args], { cols, rows, env, name: env.TERM });
  const screen = () => visibleRows(terminal);
  const waits = createWaits([screen, () => visibleRowsToCursor(terminal)]);
  let hasEnded = false;
  // What the emulator sends is its answer to a question of the program, such as where the cursor is.
  terminal.onData((answer) => send(answer));
  program.onData((text) => terminal.write(text, waits.check));
  const exited = new Promise<number>((resolve) => {
    program.onExit(({ exitCode, signal }) => {
      hasEnded = true;
      // The emulator reads asynchronously, in order: this is called when all output is on the screen.
      terminal.write("", () => {
        resolve(signal ? 128 + signal : exitCode);
        waits.end();
      });
    });
  });

  function send(text: string): void {
    if (hasEnded) throw new Error(`Cannot type ${JSON.stringify(text)}: the program has ended\n${screen()}`);
    program.write(text);
  }

  return {
    home,
    exited,
    type: send,
    press: (key) => send(keys[key]),
    paste(text) {
      const pasted = text.replaceAll(/\r?\n/g, "\r");
      send(terminal.modes.bracketedPasteMode ? `\x1b[200~${pasted}\x1b[201~` : pasted);
    },
    screen,
    scrollback: () => unwrappedRows(terminal),
    cursor: () => ({ row: terminal.buffer.active.cursorY, column: terminal.buffer.active.cursorX }),
    asksForPastes: () => terminal.modes.bracketedPasteMode,
    hangUp() {
      if ("destroy" in program && typeof program.destroy === "function") program.destroy();
    },
    titles: () => [...titles],
    waitFor: waits.waitFor,
    resize: (columns, newRows) =>
      new Promise((resolve) => {
        // After the output so far, which the program laid out for the old size.
        terminal.write("", () => {
          terminal.resize(columns, newRows);
          program.resize(columns, newRows);
          resolve();
        });
      }),
    async stop() {
      if (!hasEnded) program.kill("SIGHUP");
      const killing = setTimeout(() => program.kill("SIGKILL"), grace);
      await exited;
      clearTimeout(killing);
      terminal.dispose();
      rmSync(home, { recursive: true, force: true });
      state.remove();
    },
  };
}

/** CI, NO_COLOR, FORCE_COLOR and whatever else changes what a program prints stays outside unless it is asked for. */
function plainEnvironment(home: string) {
  return {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: home,
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    // The emulator is that of VS Code, which does not wrap the row with the cursor anew when the window is resized.
    TERM_PROGRAM: "vscode",
  };
}
