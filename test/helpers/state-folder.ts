// Where the program keeps its history and a learner's progress while a test runs it: never the home of whoever tests.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface StateFolder {
  /** What the program is to find in its environment. */
  readonly environment: { readonly XDG_STATE_HOME: string };
  /** Removes it with all that is in it. */
  remove(): void;
}

/** A fresh one, of somebody who has typed here before: a newcomer's would be empty. */
export function stateFolder(): StateFolder {
  const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-state-"));
  mkdirSync(join(folder, "xmpp-repl"));
  writeFileSync(join(folder, "xmpp-repl", "history.jsonl"), "");
  return {
    environment: { XDG_STATE_HOME: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
