import { UsageError } from "../errors.ts";
import { lineEdited } from "../shell/as-line.ts";
import { editorOf } from "../shell/at-prompt.ts";
import { type Context, defineCommand, PASSED } from "../shell/command.ts";
import { templateNamed } from "../shell/known-templates.ts";
import { recall } from "../shell/recall.ts";

export const edit = defineCommand({
  name: "edit",
  kind: "console",
  inScripts: "refused",
  summary: "Change a stanza in your own editor, and put it on the line",
  detail:
    "Without a number it is the last stanza that this client has sent. The editor is the one that VISUAL or EDITOR " +
    "names. What you save is put on the line; nothing is sent before you press Enter.",
  args: { entry: { optional: true, names: "entry", summary: "the number of what was sent or received" } },
  options: {
    new: { summary: "begin with nothing" },
    template: { value: "NAME", names: "template", summary: "begin with a template" },
  },
  example: {
    line: "edit",
    after: [{ line: "open --no-wait" }, { line: "presence" }],
    shows: "What you saved is on the line",
  },
  async run({ args, options, ...context }) {
    const { editFile, print } = context;
    const editor = editorOf(context, "edit");
    if (!editFile) throw new UsageError("Cannot edit: this prompt has no editor (type the stanza)");
    const before = await begin({ entry: args.entry, ...options }, context);
    const saved = (await editor.lend(async () => await editFile(before))).trim();
    if (saved === "") print("Nothing was saved, and nothing is put on the line");
    else if (saved === before.trim()) {
      print('Nothing was changed, and nothing is put on the line ("resend" and "template" put it there)');
    } else {
      editor.put(lineEdited(saved));
      print("What you saved is on the line: Enter sends it");
    }
    return PASSED;
  },
});

interface Beginning {
  readonly entry: string | undefined;
  readonly new: boolean;
  readonly template: string | undefined;
}

/** What there is to edit. */
async function begin({ entry, template, ...options }: Beginning, context: Context): Promise<string> {
  const asked = [entry !== undefined, options.new, template !== undefined].filter(Boolean).length;
  if (asked > 1) {
    throw new UsageError(
      "Cannot edit: an entry, --new and --template are three things to begin with (leave out all but one)",
    );
  }
  if (options.new) return "";
  if (template !== undefined) return (await templateNamed(template, context)).text;
  return recall(entry, context, "edit").text;
}
