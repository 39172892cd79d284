import { UsageError } from "../errors.ts";
import { wrapPrinted } from "../render/printed.ts";
import { wrapRows } from "../render/text/align.ts";
import { helpWidth } from "../render/text/prose-width.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { editorOf } from "../shell/at-prompt.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { defineAlias } from "../shell/define-alias.ts";
import { nearest } from "../shell/language/suggest.ts";
import { PASSED } from "../shell/outcome.ts";

export const alias = defineCommand({
  name: "alias",
  kind: "console",
  inScripts: "refused",
  summary: "List the aliases, or give a line a name",
  detail:
    '"alias NAME = LINE" makes one, for this session; "alias NAME" shows it, "alias NAME =" forgets it. At the prompt a ' +
    "line that begins with the name, also behind @client, stands for that line and what follows the name. Scripts and " +
    "piped lines have no aliases.",
  args: {
    alias: {
      optional: true,
      rest: true,
      verbatim: true,
      holdsLine: true,
      names: "alias",
      summary: 'its name, or its name, "=" and the line',
    },
  },
  options: { remove: { summary: "forget it" } },
  example: {
    line: "alias hi = message juliet@localhost hi",
    shows: "hi stands for message juliet@localhost hi",
  },
  async run({ args, options, ...context }) {
    const { aliases, print } = context;
    editorOf(context, "use aliases");
    const { name, line, isRemoved = options.remove } = definitionIn(args.alias);
    if (name === undefined) {
      if (options.remove)
        throw new UsageError('Cannot forget an alias: none is named (run "alias" for a list)');
      await context.page(wrapPrinted(listOf(context), context.columns));
    } else if (isRemoved || line === "") {
      if (!aliases.remove(name)) throw unknown("forget", name, context);
      print(`${name} stands for nothing any more`);
    } else if (line === undefined) {
      const known = aliases.get(name);
      if (known === undefined) throw unknown("show", name, context);
      print(sanitizeLine(`${name} stands for ${known}`));
    } else {
      defineAlias({ name, line }, context);
      print(sanitizeLine(`${name} stands for ${line} (${lasting(context)})`));
    }
    return PASSED;
  },
});

interface Definition {
  /** Undefined where nothing is named. */
  readonly name?: string | undefined;
  /** Undefined where there is no "=". */
  readonly line?: string | undefined;
  /** Whether the option stands behind the name, where it is taken for a part of the line. */
  readonly isRemoved?: true;
}

/** `hi = message juliet@localhost hi` */
function definitionIn(text = ""): Definition {
  if (text === "") return {};
  const equals = text.indexOf("=");
  const removed = /^\s*(\S+)\s+--remove\s*$/.exec(text)?.[1];
  if (removed !== undefined) return { name: removed, isRemoved: true };
  if (equals < 0) return { name: text.trim() };
  return { name: text.slice(0, equals).trim(), line: text.slice(equals + 1).trim() };
}

function listOf({ aliases, columns, theme, ...context }: Context): string {
  const { all } = aliases;
  if (all.length === 0) {
    return `There are no aliases: "alias hi = message juliet@localhost hi" makes one (${lasting(context)})`;
  }
  const width = columns === 0 ? 0 : helpWidth(columns);
  const rows = all.map(({ name, line }) => [name, line] as const);
  return wrapRows(rows, { width, paint: theme.heading }).flat().join("\n");
}

function lasting({ configFile }: Pick<Context, "configFile">): string {
  const until = "for this session";
  return configFile === undefined ? until : `${until}; to keep it write the same line into ${configFile}`;
}

function unknown(action: string, name: string, { aliases }: Context): UsageError {
  const names = aliases.all.map((known) => known.name);
  const meant = nearest(name, names);
  const remedy = meant === undefined ? 'run "alias" for a list' : `did you mean "${meant}"?`;
  return new UsageError(`Cannot ${action} the alias "${name}": there is none of that name (${remedy})`);
}
