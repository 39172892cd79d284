import { wrapRows } from "../render/text/align.ts";
import { helpWidth } from "../render/text/prose-width.ts";
import { editorOf, putOnLine } from "../shell/at-prompt.ts";
import { defineCommand } from "../shell/command.ts";
import { templateNamed } from "../shell/known-templates.ts";
import { PASSED } from "../shell/outcome.ts";

export const template = defineCommand({
  name: "template",
  kind: "console",
  inScripts: "refused",
  summary: "List skeletons of stanzas, or put one on the line to fill in",
  detail:
    "The cursor stands at the first thing to fill in. The id is fresh, and what is known of the stream is filled in. " +
    "Nothing is sent before you press Enter.",
  args: { name: { optional: true, names: "template", summary: "the skeleton; without it they are listed" } },
  options: {},
  example: { line: "template", shows: "muc-join" },
  async run({ args, ...context }) {
    if (args.name === undefined) {
      const { TEMPLATES } = await import("../xmpp/templates.ts");
      const rows = TEMPLATES.map(({ name, summary, spec }) => [name, `${summary} (${spec})`] as const);
      const width = context.columns === 0 ? 0 : helpWidth(context.columns);
      await context.page(wrapRows(rows, { width, paint: context.theme.heading }).flat().join("\n"));
      return PASSED;
    }
    editorOf(context, "put a template on the line");
    putOnLine(await templateNamed(args.name, context), context);
    return PASSED;
  },
});
