// JavaScript, taken out of node's hands as far as it must be: when it runs, and where its results are printed.
import type { CompleterResult } from "node:readline";
import { type REPLEval, Recoverable } from "node:repl";
import type { Repl } from "../readline.ts";
import type { Screen } from "../screen/screen.ts";

/** Where the text stands in what node has evaluated: it is moved where node puts a function around an await. */
export type Positions = "as typed" | "moved";

export type Describe = (value: unknown, inspected: string, positions: Positions) => string;

export type Evaluated = "done" | "failed";

export interface NodeEvaluation {
  /** How results are shown, given what node's inspect makes of them. */
  setWriter(describe: Describe): void;
  /** Gives a line, which may have several rows, to node's REPL; resolves when it is done. */
  evaluate(line: string): Promise<Evaluated>;
  /** Asks node what fits at the end of a row. */
  complete(row: string, found: CompleterFound): void;
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
  const [evaluateLine] = server.listeners("line");
  server.removeAllListeners("line");
  const evaluate = server.eval;
  const completeRow = server.completer;
  const write: (this: Repl, value: unknown) => string = server.writer;
  let describe: Describe = (_value, inspected) => inspected;
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
    // To complete, node evaluates what stands before the dot: that is no line of anybody's.
    if (isCompleting && TO_COMPLETE.test(code)) {
      if (LOOKED_AT.test(code)) lookedAt(() => evaluate.call(server, code, context, file, callback));
      else callback(null, undefined);
      return;
    }
    positions = code.includes("await") ? "moved" : "as typed";
    evaluate.call(server, code, context, file, (error, result) => {
      ended = error ? "failed" : "done";
      // What runs as it stands has no more rows: node would wait for them, and Node 24 would never return.
      callback(error instanceof Recoverable ? error.err : error, result);
    });
  };
  Object.assign(server, {
    eval: replaced,
    // The prompt is shown in every case, also after an error.
    displayPrompt: () => {
      giveBackSignals();
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
    setWriter: (next) => {
      describe = next;
    },
    evaluate: (line) =>
      new Promise((resolve) => {
        ended = "failed";
        done = resolve;
        giveBackSignals = leaveSignalsToNode();
        try {
          evaluateLine?.call(server, line);
        } finally {
          giveBackSignals();
        }
      }),
    complete: (row, found) => {
      isCompleting = true;
      try {
        completeRow?.call(server, row, (error?: Error | null, result?: CompleterResult) => {
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
