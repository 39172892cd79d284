// JavaScript, taken out of node's hands as far as it must be: when it runs, and where its results are printed.
import type { CompleterResult } from "node:readline";
import { type REPLEval, Recoverable } from "node:repl";
import type { Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";

/** Where the text stands in a row that node has evaluated: it is moved where node puts a function around an await. */
export type Positions = "as typed" | "moved";

export type Describe = (value: unknown, inspected: string, positions: Positions) => string;

/** How a row of JavaScript has ended: "unfinished" goes on with the next one. */
export type Evaluated = "done" | "failed" | "unfinished";

export interface NodeEvaluation {
  /** Whether JavaScript has begun that goes on over several rows. */
  readonly isPending: boolean;
  /** How results are shown, given what node's inspect makes of them. */
  setWriter(describe: Describe): void;
  /** Gives a row to node's REPL; resolves when it is done. */
  evaluate(row: string): Promise<Evaluated>;
  /** Forgets what has begun. */
  drop(): void;
  /** Asks node what fits at the end of a line; what has begun stays as it is. */
  complete(line: string, found: CompleterFound): void;
}

/** What node evaluates to complete a line. */
const TO_COMPLETE = /^try \{ [\s\S]* \} catch \{\}\s*$/;
/** Of that, what is only looked at. Node 20 also calls: `presence().` would send presence when Tab is pressed. */
const LOOKED_AT =
  /^try \{ (?:"[^"\\]*"|'[^'\\]*'|[\p{L}\p{N}_$.?]|\[(?:[\p{L}\p{N}_$]+|"[^"\\]*"|'[^'\\]*')?\])+ \} catch \{\}\s*$/u;

type CompleterFound = (error?: Error | null, result?: CompleterResult) => void;

const LEFT_TO_NODE = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ctrl-C amid an endless loop comes as a signal, which node takes to end the loop: whoever else listens to it would end
 * the program. Amid that loop nobody would hear of the other signals either: they end the program as they do where nobody
 * listens, which would run on for ever without its terminal. Returns what makes them listen again. COMPAT(Node 20): what
 * ends a loop leaves SIGINT to the system, though somebody listens to it.
 */
function leaveSignalsToNode(): () => void {
  const left = LEFT_TO_NODE.flatMap((name) =>
    process.listeners(name).map((listener) => ({ name, listener })),
  );
  for (const name of LEFT_TO_NODE) process.removeAllListeners(name);
  return () => {
    for (const { name, listener } of left.splice(0)) process.on(name, listener);
  };
}

/** What is evaluated to complete a line changes nothing: whoever listened to the signals before hears them afterwards as well. */
function lookedAt(look: () => void): void {
  const giveBackSignals = leaveSignalsToNode();
  try {
    look();
  } finally {
    giveBackSignals();
  }
}

export function takeEvaluation(server: Repl, screen: () => Screen): NodeEvaluation {
  const [evaluateRow] = server.listeners("line");
  server.removeAllListeners("line");
  const evaluate = server.eval;
  const completeLine = server.completer;
  const write: (this: Repl, value: unknown) => string = server.writer;
  let describe: Describe = (_value, inspected) => inspected;
  let isPending = false;
  let begun = "";
  let positions: Positions = "as typed";
  // The default eval does not call back on an error.
  let ended: Evaluated = "failed";
  let done: ((how: Evaluated) => void) | undefined;
  const release = () => {
    done?.(ended);
    done = undefined;
  };
  let isCompleting = false;
  let giveBackSignals = () => {};
  const replaced: REPLEval = (code, context, file, callback) => {
    // To complete, node evaluates what stands before the dot: that is no row of anybody's.
    if (isCompleting && TO_COMPLETE.test(code)) {
      if (LOOKED_AT.test(code)) lookedAt(() => evaluate.call(server, code, context, file, callback));
      else callback(null, undefined);
      return;
    }
    positions = code.includes("await") ? "moved" : "as typed";
    evaluate.call(server, code, context, file, (error, result) => {
      // Kept here: what node does with unfinished JavaScript differs between versions, and Node 24 never returns.
      isPending = error instanceof Recoverable;
      begun = isPending ? code : "";
      ended = isPending ? "unfinished" : error ? "failed" : "done";
      if (isPending) release();
      else callback(error, result);
    });
  };
  Object.assign(server, {
    eval: replaced,
    // The prompt is shown in every case, also after an error.
    displayPrompt: () => {
      giveBackSignals();
      isPending = false;
      begun = "";
      screen().draw();
      release();
    },
    // Results and errors are written where the line stands: it makes room first. Whoever sees them may send a signal.
    writer: Object.assign((value: unknown) => {
      giveBackSignals();
      screen().lift();
      return describe(value, write.call(server, value), positions);
    }, write),
  });
  return {
    get isPending() {
      return isPending;
    },
    setWriter: (next) => {
      describe = next;
    },
    evaluate: (row) =>
      new Promise((resolve) => {
        ended = "failed";
        done = resolve;
        giveBackSignals = leaveSignalsToNode();
        try {
          evaluateRow?.call(server, begun + row);
        } finally {
          giveBackSignals();
        }
      }),
    drop: () => {
      isPending = false;
      begun = "";
    },
    complete: (line, found) => {
      isCompleting = true;
      try {
        completeLine?.call(server, line, (error?: Error | null, result?: CompleterResult) => {
          isCompleting = false;
          found(error, result);
        });
      } catch (error) {
        isCompleting = false;
        throw error;
      }
    },
  };
}
