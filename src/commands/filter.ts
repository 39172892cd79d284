import { UsageError } from "../errors.ts";
import { wrapPrinted } from "../render/printed.ts";
import { wrapRows } from "../render/text/align.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { PASSED } from "../shell/outcome.ts";

export const filter = defineCommand({
  name: "filter",
  kind: "console",
  inScripts: "refused",
  summary: "Show only some of what goes over the wire",
  detail:
    "What is hidden is in the transcript all the same: `show` and `grep` find it. `filter` alone says what is on, and how much it " +
    "has hidden; `filter off` shows everything. `filter NAME = FILTER` gives a filter a name, which stands for it in others; " +
    "`filter NAME =` takes it away. In a value * stands for anything; one with blanks stands in quotes.",
  words: [
    ["in, out", "what was received, what was sent"],
    ["message, presence, iq", "these stanzas; stanza means all three"],
    ["nonza", "other first-level elements"],
    ["stream", "stream headers and their ends, features, stream errors"],
    ["error", "stanza errors, failures, stream errors, XML that breaks a rule"],
    ["whitespace", "keepalives"],
    ["from JID, to JID", "a bare JID means all its resources, a domain everything at it"],
    ["id ID, type TYPE", "the attribute of the first-level element"],
    ["ns NAMESPACE", "of the element, or of one in it; its last part is enough: ns disco#info"],
    ["path message/body", "by the way from the first level; * is one step, ** any number of them"],
    ["text WORD", "in texts and values of attributes, in any case; text /EXPRESSION/"],
    ["client NAME", "what one client has sent and received"],
    ["#5, #5-9", "by number"],
    ["and, or, not, ( )", "join them; and can be left out, and binds closer than or"],
  ],
  args: {
    filter: {
      optional: true,
      rest: true,
      keepsQuotes: true,
      names: "filter",
      summary: "what is to be shown, off, or NAME = what a name is to stand for",
    },
  },
  options: {},
  example: {
    line: "filter message and from romeo@localhost",
    shows: "only this is shown from now on: message and from romeo@localhost",
  },
  async run(context) {
    const { args, filters, print } = context;
    const text = args.filter?.trim() ?? "";
    const [, name, expression] = /^(\S+?)\s*=([\s\S]*)$/.exec(text) ?? [];
    if (text === "") await context.page(wrapPrinted(listed(context), context.columns));
    else if (name !== undefined) await define(name, (expression ?? "").trim(), context);
    else if (text === "off") {
      const { current } = filters;
      const report = hiddenText(context);
      await filters.use(undefined);
      print(current === undefined ? "no filter was on" : `everything is shown again (${report})`);
    } else {
      const before = filters.current === undefined ? "" : `; under the one before ${hiddenText(context)}`;
      await filters.use(text);
      print(
        `only this is shown from now on: ${sanitizeLine(text)} (${saidOf(filters.remarksOn())}"filter off" ends it${before})`,
      );
    }
    return PASSED;
  },
});

async function define(name: string, expression: string, { filters, print }: Context): Promise<void> {
  if (expression === "") {
    if (!filters.remove(name))
      throw new UsageError(
        `Cannot forget the filter "${name}": there is none of that name (run "filter" for a list)`,
      );
    return print(`the filter ${name} is forgotten`);
  }
  await filters.define(name, expression);
  const remarks = filters.remarksOn(name);
  print(`${name} = ${sanitizeLine(expression)}${inBrackets(remarks)}`);
}

function listed(context: Context): string {
  const { filters, columns, theme } = context;
  const { current, named } = filters;
  const first =
    current === undefined
      ? 'everything is shown: no filter is on (see "help filter")'
      : `only this is shown: ${sanitizeLine(current)} (${saidOf(filters.remarksOn())}${hiddenText(context)}; "filter off" ends it)`;
  const rows = named.map(
    ({ name, expression }) => [name, expression + inBrackets(filters.remarksOn(name))] as const,
  );
  return [first, ...wrapRows(rows, { width: columns, indent: "  ", paint: theme.name }).flat()].join("\n");
}

function inBrackets(remarks: readonly string[]): string {
  return remarks.length === 0 ? "" : ` (${sanitizeLine(remarks.join("; "))})`;
}

/** In front of something else in the same brackets. */
function saidOf(remarks: readonly string[]): string {
  return remarks.map((one) => `${sanitizeLine(one)}; `).join("");
}

function hiddenText({ filters: { hidden } }: Context): string {
  return `${hidden} ${hidden === 1 ? "entry was" : "entries were"} hidden`;
}
