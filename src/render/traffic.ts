// What went over the wire: its number, its side, and its text laid out as the view wants it.
import type { StreamEvent } from "../stream/event.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import type { RenderOptions } from "./options.ts";
import type { Shown } from "./secrets/redact.ts";
import { columnsOf } from "./text/display-width.ts";
import { sanitize, sanitizeLine } from "./text/sanitize.ts";
import { compactRow, compactText } from "./views/compact.ts";
import { foldUnread, grouped } from "./views/fold.ts";
import { hexRows } from "./views/hex.ts";
import { treeRows } from "./views/tree.ts";
import { boundedRows, prettyRows, rawRows } from "./views/xml-rows.ts";

type ShownTraffic = Shown<Entry<Traffic>>;

export function* trafficRows(entry: ShownTraffic, options: RenderOptions): Generator<string> {
  const { width } = options;
  const { label, margin } = labelOf(entry, options);
  // However little is left beside the label, rows of one character are no use to anybody.
  const room = width === 0 ? 0 : Math.max(LEAST_ROOM, width - margin);
  let before = label;
  for (const row of eventRows(entry, { ...options, width: room })) {
    yield before + row;
    before = marginBehind(margin, options);
  }
}

/** What stands before the other rows: in the raw view nothing but what was on the wire, so that they can be copied. */
export function marginBehind(margin: number, { view }: Pick<RenderOptions, "view">): string {
  return view === "raw" ? "" : " ".repeat(margin);
}

/** What stands before the first row, and how wide it is. */
export function labelOf(
  { n, from }: Pick<ShownTraffic, "n" | "from">,
  { theme, name, place, numbers }: RenderOptions,
): { readonly label: string; readonly margin: number } {
  const gutter = numbers === "none" ? " ".repeat(4) : `${String(n).padStart(3)} `;
  const who = name === undefined ? "" : sanitizeLine(name);
  const side = from === "client" ? "C: " : "S: ";
  const paintSide = from === "client" ? theme.sent : theme.received;
  const paintName = place === undefined ? paintSide : theme.client(place);
  const label =
    theme.number(gutter) + (who === "" ? paintSide(side) : paintName(who) + paintSide(` ${side}`));
  return { label, margin: gutter.length + columnsOf(who) + (who === "" ? 0 : 1) + side.length };
}

const LEAST_ROOM = 20;

function eventRows(entry: ShownTraffic, options: RenderOptions): Iterable<string> {
  const { n } = entry;
  const event = written(entry);
  const view = viewOf(entry, options);
  const bytes = "bytes" in event ? event.bytes : undefined;
  // The "/>" of a header is told with the header.
  if (event.type === "close" && event.raw === "") {
    return [options.theme.markup('(the stream is closed by the "/>" above)')];
  }
  if (view === "hex") return hexRows({ raw: event.raw, bytes, n, isRedacted: "redacted" in entry }, options);
  switch (event.type) {
    case "whitespace":
      return [options.theme.markup(whitespaceText(event.raw, n, options))];
    case "violation":
    case "fragment":
      return unreadRows(event, n, { ...options, view });
    case "open":
    case "element":
    case "close":
      return readRows(event, entry, { ...options, view });
  }
}

/** More of it is no keepalive (RFC 6120 §4.6.1), and nothing to look at. */
const MOST_BLANKS = 40;

function whitespaceText(raw: string, n: number, { extent, fold }: RenderOptions): string {
  if (extent !== "bounded" || fold === 0 || raw.length <= MOST_BLANKS)
    return `(whitespace ${JSON.stringify(raw)})`;
  return `(whitespace, ${grouped(raw.length)} characters, "show ${n}" has them)`;
}

/** The event with only what was written at this entry: what came before it is shown by entries of its own. */
function written({ event, begun = 0 }: ShownTraffic): Shown<StreamEvent> {
  return begun === 0 ? event : { ...event, raw: event.raw.slice(begun) };
}

/** The rest of something begun before cannot be laid out by itself; a row of the compact view tells what it has become. */
function viewOf({ begun = 0, event }: ShownTraffic, { view }: RenderOptions): RenderOptions["view"] {
  return begun === 0 || event.type === "open" || view === "hex" || view === "compact" ? view : "raw";
}

function readRows(
  { raw, type }: Shown<StreamEvent>,
  { n, from, begun = 0, event }: ShownTraffic,
  options: RenderOptions,
): Iterable<string> {
  switch (options.view) {
    case "compact":
      if (type === "close") return [compactText(raw, options)];
      // The sign stands for what was written before, and has rows of its own.
      return begun === 0 || type === "open"
        ? [compactRow(raw, { ...options, from })]
        : [compactRow(event.raw, { ...options, from, sign: "… " })];
    case "tree":
      return type === "close" ? rawRows(raw, n, options) : treeRows(raw, n, options);
    case "pretty":
      return type === "close" ? rawRows(raw, n, options) : prettyRows(raw, n, options);
    default:
      return rawRows(raw, n, options);
  }
}

type Unread = Extract<Shown<StreamEvent>, { readonly type: "violation" | "fragment" }>;

/** An XML declaration by itself: whole, though not yet part of anything. */
const DECLARATION = /^\s*<\?xml\s[^>]*\?>\s*$/;

function unreadRows(event: Unread, n: number, options: RenderOptions): Iterable<string> {
  const { view } = options;
  const isWhole = event.type === "violation" || event.broken || DECLARATION.test(event.raw);
  const marks = (event.bytes ? ` (bytes: ${hex(event.bytes)})` : "") + (isWhole ? "" : " (unfinished)");
  if (view === "compact") return [compactText(event.raw + marks, options)];
  const spans = [
    { role: "text", text: sanitize(foldUnread(event.raw, n, options)) },
    { role: "markup", text: marks },
  ] as const;
  const wrapsXml = options.wrapsXml && view !== "raw";
  return boundedRows([{ depth: 0, spans }], { raw: event.raw, n }, { ...options, wrapsXml });
}

const MOST_BYTES = 64;

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, MOST_BYTES)).toString("hex").replace(/../g, "$& ").trim();
  return bytes.length > MOST_BYTES ? `${shown} … ${bytes.length} in all` : shown;
}
