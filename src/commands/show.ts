import { UsageError } from "../errors.ts";
import { describePosition } from "../explain/due.ts";
import { alignRows } from "../render/align.ts";
import { type RenderOptions, renderEntry } from "../render/entry.ts";
import { Redactor, type Shown } from "../render/redact.ts";
import { sanitizeLine } from "../render/sanitize.ts";
import { stateRows } from "../render/state.ts";
import { type Context, defineCommand, PASSED } from "../shell/command.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { formatJid } from "../xmpp/jid.ts";

export const show = defineCommand({
  name: "show",
  kind: "console",
  summary: "Show where you stand, or something that was sent or received",
  detail:
    "state: the session. features: what the server offered last. header: both stream headers. last: the last element " +
    "received. pending: requests without an answer. clients: all of them. A number: that entry; with --raw exactly as " +
    "it was on the wire.",
  args: {
    what: {
      optional: true,
      summary: "state, features, header, last, pending, clients, or an entry's number",
    },
  },
  options: { raw: { summary: "exactly as it was on the wire" } },
  example: { line: "show state", after: [{ line: "open --no-wait" }], shows: "not encrypted" },
  run({ args, options, ...context }) {
    const view = options.raw ? "raw" : context.settings.get("view");
    context.print(textFor(args.what ?? "state", { ...context, view }));
    return PASSED;
  },
});

type Showing = Context & { readonly view: RenderOptions["view"] };

function textFor(what: string, context: Showing): string {
  const { state } = context.client.session;
  switch (what) {
    case "state":
      return alignRows(stateRows(state));
    case "features":
      return entriesWhere(
        context,
        (entry) => entry.event.type === "element" && entry.event.kind === "features",
        "the server has offered no features",
      );
    case "header":
      return entriesWhere(
        context,
        (entry) => entry.event.type === "open",
        "no stream header was sent or received",
        ["client", "server"],
      );
    case "last":
      return entriesWhere(context, (entry) => entry.event.type === "element", "nothing was received");
    case "pending":
      return pending(context);
    case "clients":
      return clients(context);
    default:
      return numbered(what, context);
  }
}

/** The last entry that fits, from each side that is asked for. */
function entriesWhere(
  context: Showing,
  fits: (entry: Entry<Traffic>) => boolean,
  none: string,
  sides: readonly Traffic["from"][] = ["server"],
): string {
  const last = new Map<string, Entry<Traffic>>();
  for (const entry of context.transcript.entries) {
    if (entry.type === "traffic" && entry.client === context.client.session.id && fits(entry))
      last.set(entry.from, entry);
  }
  const found = sides.flatMap((side) => last.get(side) ?? []);
  return found.length === 0 ? `${none} (yet)` : found.map((entry) => rendered(entry, context)).join("\n");
}

function numbered(what: string, context: Showing): string {
  const { transcript } = context;
  const n = Number(what.replace(/^#/, ""));
  if (!Number.isInteger(n) || n < 1) {
    throw new UsageError(
      `Cannot show "${what}": it is state, features, header, last, pending, clients or a number`,
    );
  }
  const entry = transcript.get(n);
  if (entry) return [...headingOf(entry, context), rendered(entry, context)].join("\n");
  const last = transcript.last?.n ?? 0;
  if (n > last) throw new UsageError(`Cannot show ${n}: the last entry is ${last}`);
  throw new UsageError(
    n < transcript.oldest
      ? `Cannot show ${n}: it was dropped to save memory; entries from ${transcript.oldest} on are kept (see "set keep entries", and --log for all of them)`
      : `Cannot show ${n}: of a row of keepalives only the last is kept (--log has all of them)`,
  );
}

/** When something went over the wire, and whether anybody on the way could read it. */
function headingOf(entry: Entry, { theme }: Showing): readonly string[] {
  if (entry.type !== "traffic") return [];
  const by = entry.from === "client" ? "sent" : "received";
  const time = new Date(entry.at).toISOString().slice(11, 23);
  return [theme.note(`    -- ${by} at ${time} UTC, ${entry.secure ? "over TLS" : "not encrypted"}`)];
}

function rendered(entry: Entry, { theme, columns, view, showsSecrets, transcript }: Showing): string {
  const shown = showsSecrets() ? entry : redacted(entry, transcript);
  return renderEntry(shown, { theme, view, width: columns }).join("\n");
}

/** A secret may have begun in an entry before. */
function redacted(entry: Entry, transcript: Transcript): Shown<Entry> {
  const redactor = new Redactor();
  for (const before of transcript.entries) {
    if (before.n >= entry.n) break;
    if (before.client === entry.client) redactor.redact(before);
  }
  return redactor.redact(entry);
}

function pending({ client }: Context): string {
  const { requests } = client.session.state;
  if (requests.length === 0) return "no request waits for an answer";
  return requests
    .map(({ n, type, id, from, payload }) => {
      const what = payload ? `<${payload.name} xmlns='${payload.namespace ?? ""}'/>` : "nothing";
      return sanitizeLine(
        `#${n} ${type} of ${what} from ${from ?? "the server"}, id "${id}" (run "reply ${n}")`,
      );
    })
    .join("\n");
}

function clients({ clients, client }: Context): string {
  return [...clients]
    .map(({ name, session }) => {
      const { connection, secure } = session.state;
      const how = connection === "offline" ? "" : secure ? ", over TLS" : ", not encrypted";
      const jid = session.state.jid ? ` as ${formatJid(session.state.jid)}` : "";
      return sanitizeLine(
        `${name === client.name ? "*" : " "} ${name}: ${describePosition(session.state)}${jid}${how}`,
      );
    })
    .join("\n");
}
