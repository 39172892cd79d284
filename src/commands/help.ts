import { UsageError } from "../errors.ts";
import { position } from "../explain/due.ts";
import { wrapRows } from "../render/text/align.ts";
import { helpWidth } from "../render/text/prose-width.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { wrapWords } from "../render/text/wrap.ts";
import { type Command, type Context, defineCommand } from "../shell/command.ts";
import { insteadOf } from "../shell/language/suggest.ts";
import { helpOf } from "../shell/language/usage.ts";
import { PASSED } from "../shell/outcome.ts";
import { aboutSettings } from "./set.ts";

export const help = defineCommand({
  name: "help",
  kind: "console",
  summary: "List the commands, or explain one, or a setting",
  args: {
    command: {
      optional: true,
      rest: true,
      names: "topic",
      summary: 'the name of a command, or of a setting, for example "view"',
    },
  },
  options: {},
  example: { line: "help bind", shows: "RFC 6120 §7" },
  async run({ args, ...context }) {
    const meant = args.command === undefined ? undefined : context.aliases.get(args.command);
    if (meant !== undefined) {
      context.print(sanitizeLine(`${args.command} is an alias: it stands for ${meant}`));
      return PASSED;
    }
    await context.page(args.command === undefined ? overview(context) : explained(args.command, context));
    return PASSED;
  },
});

/** A command, or else a setting: "help view", and as it is typed, "help set view". */
function explained(typed: string, context: Context): string {
  const { commands, theme, columns } = context;
  const isCommand = commands.some(({ name }) => name === typed);
  const setting = isCommand ? undefined : aboutSettings(typed.replace(/^set\s+/, ""), context);
  return setting ?? helpOf(named(typed, commands), theme, columns);
}

function named(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  const remedy = insteadOf(name, names) ?? 'run "help" for a list';
  throw new UsageError(`Cannot explain "${name}": there is no such command (${remedy})`);
}

function overview({ commands, client, theme, columns }: Context): string {
  const width = columns === 0 ? 0 : helpWidth(columns);
  const rows = (kind: Command["kind"]) =>
    wrapRows(
      commands.filter((command) => command.kind === kind).map(({ name, summary }) => [name, summary]),
      { width, indent: "  " },
    ).flat();
  const { label, next } = position(client.session.state);
  const due = next ? `, and the step that is due is "${next}"` : "";
  return [
    theme.heading("Steps on the wire"),
    ...rows("wire"),
    "",
    theme.heading("At the prompt"),
    ...rows("console"),
    "",
    ...wrapWords(
      "A line that begins with < is XML and is sent as it stands; @name before a line makes another client run it; " +
        `at the prompt anything else is JavaScript, where every command is a function. "help NAME" explains a command. ${client.name} is ${label}${due}.`,
      helpWidth(columns),
    ),
  ].join("\n");
}
