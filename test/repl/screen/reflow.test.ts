// What a terminal does to its rows when it is resized is guessed by its variables; the emulator can do all three.
import { describe, expect, it } from "vitest";
import { reflowIn } from "../../../src/repl/screen/reflow.ts";
import { lineOnScreen } from "../../helpers/line-on-screen.ts";

const KINDS = [
  {
    terminal: "tmux, which wraps all anew",
    environment: { TMUX: "/tmp/tmux-0/default,1,0", TERM_PROGRAM: "tmux" },
    resizing: { reflowCursorLine: true },
  },
  {
    terminal: "one that says nothing of itself, as most, which do that too",
    environment: { TERM: "xterm-256color" },
    resizing: { reflowCursorLine: true },
  },
  {
    terminal: "VS Code's, which leaves the row with the cursor alone",
    environment: { TERM: "xterm-256color", TERM_PROGRAM: "vscode" },
    resizing: { reflowCursorLine: false },
  },
  {
    terminal: "xterm, which cuts rows off",
    environment: { TERM: "xterm-256color", XTERM_VERSION: "XTerm(379)" },
    // The emulator does as an old Windows did, where rows were not wrapped anew either.
    resizing: { windowsPty: { backend: "conpty", buildNumber: 19_000 } },
  },
  {
    terminal: "the console of Linux, which does that too",
    environment: { TERM: "linux" },
    resizing: { windowsPty: { backend: "conpty", buildNumber: 19_000 } },
  },
] as const;

describe.each(KINDS)("in $terminal", ({ environment, resizing }) => {
  it("what stands above the line, its status and the line itself are there once when the window is resized", async () => {
    const { screen, put, resize, rows } = lineOnScreen({
      columns: 60,
      resizing,
      reflow: reflowIn(environment),
    });
    const line = `send <a>${"0123456789".repeat(9)}</a>`;
    const status = `    -- ${"waiting ".repeat(6).trim()}`;
    screen.write("above\n");
    screen.setStatus([status]);
    put(line);
    for (const columns of [40, 90, 30, 60]) {
      await resize(columns, 24);
      const shown = [status, `> ${line}`].flatMap(
        (text) => text.match(new RegExp(`.{1,${columns}}`, "g")) ?? [],
      );
      // Where it does not wrap anew, the emulator keeps what is beyond the margin; nobody sees that.
      const seen = (await rows()).split("\n").map((row) => row.slice(0, columns));
      expect(seen).toEqual(["above", ...shown]);
    }
  });
});
