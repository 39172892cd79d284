import { UsageError } from "../errors.ts";
import { VIEWS } from "../render/entry.ts";
import { stateRows } from "../render/state.ts";
import { wrapRows } from "../render/text/align.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import type { Session } from "../session/session.ts";
import { type Context, defineCommand, type Options } from "../shell/command.ts";
import { readNumbers } from "../shell/entry-numbers.ts";
import { endTags, whatIsOpen } from "../shell/inside-element.ts";
import { nearest } from "../shell/language/suggest.ts";
import { PASSED } from "../shell/outcome.ts";
import { showAccounts } from "./show/accounts.ts";
import { showClients } from "./show/clients.ts";
import { showEntries } from "./show/entries.ts";
import { showFeatures, showHeaders, showLast } from "./show/last-of.ts";
import { showPending } from "./show/pending.ts";
import type { Showing } from "./show/showing.ts";

const ABOUT: ReadonlyMap<string, (showing: Showing) => string | Iterable<string>> = new Map([
  [
    "state",
    ({ client: { session }, columns }: Showing) =>
      wrapRows([...stateRows(session.state), ...openRows(session)], { width: columns })
        .flat()
        .join("\n"),
  ],
  ["features", showFeatures],
  ["header", showHeaders],
  ["last", showLast],
  ["pending", showPending],
  ["clients", showClients],
  ["accounts", showAccounts],
]);

function openRows(session: Session): readonly (readonly [string, string])[] {
  const open = whatIsOpen(session);
  if (open === undefined) return [];
  const end = endTags(session.openElementsSent);
  const remedy = end === "" ? 'run "disconnect" to leave it' : `type ${end} to close it`;
  return [["unfinished", sanitizeLine(`${open}: what is sent stands inside it (${remedy})`)]];
}

const OPTIONS = {
  since: { value: "DURATION", summary: "what happened in the last 10s, 2m or 1h" },
  last: { value: "N", summary: "the last N of what fits" },
  filter: {
    value: "FILTER",
    names: "filter",
    summary: "what a filter lets through, in quotes",
  },
  view: { value: "VIEW", choices: VIEWS, summary: "in another view than that of the settings" },
  raw: { summary: "exactly as it was on the wire" },
} as const;

export const show = defineCommand({
  name: "show",
  kind: "console",
  summary: "Show where you stand, or something that was sent or received",
  detail:
    "An entry that is asked for is shown whole, also where a filter hides it; --raw shows exactly what was on the wire. Where several " +
    "are asked for, all that is said of them holds: `show in --since 1m --last 5`; in the compact view each of them has one row. " +
    "The line that asks is not among the last.",
  words: [
    ["state", "where the session stands; the same as nothing"],
    ["features", "what the server offered last"],
    ["header", "both stream headers"],
    ["last", "the last element received"],
    ["pending", "requests without an answer"],
    ["clients", "all of them"],
    ["accounts", "those of the command line and of the configuration, and whether a password is known"],
    ["7, 5-9, 5-, 3,7", "entries by their numbers"],
    ["-3, last 3", "the last three"],
    ["other words", 'are a filter, as in show message from romeo@localhost (see "help filter")'],
  ],
  args: {
    what: {
      optional: true,
      rest: true,
      keepsQuotes: true,
      names: "entry",
      suggests: [...ABOUT.keys()],
      summary:
        "state, features, header, last, pending, clients, accounts, an entry's number or several, or a filter",
    },
  },
  options: OPTIONS,
  example: { line: "show state", after: [{ line: "open --no-wait" }], shows: "not encrypted" },
  async run({ args: { what }, options, ...context }) {
    if (options.raw && options.view !== undefined && options.view !== "raw")
      throw new UsageError("Cannot show: --raw and --view exclude each other");
    const view = options.raw ? "raw" : VIEWS.find((known) => known === options.view);
    await context.page(await textFor(what, options, { ...context, view }));
    return PASSED;
  },
});

async function textFor(
  what: string | undefined,
  { since, last, filter }: Pick<Options<typeof OPTIONS>, "since" | "last" | "filter">,
  showing: Showing,
): Promise<string | Iterable<string>> {
  const count = /^(?:last\s+|-)(\d+)$/.exec(what ?? "")?.[1];
  if (count !== undefined && last === undefined)
    return await textFor(undefined, { since, last: count, filter }, showing);
  const selects = since !== undefined || last !== undefined || filter !== undefined;
  const about = ABOUT.get(what ?? (selects ? "" : "state"));
  if (about) {
    if (!selects) return about(showing);
    throw new UsageError(`Cannot show ${what} with --since, --last or --filter: they select entries`);
  }
  const numbers = what === undefined ? undefined : readNumbers(what);
  const words = numbers || what === undefined ? undefined : await readWords(what, showing);
  const filters = filter === undefined ? [] : [await showing.filters.read(filter)];
  return showEntries({ numbers, filters: words ? [words, ...filters] : filters, since, last }, showing);
}

/** What is neither a known word nor a number is a filter. */
async function readWords(what: string, { filters }: Context) {
  try {
    return await filters.read(what);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { isFilterWord } = await import("../shell/filter/expression.ts");
    if (/\s/.test(what) || isFilterWord(what)) {
      const why = error.message.replace(/^Cannot filter: /, "");
      throw new UsageError(`Cannot show "${what}": it is read as a filter, and ${why}`);
    }
    const meant = nearest(what, [...ABOUT.keys()]);
    throw new UsageError(
      `Cannot show "${what}": it is ${[...ABOUT.keys()].join(", ")}, a number or a filter (${meant ? `did you mean "${meant}"?` : 'see "help filter"'})`,
    );
  }
}
