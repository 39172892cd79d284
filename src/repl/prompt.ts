// The line at the bottom of the terminal, before there is anything behind it: it must be there at once.
import { Console } from "node:console";
import { start } from "node:repl";
import { Writable } from "node:stream";
import { type EnteredLines, queueEntered } from "./entered-lines.ts";
import { Hint } from "./hint.ts";
import { LineHistory } from "./history/line-history.ts";
import { recallFrom } from "./history/recall.ts";
import { type NodeEvaluation, takeEvaluation } from "./javascript/node-evaluation.ts";
import { takeGraphemeKey } from "./keys/grapheme-key.ts";
import { type Keys, takeKeys } from "./keys/keys.ts";
import { PASTE_OFF, PASTE_ON } from "./keys/paste.ts";
import { takePaste } from "./keys/take-paste.ts";
import { takeWordKey } from "./keys/word-key.ts";
import { PutOnLine } from "./put-on-line.ts";
import { internals, type Repl, withoutMultilineMarks } from "./readline.ts";
import { takeRowKey } from "./rows/multi-row.ts";
import { reflowIn } from "./screen/reflow.ts";
import { makeScreen, type Screen, screenStream } from "./screen/screen.ts";
import { bracketPastes, suspendOnCtrlZ } from "./screen/suspending.ts";
import { type Size, sizeOf } from "./screen/terminal-size.ts";

export interface Prompt {
  readonly server: Repl;
  readonly screen: Screen;
  readonly keys: Keys;
  readonly hint: Hint;
  readonly history: LineHistory;
  readonly entered: EnteredLines;
  readonly javaScript: NodeEvaluation;
  /** Resolves when the user leaves. */
  readonly left: Promise<void>;
  size(): Size;
  /** Puts text on the line as soon as nothing is typed there. */
  put(text: string, cursor: number): void;
  /** Takes no more lines. */
  close(): void;
  /** The same where a line has asked for it: the row that was drawn for the next one goes. */
  leave(): void;
  /** What Ctrl-C did in node's REPL by itself. */
  interruptAsNode(): void;
  setLabel(label: () => string | undefined): void;
  /** Which of the rows of a paste is the first that stays on the line; until it is set, the last one. */
  setKept(keptFrom: (rows: readonly string[]) => number): void;
}

/** Draws the prompt and collects what is typed. */
export function openPrompt(
  first: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Prompt {
  const server = internals(
    start({
      prompt: first,
      preview: false,
      ignoreUndefined: true,
      breakEvalOnSigint: true,
      // Else node reads key by key there as well, and knows neither Backspace nor Ctrl-U.
      ...(environment.TERM === "dumb" ? { terminal: false } : {}),
    }),
  );
  for (const name of Object.keys(server.commands)) Reflect.deleteProperty(server.commands, name);
  withoutMultilineMarks(server);
  // A terminal that is gone cannot have its modes back: that must not keep anybody from closing the stream.
  server.on("error", () => {});
  const { output } = server;
  bracketPastes(server, PASTE_ON);
  let label: () => string | undefined = () => first;
  let keptFrom = (rows: readonly string[]) => rows.length - 1;
  const javaScript = takeEvaluation(server, () => screen);
  const screen = makeScreen({ server, label: () => label(), reflow: reflowIn(environment) });
  suspendOnCtrlZ(server, screen);
  // Behind the screen: it goes with whatever that draws.
  const hint = new Hint(server);
  server.context.console = new Console({ stdout: screenStream(screen), stderr: screenStream(screen) });
  const puts = new PutOnLine(server, screen);
  const keys = takeKeys(server, {
    screen,
    before: () => hint.beforeKey(),
    after: (key) => {
      puts.afterKey();
      hint.afterKey(key);
      // A character at the end of the line is drawn by itself: what was open may be closed by it.
      if (server.line.includes("\n")) screen.refresh();
    },
  });
  const history = new LineHistory();
  recallFrom(server, history);
  const entered = queueEntered({ server, screen, history, isInChunk: () => keys.isInChunk });
  keys.take((text, key) => {
    if (key?.name !== "paste")
      return takeWordKey(server, key) || takeRowKey(server, key) || takeGraphemeKey(server, key);
    takePaste(text, { server, screen, entered, keptFrom });
    return true;
  });
  keys.take((_text, key) => {
    if (!key?.ctrl || key.meta || key.name !== "l") return false;
    screen.clear();
    return true;
  });
  const close = () => {
    if (server.closed) return;
    hint.clear();
    screen.close();
    server.close();
  };
  keys.take((_text, key) => {
    // Node's way of it draws the line once more, below which the rest would be written.
    if (!key?.ctrl || key.meta || key.name !== "d" || server.line !== "") return false;
    close();
    return true;
  });
  const onInterrupt = server.listeners("SIGINT");
  server.removeAllListeners("SIGINT");
  if (!server.terminal) takeSignals(server);
  return {
    server,
    screen,
    keys,
    hint,
    history,
    entered,
    javaScript,
    left: new Promise((resolve) => {
      // Not "exit": node keeps that back while a promise is awaited.
      server.once("close", () => {
        // Where the terminal edits the line, it has read Ctrl-D: the line is left here, with a row end behind it.
        if (server.terminal) screen.drop();
        screen.close();
        bracketPastes(server, PASTE_OFF);
        // What node says of JavaScript that ends because of this is for nobody.
        Object.assign(server, { output: new Writable({ write: (_text, _encoding, done) => done() }) });
        resolve();
      });
    }),
    size: () => sizeOf(output),
    put: (text, cursor) => puts.put(text, cursor),
    close,
    leave: () => {
      if (server.line === "") screen.hide();
      close();
    },
    interruptAsNode: () => {
      for (const listener of onInterrupt) listener.call(server);
    },
    setLabel: (next) => {
      label = next;
      screen.refresh();
    },
    setKept: (next) => {
      keptFrom = next;
    },
  };
}

/** Ctrl-C is a key only where the keys come here: where the terminal edits the line, it sends a signal. */
function takeSignals(server: Repl): void {
  const interrupt = () => {
    server.emit("SIGINT");
  };
  process.on("SIGINT", interrupt);
  server.once("close", () => process.off("SIGINT", interrupt));
}
