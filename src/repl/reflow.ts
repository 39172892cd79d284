// What becomes of the rows on the screen when a terminal is resized: no sequence asks for it, and no two are alike.

/** What is wrapped anew. */
export type Reflow = readonly ("status" | "line")[];

/** Most terminals, and tmux in all of them, wrap everything anew. */
export function reflowIn(environment: Readonly<Record<string, string | undefined>>): Reflow {
  if (environment.TMUX) return ["status", "line"];
  // xterm, and the console of Linux, cut rows off.
  if (environment.XTERM_VERSION || environment.TERM === "linux") return [];
  // xterm.js leaves the row with the cursor to the program.
  return environment.TERM_PROGRAM === "vscode" ? ["status"] : ["status", "line"];
}
