// The line at the bottom of the terminal, before there is anything behind it: it must be there at once.
import { Console } from "node:console";
import { type REPLEval, Recoverable, start } from "node:repl";
import { type Keys, takeKeys } from "./keys.ts";
import { internals, type Repl } from "./readline.ts";
import { makeScreen, type Screen, screenStream } from "./screen.ts";

export interface Prompt {
  readonly server: Repl;
  readonly screen: Screen;
  readonly keys: Keys;
  /** Resolves when the user leaves. */
  readonly left: Promise<void>;
  readonly columns: number;
  /** Whether JavaScript has begun that goes on over several rows. */
  readonly isInJavaScript: boolean;
  /** Runs the rows that are typed, one after another, from now on. */
  handle(handler: RowHandler): void;
  /** Gives a row to node's REPL as JavaScript; resolves when it is done. */
  evaluate(row: string): Promise<void>;
  /** Takes no more lines. */
  close(): void;
  /** Forgets JavaScript that has begun. */
  dropJavaScript(): void;
  /** What Ctrl-C did in node's REPL by itself. */
  interruptAsNode(): void;
  setLabel(label: () => string | undefined): void;
  /** How results of JavaScript are shown, given what node's inspect makes of them. */
  setWriter(describe: Describe): void;
}

export type Describe = (value: unknown, inspected: string) => string;

export type RowHandler = (row: string) => Promise<void>;

/** Draws the prompt and collects what is typed. */
export function openPrompt(first: string): Prompt {
  const server = internals(
    start({ prompt: first, preview: false, ignoreUndefined: true, breakEvalOnSigint: true }),
  );
  for (const name of Object.keys(server.commands)) Reflect.deleteProperty(server.commands, name);
  let label: () => string | undefined = () => first;
  const javaScript = takeJavaScript(server, () => screen);
  const screen = makeScreen(server, () => (javaScript.isPending ? "... " : label()));
  server.context.console = new Console({ stdout: screenStream(screen), stderr: screenStream(screen) });
  const keys = takeKeys(server);
  const rows = queueRows(server, screen);
  const onInterrupt = server.listeners("SIGINT");
  server.removeAllListeners("SIGINT");
  return {
    server,
    screen,
    keys,
    left: new Promise((resolve) => {
      server.once("exit", () => {
        screen.drop();
        screen.close();
        resolve();
      });
    }),
    get columns() {
      return process.stdout.columns ?? 80;
    },
    get isInJavaScript() {
      return javaScript.isPending;
    },
    handle: rows.handle,
    evaluate: javaScript.evaluate,
    dropJavaScript: javaScript.drop,
    close: () => {
      screen.close();
      server.close();
    },
    setWriter: javaScript.setWriter,
    interruptAsNode: () => {
      for (const listener of onInterrupt) listener.call(server);
    },
    setLabel: (next) => {
      label = next;
      screen.draw();
    },
  };
}

/** Rows come faster than they are run: when pasted, or typed during a wait. */
function queueRows(server: Repl, screen: Screen): { handle(handler: RowHandler): void } {
  const waiting: string[] = [];
  let handler: RowHandler | undefined;
  let isRunning = false;
  const run = async () => {
    if (isRunning || !handler) return;
    isRunning = true;
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await handler(row);
    isRunning = false;
  };
  server.on("line", (row: string) => {
    // Node 24 recalls entries of several rows with \r between them: wrong bytes on the wire.
    waiting.push(row.replaceAll("\r", "\n"));
    screen.drop();
    screen.draw();
    void run();
  });
  return {
    handle(next) {
      handler = next;
      void run();
    },
  };
}

/** Takes JavaScript out of node's hands as far as it must be: when it runs, and where its results are printed. */
function takeJavaScript(server: Repl, screen: () => Screen) {
  const [evaluateRow] = server.listeners("line");
  server.removeAllListeners("line");
  const evaluate = server.eval;
  const write: (this: Repl, value: unknown) => string = server.writer;
  let describe: Describe = (_value, inspected) => inspected;
  let isPending = false;
  let begun = "";
  let done: (() => void) | undefined;
  const release = () => {
    done?.();
    done = undefined;
  };
  const replaced: REPLEval = (code, context, file, callback) => {
    evaluate.call(server, code, context, file, (error, result) => {
      // Kept here: what node does with unfinished JavaScript differs between versions, and Node 24 never returns.
      isPending = error instanceof Recoverable;
      begun = isPending ? code : "";
      if (isPending) release();
      else callback(error, result);
    });
  };
  Object.assign(server, {
    eval: replaced,
    // The default eval does not call back on an error; the prompt is shown in every case.
    displayPrompt: () => {
      isPending = false;
      begun = "";
      screen().draw();
      release();
    },
    // Results are written where the line stands: it makes room first.
    writer: Object.assign((value: unknown) => {
      screen().lift();
      return describe(value, write.call(server, value));
    }, write),
  });
  return {
    get isPending() {
      return isPending;
    },
    setWriter: (next: Describe) => {
      describe = next;
    },
    evaluate: (row: string) =>
      new Promise<void>((resolve) => {
        done = resolve;
        evaluateRow?.call(server, begun + row);
      }),
    drop: () => {
      isPending = false;
      begun = "";
    },
  };
}
