import { sanitizeLine } from "../render/text/sanitize.ts";
import { editorOf } from "../shell/at-prompt.ts";
import { defineCommand } from "../shell/command.ts";
import { earlierLines, lineAgain } from "../shell/history-lines.ts";
import { PASSED } from "../shell/outcome.ts";

export const again = defineCommand({
  name: "again",
  kind: "console",
  inScripts: "refused",
  connects: true,
  summary: "Run a line that was typed before",
  detail: 'Without an argument it is the last line but for "again" and "history" themselves.',
  args: {
    line: {
      optional: true,
      rest: true,
      verbatim: true,
      names: "history",
      summary: "its number in the history, or what it begins with; without it the last",
    },
  },
  options: {},
  example: { line: "again", after: [{ line: "help bind" }], shows: "help bind" },
  run({ args, ...context }) {
    const { aliases, theme, print } = context;
    const editor = editorOf(context, "run a line again");
    const earlier = earlierLines(editor.history, "again", aliases);
    const { n, line } = lineAgain(args.line, earlier, aliases);
    print(theme.note(`    -- ${n}: ${sanitizeLine(line)}`));
    // Where JavaScript asks there is no line of its own yet.
    editor.enter(line, earlier.length < editor.history.length ? editor.history.at(-1) : undefined);
    return PASSED;
  },
});
