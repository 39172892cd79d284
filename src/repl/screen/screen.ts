// Output above the line that is being typed: the line is always there, whole, below what has happened.
import { Writable } from "node:stream";
import { sanitize, sanitizeLine } from "../../render/text/sanitize.ts";
import type { Entry } from "../../transcript/entry.ts";
import { Bottom, type BottomOptions } from "./bottom.ts";
import { type PaceRules, Pacer } from "./pacing.ts";
import { PlainBottom } from "./plain-bottom.ts";

export interface Screen {
  /** Shows text that ends with a newline above the line: at once, or a moment later where much comes. */
  write(text: string): void;
  /** The same for an entry, which may be passed over where too much comes. */
  show(entry: Entry, text: () => string): void;
  /** Says which entries may be passed over, and how that is told. */
  setRules(rules: PaceRules): void;
  /** Of the entries that wait to be shown, shows the newest only. */
  passOver(): void;
  /** Draws the prompt and what is typed. */
  draw(): void;
  /** The same, only where the prompt that is drawn is not the one of this moment. */
  refresh(): void;
  /** Draws them anew behind a change of what is typed, or of the question: all of these are made in here. */
  change(make: () => void): void;
  /** Shows this instead of the prompt, until undefined is given. */
  setQuestion(question: string | undefined): void;
  readonly isAsking: boolean;
  /** Makes room for output that others write: all that waits is written, and the line is off the screen until it is drawn. */
  lift(): void;
  /** Takes the line off the screen until it is drawn, and writes nothing of what waits. */
  hide(): void;
  /** The line was entered: it stays where it is, and the next one begins below. */
  drop(): void;
  /** Clears the screen: the line is on top. */
  clear(): void;
  /** Leaves the terminal to another program: what is written is held back until the returned function is called. */
  lend(): () => void;
  readonly isLent: boolean;
  /** The same where the program is about to be stopped: the line stays, and whoever is next writes below it. */
  leave(): () => void;
  /** Leaves the line as it is; from now on text is written below it. */
  close(): void;
  /** Shows these rows between what has happened and the line, until others are given; none takes them away. */
  setStatus(rows: readonly string[]): void;
}

const CLOCK = {
  now: () => performance.now(),
  later: (run: () => void, milliseconds: number) => {
    setTimeout(run, milliseconds);
  },
};

export function makeScreen(options: Omit<BottomOptions, "rows">): Screen {
  const { server } = options;
  const { output } = server;
  let prompt: string | undefined;
  let question: string | undefined;
  const label = () => {
    // The prompt does not say where one stands before what leads there has been shown.
    if (!pacer.isBehind) prompt = options.label();
    return question ?? prompt;
  };
  const bottom = server.terminal
    ? new Bottom({ ...options, rows: () => rowsOf(output), label })
    : new PlainBottom({ server, label });
  // Once the prompt is gone there is only text: drawing it again would wait for input for ever (Node 24: throw).
  let isClosed = false;
  let isLent = false;
  const draw = (text?: string) => {
    if (!isClosed && !isLent) bottom.draw(text);
  };
  const pacer = new Pacer(
    {
      print: (text) => {
        if (isClosed) output.write(text);
        else draw(text);
      },
      drained: () => drained(output),
      size: () => ({ columns: server.columns, rows: rowsOf(output) }),
    },
    CLOCK,
  );
  // Readline's own way of it does not know of the status, nor that most terminals wrap the rows anew.
  output.removeAllListeners("resize");
  output.on("resize", () => {
    if (bottom.isDrawn) draw();
  });
  // What readline does with a line that was entered, or put aside by Ctrl-C.
  server.clearLine = () => bottom.leaveLine();
  const lift = () => {
    pacer.flush();
    bottom.erase();
  };
  const lend = () => {
    isLent = true;
    pacer.hold();
    return () => {
      isLent = false;
      pacer.release();
      pacer.flush();
      draw();
    };
  };
  return {
    write: (text) => pacer.write(text),
    show: (entry, text) => pacer.show(entry, text),
    setRules: (rules) => pacer.setRules(rules),
    passOver: () => pacer.passOver(),
    draw: () => draw(),
    refresh: () => {
      const drawn = server.getPrompt();
      // Where no row is drawn anew readline's prompt is the first one for ever.
      if (!server.terminal || !bottom.isDrawn || (label() ?? drawn) !== drawn) draw();
    },
    change: (make) => {
      bottom.erase();
      make();
      draw();
    },
    setQuestion: (next) => {
      // A name in it may come from a server.
      question = next === undefined ? undefined : sanitizeLine(next);
    },
    get isAsking() {
      return question !== undefined;
    },
    lift,
    hide: () => bottom.erase(),
    drop: () => bottom.drop(),
    clear: () => {
      if (!isClosed && !isLent) bottom.clear();
    },
    lend: () => {
      lift();
      return lend();
    },
    get isLent() {
      return isLent;
    },
    leave: () => {
      pacer.flush();
      bottom.goBelow();
      return lend();
    },
    setStatus: (rows) => {
      if (!isClosed) bottom.status = rows;
    },
    close: () => {
      if (bottom.isDrawn) {
        pacer.flush();
        bottom.status = [];
        bottom.goBelow();
      }
      isClosed = true;
      pacer.flush();
    },
  };
}

function drained(output: NodeJS.WritableStream): Promise<void> | undefined {
  if (!("writableNeedDrain" in output) || output.writableNeedDrain !== true) return undefined;
  return new Promise((resolve) => output.once("drain", resolve));
}

function rowsOf(output: NodeJS.WritableStream): number {
  return "rows" in output && typeof output.rows === "number" ? output.rows : 24;
}

/** A stream whose text appears above the line: for console.log. */
export function screenStream(screen: Screen): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      const text = sanitize(String(chunk));
      screen.write(text.endsWith("\n") ? text : `${text}\n`);
      done();
    },
  });
}
