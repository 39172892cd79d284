// What a key erases by more than a character Ctrl-Y puts in again; what several such keys erase one after another is one.
import { cutPart, giveToCtrlY, type Repl } from "../readline.ts";

/** What was erased last, and the line as that has left it. */
interface Killed {
  readonly text: string;
  readonly line: string;
  readonly cursor: number;
}

const killed = new WeakMap<Repl, Killed>();

/** Takes a part out of the line that begins or ends at the cursor; Ctrl-_ undoes it. */
export function killPart(server: Repl, from: number, to: number): void {
  if (from === to) return;
  const part = server.line.slice(from, to);
  const before = lastOf(server);
  const text = to === server.cursor ? part + (before ?? "") : (before ?? "") + part;
  giveToCtrlY(server, text, before);
  server.prevRows = server.getCursorPos().rows;
  cutPart(server, from, to);
  killed.set(server, { text, line: server.line, cursor: server.cursor });
}

/** What the key before has erased: nothing where the line or the place in it is another one since. */
function lastOf(server: Repl): string | undefined {
  const last = killed.get(server);
  return last?.line === server.line && last.cursor === server.cursor ? last.text : undefined;
}
