import { UsageError } from "../errors.ts";
import { wrapPainted } from "../render/text/wrap-painted.ts";
import { timeOfDay } from "../render/times.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { entryNumbered } from "../shell/entry-numbers.ts";
import { lastReceived } from "../shell/last-received.ts";
import { PASSED } from "../shell/outcome.ts";
import { type ShownEntry, shownEntries } from "../shell/shown-entries.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { childElements, localNameOf, namespaceOf } from "../xml/names.ts";

export const diff = defineCommand({
  name: "diff",
  kind: "console",
  summary: "Show what differs between two elements that were sent or received",
  detail:
    "They are compared row by row as they are laid out: - is what the first has, + what the second has. The order of attributes, their " +
    "quotes and blanks between elements make no difference. With one number: the entry, and the last one of its kind and direction before it.",
  args: {
    first: { names: "traffic", summary: "an entry's number; last is the last element received" },
    second: { optional: true, names: "traffic", summary: "another's" },
  },
  options: {},
  example: {
    line: "diff 3 5",
    after: [{ line: "open --no-wait" }, { line: "send <r xmlns='urn:xmpp:sm:3'/>" }],
    shows: "+ <r xmlns='urn:xmpp:sm:3'/>",
  },
  async run({ args, ...context }) {
    const { transcript, theme, columns } = context;
    const named = traffic(args.first, context);
    const [first, second] =
      args.second === undefined ? [before(named, transcript), named] : [named, traffic(args.second, context)];
    const [{ entryDifference }, { cutsRows, differenceText }] = await Promise.all([
      import("../render/difference/entry-difference.ts"),
      import("../render/difference/entry-difference-text.ts"),
    ]);
    const shown = shownEntries(first.n < second.n ? [first, second] : [second, first], context);
    const { rows, compared } = entryDifference(rawOf(first, shown), rawOf(second, shown));
    const heading = [theme.failure(`- ${headingOf(first)}`), theme.received(`+ ${headingOf(second)}`)];
    const said =
      rows.length === 0
        ? [theme.note(sameText(first, second, shown))]
        : compared === "apart"
          ? [theme.note(APART)]
          : [];
    const text = differenceText(rows, { theme, width: columns });
    const above = [...heading, ...said].flatMap((row) =>
      wrapPainted(row, { width: columns, margin: "    " }),
    );
    const cut = `    -- long rows are cut: "show ${first.n}" and "show ${second.n}" have them whole`;
    const below = cutsRows(rows) ? wrapPainted(theme.note(cut), { width: columns, margin: "    " }) : [];
    await context.page([...above, ...text, ...below].join("\n"));
    return PASSED;
  },
});

const APART =
  "    -- too many rows differ to compare them one by one: all of the first stand here, then all of the second";

/** @throws UsageError of what did not go over the wire. */
function traffic(text: string, context: Context): Entry<Traffic> {
  const entry = text === "last" ? lastElement(context) : entryNumbered(text, context.transcript, "compare");
  if (entry.type === "traffic") return entry;
  throw new UsageError(`Cannot compare ${entry.n}: it did not go over the wire (see "show ${entry.n}")`);
}

function lastElement(context: Context): Entry<Traffic> {
  const last = lastReceived(context);
  if (last) return last;
  const { name } = context.client;
  const none =
    context.transcript.dropped === 0
      ? `${name} has received none`
      : `none that ${name} has received is kept (see "set keep entries")`;
  throw new UsageError(`Cannot compare the last element: ${none}`);
}

/** The last entry that is of the same kind. */
function before(entry: Entry<Traffic>, transcript: Transcript): Entry<Traffic> {
  const kind = kindOf(entry);
  let found: Entry<Traffic> | undefined;
  for (const earlier of transcript.entries) {
    if (earlier.n >= entry.n) break;
    if (earlier.type === "traffic" && kindOf(earlier) === kind) found = earlier;
  }
  if (found) return found;
  const by = entry.from === "client" ? "sent" : "received";
  const none =
    transcript.dropped === 0
      ? `nothing of its kind was ${by} before it`
      : `nothing of its kind that was ${by} before it is kept`;
  throw new UsageError(`Cannot compare ${entry.n}: ${none} (give two numbers, as "diff 3 ${entry.n}")`);
}

/** Of an iq the payload says what it is about. */
function kindOf({ client, from, event }: Entry<Traffic>): string {
  const parts: (string | undefined)[] = [client, from, event.type];
  if (event.type !== "element") return JSON.stringify(parts);
  const { element } = event;
  parts.push(localNameOf(element), namespaceOf(element));
  if (localNameOf(element) === "iq") {
    const [payload] = childElements(element);
    parts.push(element.attrs.type, payload && localNameOf(payload), payload && namespaceOf(payload));
  }
  return JSON.stringify(parts);
}

function rawOf({ n }: Entry, shown: readonly ShownEntry[]): string {
  const found = shown.find(({ entry }) => entry.n === n)?.shown;
  return found?.type === "traffic" ? found.event.raw : "";
}

function headingOf({ n, from, at, secure }: Entry<Traffic>): string {
  const by = from === "client" ? "sent" : "received";
  return `#${n} ${by} at ${timeOfDay(at)} UTC, ${secure ? "over TLS" : "not encrypted"}`;
}

function sameText(first: Entry<Traffic>, second: Entry<Traffic>, shown: readonly ShownEntry[]): string {
  const hides = shown.some((one) => "redacted" in one.shown);
  const isExactly = first.event.raw === second.event.raw;
  const but = isExactly ? "" : " but for blanks and the order and quotes of attributes";
  return hides ? "  identical as far as they are shown: values were taken out" : `  identical${but}`;
}
