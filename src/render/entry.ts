// An entry as lines of text, the way a terminal or a pipe shows it.
import type { Answer } from "../session/answers.ts";
import type { StreamEvent } from "../stream/event.ts";
import type { ConnectionChange, Entry, Expectation, Side, Traffic } from "../transcript/entry.ts";
import { formatAddress } from "../xmpp/address.ts";
import { serviceName } from "../xmpp/srv.ts";
import { derivationLines } from "./derivation.ts";
import { pieces } from "./markup.ts";
import { paintPiece } from "./paint.ts";
import { layOut } from "./pretty.ts";
import type { Shown } from "./redact.ts";
import { sanitize, sanitizeLine } from "./sanitize.ts";
import { securityRows, tlsSummary } from "./security.ts";
import type { Theme } from "./theme.ts";
import { wrapAll, wrapWords } from "./wrap.ts";

export const VIEWS = ["pretty", "raw", "compact", "hex", "tree"] as const;
export type View = (typeof VIEWS)[number];

export type Times = "none" | "absolute" | "relative";

export interface RenderOptions {
  readonly theme: Theme;
  readonly view: View;
  /** Columns to wrap remarks at; 0 leaves them on one line. */
  readonly width: number;
  /** Whether XML is wrapped as well, where there is a width; without it it is not. */
  readonly wrapsXml?: boolean | undefined;
  /** What time stands before an entry; without it none. */
  readonly times?: Times | undefined;
  /** When the entry before was, in milliseconds since 1970: what relative times count from. */
  readonly before?: number | undefined;
  /** A text in XML that has more characters is shown by its beginning and its length; without it, and for 0, none is. */
  readonly fold?: number | undefined;
  /** Without it they are shown in full. */
  readonly namespaces?: "full" | "short" | undefined;
  /** Whether what base64 stands for is shown below it; without it it is not. */
  readonly base64?: "decode" | "leave" | undefined;
  /** What the entry answers. */
  readonly answer?: Answer | undefined;
  /** Shown with an entry where there is more than one client. */
  readonly name?: string | undefined;
  /** Which end of the connections tells it; without it the client's. */
  readonly seenFrom?: Side | undefined;
  /** How much is shown of a text that could not be read as XML, in characters; without it all of it. */
  readonly longest?: number | undefined;
}

/** The lines that show an entry, without a final newline. */
export function renderEntry(entry: Shown<Entry>, options: RenderOptions): readonly string[] {
  const { theme } = options;
  switch (entry.type) {
    case "traffic": {
      const gutter = `${String(entry.n).padStart(3)} `;
      const name = options.name === undefined ? "" : `${sanitizeLine(options.name)} `;
      const label = `${name}${entry.from === "client" ? "C" : "S"}: `;
      const event = shortened(written(entry), entry.n, options);
      return withMargin(renderEvent(event, viewOf(entry, options)), gutter.length + label.length, [
        theme.number(gutter) + labelPaint(theme, entry.from)(label),
      ]);
    }
    case "connection":
      return [
        ...remark(connectionText(entry, options.seenFrom), options),
        ...connectionDetails(entry, options),
      ];
    case "derivation":
      return [
        ...remark(entry.title + ("redacted" in entry ? TAKEN_OUT : ""), options),
        ...derivationLines(entry, {
          theme,
          width: options.width === 0 ? 0 : options.width - REMARK_MARGIN.length,
        }).map((line) => REMARK_MARGIN + line),
      ];
    case "expectation":
      return remark(expectationText(entry), options);
    case "note":
      return remark(entry.text, options);
    case "command":
      return [theme.number(`> ${named(entry.line, options.name)}`)];
  }
}

/** The event with only what was written at this entry: what came before it is shown by entries of its own. */
function written({ event, begun = 0 }: Shown<Traffic>): Shown<StreamEvent> {
  return begun === 0 ? event : { ...event, raw: event.raw.slice(begun) };
}

/** Nobody reads a text in one long line to its end: of such a one there are so many rows. */
const MOST_ROWS = 3;
const USUAL_WIDTH = 80;

/** Megabytes of what nobody can read push everything else off the screen. */
function shortened(event: Shown<StreamEvent>, n: number, options: RenderOptions): Shown<StreamEvent> {
  if (event.type !== "violation" && event.type !== "fragment") return event;
  const { raw } = event;
  const most = mostOf(raw, options);
  if (raw.length <= most) return event;
  const end = Math.floor(most / 4);
  const left = `\n… ${raw.length - most} characters are left out here ("show ${n} --raw" has them) …\n`;
  return { ...event, raw: raw.slice(0, most - end) + left + raw.slice(raw.length - end) };
}

/** How much is shown of a text that could not be read, in characters. */
function mostOf(raw: string, { longest = Number.POSITIVE_INFINITY, width }: RenderOptions): number {
  const rows = MOST_ROWS * (width || USUAL_WIDTH);
  // To leave out a few characters saves nothing.
  const isCut = longest < Number.POSITIVE_INFINITY && !raw.includes("\n") && raw.length > 2 * rows;
  return isCut ? Math.min(longest, rows) : longest;
}

/** A line with the client that ran it, where there are several. */
function named(line: string, name: string | undefined): string {
  const text = sanitizeLine(line);
  return name === undefined || line.startsWith("@") ? text : `@${sanitizeLine(name)} ${text}`;
}

/** The rest of something begun before cannot be laid out by itself. */
function viewOf({ begun = 0, event }: Shown<Traffic>, options: RenderOptions): RenderOptions {
  return begun === 0 || event.type === "open" ? options : { ...options, view: "raw" };
}

/** One event's text on the wire, laid out as the view wants it. */
export function renderEvent(event: Shown<StreamEvent>, { theme, view }: RenderOptions): readonly string[] {
  const bytes = "bytes" in event && event.bytes ? ` (bytes: ${hex(event.bytes)})` : "";
  switch (event.type) {
    case "open":
    case "element":
      return (view === "pretty" ? renderXml(event.raw, theme) : painted(event.raw, theme)).split("\n");
    case "close":
      // The "/>" of a header is told with the header.
      return event.raw === ""
        ? [theme.markup('(the stream is closed by the "/>" above)')]
        : painted(event.raw, theme).split("\n");
    case "whitespace":
      return [theme.markup(`(whitespace ${JSON.stringify(event.raw)})`)];
    case "violation":
      return (sanitize(event.raw) + theme.markup(bytes)).split("\n");
    case "fragment":
      return (
        sanitize(event.raw) +
        theme.markup(bytes + (event.broken || DECLARATION.test(event.raw) ? "" : " (unfinished)"))
      ).split("\n");
  }
}

/** An XML declaration by itself: whole, though not yet part of anything. */
const DECLARATION = /^\s*<\?xml\s[^>]*\?>\s*$/;

/** XML text indented and coloured. */
export function renderXml(raw: string, theme: Theme): string {
  return layOut(raw)
    .map(
      ({ depth, pieces: line }) =>
        "  ".repeat(depth) + line.map((piece) => paintPiece(piece, theme)).join(""),
    )
    .join("\n");
}

function painted(raw: string, theme: Theme): string {
  return pieces(raw)
    .map((piece) => paintPiece(piece, theme))
    .join("");
}

const MOST_BYTES = 64;

function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, MOST_BYTES)).toString("hex").replace(/../g, "$& ").trim();
  return bytes.length > MOST_BYTES ? `${shown} … ${bytes.length} in all` : shown;
}

function withMargin(lines: readonly string[], margin: number, [label]: readonly [string]): readonly string[] {
  return lines.map((line, index) => (index === 0 ? label + line : " ".repeat(margin) + line));
}

function labelPaint(theme: Theme, from: Side): (text: string) => string {
  return from === "client" ? theme.sent : theme.received;
}

const TAKEN_OUT = ' (values taken out; --show-secrets or "set secrets show" leaves them in)';

/** The pattern itself is in the script, or on the line above. */
function expectationText({ outcome, entries }: Expectation): string {
  if (outcome === "not met") return "not as expected";
  if (entries.length === 0) return "as expected";
  return `as expected: ${entries.map((n) => `#${n}`).join(", ")}`;
}

const REMARK_MARGIN = " ".repeat(7);

function remark(text: string, { theme, width, name }: RenderOptions): readonly string[] {
  const marker = name === undefined ? "    -- " : `    -- ${sanitizeLine(name)}: `;
  const words = wrapWords(marker + sanitizeLine(text), width === 0 ? 0 : width - REMARK_MARGIN.length);
  return words.map((line, index) => theme.note(index === 0 ? line : REMARK_MARGIN + line));
}

function connectionText(entry: ConnectionChange, seenFrom: Side = "client"): string {
  switch (entry.change) {
    case "connected": {
      if (seenFrom === "server") return `connected from ${entry.peer}`;
      const address = formatAddress(entry.host, entry.port);
      return address === entry.peer ? `connected to ${address}` : `connected to ${address} [${entry.peer}]`;
    }
    case "disconnected":
      return `disconnected by ${entry.by === seenFrom ? "this side" : `the ${entry.by}`}${entry.cause ? ` (${entry.cause})` : ""}`;
    case "failed":
      return entry.cause;
    case "secured":
      return `secured by ${tlsSummary(entry.tls)}`;
    case "rejected":
      return `${tlsSummary(entry.tls)} was there, but the certificate is not accepted`;
    case "looked-up":
      return lookUpText(entry);
  }
}

function lookUpText({
  domain,
  records,
  refused,
  problem,
}: ConnectionChange & { change: "looked-up" }): string {
  const troubles = [
    ...refused.map((service) => `${serviceName(service, domain)} says that there is no such service`),
    ...(problem === undefined ? [] : [problem]),
  ];
  const trouble = troubles.length === 0 ? "" : ` (${troubles.join("; ")})`;
  if (records.length > 0) return `DNS says where ${domain} is, in the order of trying${trouble}:`;
  if (refused.length > 0) return `DNS says that ${domain} has no such service${trouble}`;
  return problem === undefined
    ? `DNS has no SRV records for ${domain}: the domain itself is tried`
    : `DNS did not say where ${domain} is (${problem}): the domain itself is tried`;
}

/** What is told below the line, each value wrapped below itself. */
function connectionDetails(entry: ConnectionChange, { theme, width }: RenderOptions): readonly string[] {
  const rows = detailRows(entry).map((row) => row.map(sanitizeLine));
  const names = Math.max(0, ...rows.map(([name = ""]) => name.length)) + 2;
  const margin = REMARK_MARGIN.length + names;
  return rows.flatMap(([name = "", value = ""]) =>
    wrapAll(value, width === 0 ? 0 : width - margin).map((line, index) =>
      theme.note(index === 0 ? REMARK_MARGIN + name.padEnd(names) + line : " ".repeat(margin) + line),
    ),
  );
}

function detailRows(entry: ConnectionChange): readonly (readonly [string, string])[] {
  if (entry.change === "secured" || entry.change === "rejected")
    return securityRows(entry.tls, entry.verdict);
  if (entry.change !== "looked-up") return [];
  return entry.records.map(({ service, target, port, priority, weight }) => [
    formatAddress(target, port),
    `priority ${priority}, weight ${weight}, ${service === "xmpps-client" ? "direct TLS" : "STARTTLS"} (_${service}._tcp)`,
  ]);
}
