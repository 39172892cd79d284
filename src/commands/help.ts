import { UsageError } from "../errors.ts";
import { position } from "../explain/due.ts";
import { alignRows } from "../render/align.ts";
import { type Command, type Context, defineCommand, PASSED } from "../shell/command.ts";
import { nearest } from "../shell/suggest.ts";
import { helpOf } from "../shell/usage.ts";

export const help = defineCommand({
  name: "help",
  kind: "console",
  summary: "List the commands, or explain one",
  args: { command: { optional: true, summary: "the name of a command" } },
  options: {},
  example: { line: "help bind", shows: "RFC 6120 §7" },
  run({ args, ...context }) {
    context.print(
      args.command === undefined
        ? overview(context)
        : helpOf(named(args.command, context.commands), context.theme, context.columns || undefined),
    );
    return PASSED;
  },
});

function named(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  throw new UsageError(
    `Cannot explain "${name}": there is no such command (${meant ? `did you mean "${meant}"?` : 'run "help" for a list'})`,
  );
}

function overview({ commands, client, theme }: Context): string {
  const rows = (kind: Command["kind"]) =>
    alignRows(
      commands.filter((command) => command.kind === kind).map(({ name, summary }) => [`  ${name}`, summary]),
    );
  const { label, next } = position(client.session.state);
  const due = next ? `, and the step that is due is "${next}"` : "";
  return [
    theme.heading("Steps on the wire"),
    rows("wire"),
    "",
    theme.heading("At the prompt"),
    rows("console"),
    "",
    "A line that begins with < is XML and is sent as it stands; @name before a line makes another client run it;",
    "at the prompt anything else is JavaScript, where every command is a function.",
    `"help NAME" explains a command. ${client.name} is ${label}${due}.`,
  ].join("\n");
}
