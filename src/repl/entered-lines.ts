// What was entered waits here for its turn: it comes faster than it is run, when pasted, or typed during a wait.
import type { LineHistory } from "./history/line-history.ts";
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen/screen.ts";

/** One row, or several that are run one after another. */
export interface Entered {
  readonly rows: readonly string[];
  /** How it was entered: the history knows it as this while it waits, also where rows were put before it. */
  readonly text: string;
  /** Whether it stands on the screen already, as what was typed does; else each row is shown when it is run. */
  readonly screen: "is there" | "is further up" | "is to be shown";
  /** Whether the rows came together, so that a blank one among them is not somebody's Enter. */
  readonly from: "keys" | "paste";
  /** What becomes of what is not complete at their end. */
  readonly unfinished: "runs as it stands" | "goes on";
}

export type Handler = (entered: Entered) => Promise<void>;

export interface EnteredLines {
  /** Runs what is entered, one after another, from now on. What a handler throws is a bug, and told as one. */
  handle(handler: Handler, tellBug: (error: unknown) => void): void;
  /** Puts rows behind what waits, as a paste does; or before it, as one line that was entered and is shown already. */
  add(rows: readonly string[], place: "first" | "last"): void;
  /** Runs nothing of what waits; returns its rows. */
  drop(): readonly string[];
  /** The same of what was typed, not pasted: it may be meant for a question that was expected. Says whether there was any. */
  dropTyped(): boolean;
  /** The user has left: nothing is run any more. Returns the rows that were not. */
  close(): readonly string[];
  /** Puts rows that are not complete before what more is to come of it: what waits, or else the line. */
  putBack(rows: readonly string[]): void;
  /** Whether something runs, or waits. */
  readonly isBusy: boolean;
  /** How many rows wait. */
  readonly waiting: number;
}

interface Source {
  readonly server: Repl;
  readonly screen: Screen;
  readonly history: LineHistory;
  /** Whether the key that enters the line came together with others. */
  isInChunk(): boolean;
}

export function queueEntered({ server, screen, history, isInChunk }: Source): EnteredLines {
  const waiting: Entered[] = [];
  let handler: Handler | undefined;
  let tellBug: (error: unknown) => void = () => {};
  let isRunning = false;
  let isClosed = false;
  const enter = (entered: Entered, place: "first" | "last") => {
    if (isClosed) return;
    if (place === "first") waiting.unshift(entered);
    else waiting.push(entered);
    void run();
  };
  const drop = () => {
    const rows = waiting.splice(0).flatMap((entered) => entered.rows);
    history.dropWaiting();
    return rows;
  };
  const run = async () => {
    if (isRunning || !handler) return;
    isRunning = true;
    for (let entered = waiting.shift(); entered; entered = waiting.shift()) {
      history.taken(entered.text);
      // What waits runs all the same: else nothing that is entered would be run any more.
      await handler(entered).catch(tellBug);
    }
    isRunning = false;
  };
  server.on("line", (row: string) => {
    const kept = takeKept(server);
    // Without keys of our own an empty row behind what is not complete is all that can say that it runs as it stands.
    const line = row === "" ? kept.replace(/\n+$/, "") : kept + row;
    if (!server.terminal) history.entered(line);
    // What is pasted into the line may have come with a lone \r: it would be wrong bytes on the wire.
    const rows = line.replaceAll("\r", "\n").split("\n");
    screen.drop();
    screen.draw();
    const from = isInChunk() || rows.length > 1 ? "paste" : "keys";
    // Before there is a tool behind the prompt nobody has looked whether it is complete.
    const isWhole = handler && (server.terminal || row === "");
    const unfinished = isWhole ? "runs as it stands" : "goes on";
    // What is shown of the lines before it comes between.
    const screenNow = isRunning || waiting.length > 0 ? "is further up" : "is there";
    enter({ rows, text: line, screen: screenNow, from, unfinished }, "last");
  });
  return {
    handle(next, tell) {
      handler = next;
      tellBug = tell;
      void run();
    },
    add: (rows, place) => {
      const unfinished = place === "first" ? "runs as it stands" : "goes on";
      const text = rows.join("\n");
      // Who runs another line has said which.
      const screenNow = place === "first" ? "is there" : "is to be shown";
      enter({ rows, text, screen: screenNow, from: "paste", unfinished }, place);
    },
    drop,
    dropTyped() {
      // What came in brackets was pasted, whatever else came together may have been typed.
      const pasted = waiting.filter(({ screen: shown }) => shown === "is to be shown");
      if (pasted.length === waiting.length) return false;
      waiting.splice(0, waiting.length, ...pasted);
      history.dropWaiting();
      return true;
    },
    close() {
      isClosed = true;
      return drop();
    },
    putBack(rows) {
      const next = waiting.shift();
      if (next) waiting.unshift({ ...next, rows: [...rows, ...next.rows] });
      else {
        const text = `${rows.join("\n")}\n`;
        screen.change(() => {
          server.line = text + server.line;
          server.cursor += text.length;
        });
      }
    },
    get isBusy() {
      return isRunning || waiting.length > 0;
    },
    get waiting() {
      return waiting.flatMap(({ rows }) => rows.filter((row) => row.trim() !== "")).length;
    },
  };
}

/** What stands before the row that the terminal has edited by itself: put there by a command, or what goes on. */
function takeKept(server: Repl): string {
  if (server.terminal) return "";
  const { line } = server;
  Object.assign(server, { line: "", cursor: 0 });
  return line;
}
