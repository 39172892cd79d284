import { sanitize } from "../render/text/sanitize.ts";
import { wrapPainted } from "../render/text/wrap-painted.ts";
import { editorOf } from "../shell/at-prompt.ts";
import { defineCommand } from "../shell/command.ts";
import { earlierLines } from "../shell/history-lines.ts";
import type { HistoryLine } from "../shell/line-editor.ts";
import { PASSED } from "../shell/outcome.ts";

export const history = defineCommand({
  name: "history",
  kind: "console",
  inScripts: "refused",
  summary: "List the lines that were typed last",
  detail:
    'The lines of earlier sessions are among them. Secrets were never kept. "again N" runs line N; Ctrl-R searches.',
  args: {
    which: {
      optional: true,
      rest: true,
      verbatim: true,
      summary: "how many, or a text that they have; without it the last 20",
    },
  },
  options: {},
  example: { line: "history", after: [{ line: "help bind" }], shows: "help bind" },
  async run({ args: { which = "20" }, ...context }) {
    const { aliases, print, theme, columns } = context;
    const editor = editorOf(context, "list lines");
    const lines = earlierLines(editor.history, "history", aliases);
    const isCount = /^[1-9]\d*$/.test(which);
    const meant = isCount
      ? lines.slice(Math.max(0, lines.length - Number(which)))
      : lines.filter(({ line }) => line.includes(which));
    if (meant.length === 0) {
      print(isCount ? "Nothing was typed yet" : `No line has "${sanitize(which)}" in it`);
      return PASSED;
    }
    const width = String(meant.at(-1)?.n ?? 0).length;
    const rowsOf = ({ n, line }: HistoryLine) => {
      const margin = " ".repeat(width + 2);
      // The rows of a line stand below each other, and what goes on of one is indented further.
      return sanitize(line)
        .split("\n")
        .map((row, at) => (at === 0 ? `${theme.number(String(n).padStart(width))}  ${row}` : margin + row))
        .flatMap((row) => wrapPainted(row, { width: columns, margin: `${margin}  ` }));
    };
    // Not through a pager, which begins with the oldest: the newest stand above the prompt, as shells have it.
    print(meant.flatMap(rowsOf).join("\n"));
    return PASSED;
  },
});
