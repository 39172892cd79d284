// An entry as lines of text, the way a terminal or a pipe shows it.
import { stripVTControlCharacters } from "node:util";
import type { Entry, Expectation } from "../transcript/entry.ts";
import { answerText } from "./answered.ts";
import { connectionRows } from "./connection.ts";
import { derivationLines } from "./derivation.ts";
import { numbered } from "./numbered.ts";
import type { RenderOptions } from "./options.ts";
import { REMARK_MARGIN, remark } from "./remark.ts";
import type { Shown } from "./secrets/redact.ts";
import { columnsOf } from "./text/display-width.ts";
import { sanitizeLine } from "./text/sanitize.ts";
import { timeColumn, timeWidth } from "./times.ts";
import { marginBehind, trafficRows } from "./traffic.ts";

export { type RenderOptions, type Times, VIEWS, type View } from "./options.ts";
export { renderXml } from "./views/xml-rows.ts";

/** The lines that show an entry, without a final newline. */
export function renderEntry(entry: Shown<Entry>, options: RenderOptions): readonly string[] {
  return [...entryRows(entry, options)];
}

/** The same, each made when it is taken: bytes have very many rows. */
export function* entryRows(entry: Shown<Entry>, options: RenderOptions): Generator<string> {
  const { theme, width } = options;
  const margin = timeWidth(options);
  if (margin === 0) return yield* bodyOf(entry, options);
  const time = theme.number(timeColumn(entry.at, options));
  // Beside a time, a narrow terminal has no room for XML.
  if (width > 0 && width < NARROW) {
    yield time.trimEnd();
    return yield* bodyOf(entry, options);
  }
  let before = time;
  for (const row of bodyOf(entry, { ...options, width: width === 0 ? 0 : Math.max(1, width - margin) })) {
    yield before + row;
    before = entry.type === "traffic" ? marginBehind(margin, options) : " ".repeat(margin);
  }
}

const NARROW = 60;

function bodyOf(entry: Shown<Entry>, options: RenderOptions): Iterable<string> {
  if (entry.type === "traffic") return answered(entry, options);
  const rows = toldRows(entry, options);
  if (options.numbers !== "all") return rows;
  return rows.map((row, index) => (index === 0 ? numbered(row, entry, options.theme) : row));
}

function toldRows(
  entry: Exclude<Shown<Entry>, { readonly type: "traffic" }>,
  options: RenderOptions,
): readonly string[] {
  const { theme, width } = options;
  switch (entry.type) {
    case "connection":
      return connectionRows(entry, options);
    case "derivation":
      return [
        ...remark(entry.title + ("redacted" in entry ? TAKEN_OUT : ""), options),
        ...derivationLines(entry, {
          theme,
          width: width === 0 ? 0 : width - REMARK_MARGIN.length,
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

type ShownTraffic = Extract<Shown<Entry>, { readonly type: "traffic" }>;

/** Behind the last row, if there is room: but where rows are the wire's, nothing else stands in them. */
function* answered(entry: ShownTraffic, options: RenderOptions): Generator<string> {
  const { answer, theme, width, view } = options;
  if (!answer) return yield* trafficRows(entry, options);
  const text = `   ${answerText(answer, entry.from)}`;
  const below = theme.note(`    ${text.trimStart()}`);
  if (view === "raw" || view === "hex") {
    yield* trafficRows(entry, options);
    return yield below;
  }
  const isNarrow = width > 0 && width - text.length < LEAST_BESIDE;
  const isBeside = view === "compact" && width > 0 && !isNarrow;
  let last: string | undefined;
  let note: number | undefined;
  for (const row of trafficRows(entry, { ...options, width: isBeside ? width - text.length : width })) {
    if (last !== undefined) yield last;
    last = row;
    note = columnOfNote(row, note);
  }
  last ??= "";
  const fits = width === 0 || columnsOf(last) + text.length <= width;
  if (fits && note === undefined) return yield last + theme.note(text);
  yield* [last, below];
}

/** In the compact view what is answered stands behind the row only where so much is left for that. */
const LEAST_BESIDE = 30;

const SIGN = "-- ";

/** Where the remark stands that a row is a part of, and goes on behind its sign: another one behind it would read as one. */
function columnOfNote(row: string, before: number | undefined): number | undefined {
  const plain = stripVTControlCharacters(row);
  const text = plain.trimStart();
  const column = plain.length - text.length;
  if (text.startsWith(SIGN)) return column;
  return before !== undefined && column === before + SIGN.length ? before : undefined;
}

/** A line with the client that ran it, where there are several. */
function named(line: string, name: string | undefined): string {
  const text = sanitizeLine(line);
  return name === undefined || line.startsWith("@") ? text : `@${sanitizeLine(name)} ${text}`;
}

const TAKEN_OUT = ' (values taken out; --show-secrets or "set secrets show" leaves them in)';

/** The pattern itself is in the script, or on the line above. */
function expectationText({ outcome, entries }: Expectation): string {
  if (outcome === "not met") return "not as expected";
  if (entries.length === 0) return "as expected";
  return `as expected: ${entries.map((n) => `#${n}`).join(", ")}`;
}
