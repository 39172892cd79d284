import { UsageError } from "../errors.ts";
import { renderEntry } from "../render/entry.ts";
import { type Find, foundRows } from "../render/found-rows.ts";
import { REMARK_MARGIN } from "../render/remark.ts";
import { withoutColours } from "../render/text/highlight.ts";
import { sanitizeLine } from "../render/text/sanitize.ts";
import { wrapPainted } from "../render/text/wrap-painted.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { countOfLast } from "../shell/entry-numbers.ts";
import type { ReadFilter } from "../shell/filter/filters.ts";
import { PASSED } from "../shell/outcome.ts";
import { renderingOf } from "../shell/rendering.ts";
import { type ShownEntry, shownEntries } from "../shell/shown-entries.ts";

export const grep = defineCommand({
  name: "grep",
  kind: "console",
  summary: "Find text in what went over the wire, in remarks and in lines",
  detail:
    "In any case; between slashes it is an expression, as in {re:…}. Of each entry the first row is shown, and the rows in which it is; " +
    '`show` with its number shows all of it. Also what a filter hides is found; what --show-secrets or "set secrets" hides is not.',
  args: { text: { rest: true, optional: true, summary: "the text, or /EXPRESSION/" } },
  options: {
    filter: { value: "FILTER", names: "filter", summary: "only in what a filter lets through, in quotes" },
    last: { value: "N", summary: "only the last N entries in which it is" },
    raw: { summary: "in rows as they were on the wire" },
  },
  example: { line: "grep version", after: [{ line: "open --no-wait" }], shows: "version='1.0'" },
  async run({ args, options, ...context }) {
    const { text } = args;
    if ((text ?? "") === "" && options.filter === undefined)
      throw new UsageError("Cannot look for nothing: give a text, /an expression/ or --filter");
    const most = countOfLast(options.last, "look in");
    const { readSearch } = await import("../shell/filter/search.ts");
    const find = text === undefined || text === "" ? undefined : await readSearch(text);
    const filter = options.filter === undefined ? undefined : await context.filters.read(options.filter);
    const entries = [...context.transcript.entries].filter((entry) => !filter || filter.fits(entry));
    const found = shownEntries(entries, context).filter((entry) => !find || isFoundIn(entry, find, context));
    const view = options.raw ? "raw" : undefined;
    const blocks = found
      .slice(Math.max(0, found.length - most))
      .flatMap((entry) => rowsOf(entry, { find, view, context }))
      .flatMap((row) => wrapPainted(row, { width: context.columns, margin: marginOf(row, context) }));
    const summary = wrapPainted(summaryOf({ found: found.length, most, filter }, context), {
      width: context.columns,
      margin: REMARK_MARGIN,
    });
    await context.page([...blocks, ...summary].join("\n"));
    return PASSED;
  },
});

/** Lines that only looked for something. */
const LOOKS = /^\s*(?:@\S+\s+)?(?:grep|show|filter|diff|history|help)(?:\s|$)/;

/** What goes on of a row stands behind the number and the side. */
const MARGIN = 9;

/** And deeper than its beginning, where there is room for that. */
function marginOf(row: string, { columns }: Context): string {
  const [blanks = ""] = /^ */.exec(withoutColours(row)) ?? [];
  return " ".repeat(Math.min(Math.max(MARGIN, blanks.length + 2), Math.max(MARGIN, columns / 2)));
}

/** What went over the wire is looked at as it was there; the rest as it is told. */
function isFoundIn({ entry, shown }: ShownEntry, find: Find, context: Context): boolean {
  if (shown.type === "traffic") return find(shown.event.raw.slice(shown.begun ?? 0)) !== undefined;
  // Else every search would find itself, and what was asked before it.
  if (shown.type === "command" && LOOKS.test(shown.line)) return false;
  return foundRows(shown, find, renderingOf(entry, context)).length > 0;
}

interface Layout {
  readonly find: Find | undefined;
  readonly view: "raw" | undefined;
  readonly context: Context;
}

function rowsOf({ entry, shown }: ShownEntry, { find, view, context }: Layout): readonly string[] {
  const rendering = renderingOf(entry, context);
  const options = { ...rendering, view: view ?? (rendering.view === "hex" ? "raw" : rendering.view) };
  const rows = find ? foundRows(shown, find, options) : [];
  if (rows.length > 0) return rows;
  // It goes over the end of a row, or stands in what the view leaves out.
  const raw = find ? foundRows(shown, find, { ...options, view: "raw" }) : [];
  return raw.length > 0 ? raw : renderEntry(shown, { ...options, width: 0 }).slice(0, 1);
}

interface Search {
  readonly found: number;
  readonly most: number;
  readonly filter: ReadFilter | undefined;
}

function summaryOf({ found, most, filter }: Search, { theme, transcript }: Context): string {
  const entries = `${found} ${found === 1 ? "entry" : "entries"}`;
  const more = found > most ? `; ${found - most} more came before` : "";
  const said = found === 0 ? "nothing was found" : `found in ${entries}${more}`;
  const kept =
    transcript.dropped === 0
      ? ""
      : `; entries before ${transcript.oldest} were dropped to save memory (--log has all of them)`;
  const remarks = filter?.remarks.map((one) => `; ${sanitizeLine(one)}`).join("") ?? "";
  return theme.note(`    -- ${said}${remarks}${kept}`);
}
