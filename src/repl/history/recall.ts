// Arrow-up and arrow-down: through the lines that begin with what stands before the cursor, as node's readline does it.

import type { Repl } from "../readline.ts";
import type { LineHistory } from "./line-history.ts";

/** Takes the history out of node's hands: it knows only rows, and stores each as it was typed. */
export function recallFrom(server: Repl, history: LineHistory): void {
  let walk: Walk | undefined;
  const move = (direction: "older" | "newer") => {
    const from = walk && isAt(walk, server) ? walk : beginWalk(server, history.recallable);
    const found = step(from, direction);
    if (!found) return;
    walk = found;
    server.line = found.shown;
    server.cursor = found.shown.length;
    server._refreshLine();
  };
  server._historyPrev = () => move("older");
  server._historyNext = () => move("newer");
  server._addHistory = () => {
    walk = undefined;
    history.entered(server.line);
    return server.line;
  };
}

interface Walk {
  readonly lines: readonly string[];
  /** Where it is in the lines; at their end it is where it began. */
  readonly at: number;
  readonly prefix: string;
  readonly draft: string;
  readonly shown: string;
}

/** A line that was changed on the way is where a new walk begins, and so is the first one, with the cursor elsewhere. */
function isAt({ shown, at, lines }: Walk, { line, cursor }: Repl): boolean {
  return shown === line && (at < lines.length || cursor === line.length);
}

function beginWalk({ line, cursor }: Repl, lines: readonly string[]): Walk {
  return { lines, at: lines.length, prefix: line.slice(0, cursor), draft: line, shown: line };
}

/** The next line that is another one than what is shown. */
function step(walk: Walk, direction: "older" | "newer"): Walk | undefined {
  const { lines, prefix, draft, shown } = walk;
  const by = direction === "older" ? -1 : 1;
  for (let at = walk.at + by; at >= 0 && at < lines.length; at += by) {
    const line = lines[at];
    if (line !== undefined && line !== shown && line.startsWith(prefix)) return { ...walk, at, shown: line };
  }
  return direction === "newer" && walk.at < lines.length
    ? { ...walk, at: lines.length, shown: draft }
    : undefined;
}
