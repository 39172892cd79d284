// What was entered waits here for its turn: it comes faster than it is run, when pasted, or typed during a wait.
import type { LineHistory } from "./line-history.ts";
import type { Repl } from "./readline.ts";
import type { Screen } from "./screen.ts";

/** One row, or several that are run one after another. */
export interface Entered {
  readonly rows: readonly string[];
  /** Whether it stands on the screen already, as what was typed does; else each row is shown when it is run. */
  readonly screen: "is there" | "is to be shown";
  /** Whether the rows came together, so that a blank one among them is not somebody's Enter. */
  readonly from: "keys" | "paste";
}

export type Handler = (entered: Entered) => Promise<void>;

export interface EnteredLines {
  /** Runs what is entered, one after another, from now on. */
  handle(handler: Handler): void;
  /** Puts rows behind what waits, or before it. */
  add(rows: readonly string[], place: "first" | "last"): void;
  /** Whether something runs, or waits. */
  readonly isBusy: boolean;
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
  let isRunning = false;
  const run = async () => {
    if (isRunning || !handler) return;
    isRunning = true;
    for (let entered = waiting.shift(); entered; entered = waiting.shift()) {
      history.taken(entered.rows.join("\n"));
      await handler(entered);
    }
    isRunning = false;
  };
  server.on("line", (line: string) => {
    // What is pasted into the line may have come with a lone \r: it would be wrong bytes on the wire.
    const rows = line.replaceAll("\r", "\n").split("\n");
    waiting.push({ rows, screen: "is there", from: isInChunk() || rows.length > 1 ? "paste" : "keys" });
    screen.drop();
    screen.draw();
    void run();
  });
  return {
    handle(next) {
      handler = next;
      void run();
    },
    add(rows, place) {
      const entered: Entered = { rows, screen: "is to be shown", from: "paste" };
      if (place === "first") waiting.unshift(entered);
      else waiting.push(entered);
      void run();
    },
    get isBusy() {
      return isRunning || waiting.length > 0;
    },
  };
}
