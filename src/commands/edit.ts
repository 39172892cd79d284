import { UsageError } from "../errors.ts";
import { MASK } from "../render/secrets/redact.ts";
import { editorOf, putOnLine } from "../shell/at-prompt.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { templateNamed } from "../shell/known-templates.ts";
import { lineEdited } from "../shell/language/as-line.ts";
import { PASSED } from "../shell/outcome.ts";
import { ID_IS_USED, idSent, type Recalled, recall } from "../shell/recall.ts";

export const edit = defineCommand({
  name: "edit",
  kind: "console",
  inScripts: "refused",
  summary: "Change a stanza in your own editor, and put it on the line",
  detail:
    "Without a number it is the last stanza that this client has sent. The editor is the one that VISUAL or EDITOR " +
    "names. What you save is put on the line; nothing is sent before you press Enter. Editors keep copies of files: " +
    "without --show-secrets no secret is in what you edit.",
  args: {
    entry: {
      optional: true,
      names: "traffic",
      summary: "the number of what was sent or received; last is the same as nothing",
    },
  },
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
    const { text: before, isMasked = false, entry } = await begin({ entry: args.entry, ...options }, context);
    const saved = (await editor.lend(async () => await editFile(before))).trim();
    const isChanged = saved !== before.trim();
    if (saved === "") print("Nothing was saved, and nothing is put on the line");
    else if (!isChanged && isMasked) {
      print(
        `Nothing was changed, and nothing is put on the line: ${MASK} stands in it for a secret (type that in its place)`,
      );
    } else {
      putOnLine({ text: lineEdited(saved) }, context);
      print(
        isChanged
          ? `What you saved is on the line: ${isMasked ? howItIsSent(saved) : "Enter sends it"}`
          : "It is on the line, and nothing of it was changed: Enter sends it",
      );
      const id = entry && idSent(entry, context.client.session.id, context.transcript);
      if (id !== undefined && hasId(saved, id)) print(context.theme.note(`    -- ${ID_IS_USED}`));
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
async function begin(
  { entry, template, ...options }: Beginning,
  context: Context,
): Promise<Pick<Recalled, "text"> & Partial<Recalled>> {
  const asked = [entry !== undefined, options.new, template !== undefined].filter(Boolean).length;
  if (asked > 1) {
    throw new UsageError(
      "Cannot edit: an entry, --new and --template are three things to begin with (leave out all but one)",
    );
  }
  if (options.new) return { text: "" };
  if (template !== undefined) return await templateNamed(template, context);
  // What is on the screen is gone with it; what is in a file may stay.
  const showsSecrets = () => context.showsSecrets() && context.storesSecrets();
  return recall(entry, { ...context, showsSecrets }, "edit");
}

function hasId(text: string, id: string): boolean {
  return [`id="${id}"`, `id='${id}'`].some((written) => text.includes(written));
}

function howItIsSent(saved: string): string {
  return saved.includes(MASK)
    ? `type the secret where ${MASK} stands for it; then Enter sends it`
    : "Enter sends it";
}
