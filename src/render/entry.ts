// An entry as lines of text, the way a terminal or a pipe shows it.
import { stripVTControlCharacters } from "node:util";
import type { Entry, Expectation } from "../transcript/entry.ts";
import { answerText } from "./answered.ts";
import { connectionRows } from "./connection.ts";
import { derivationLines } from "./derivation.ts";
import { columnsOf } from "./display-width.ts";
import type { RenderOptions } from "./options.ts";
import type { Shown } from "./redact.ts";
import { REMARK_MARGIN, remark } from "./remark.ts";
import { sanitizeLine } from "./sanitize.ts";
import { timeColumn, timeWidth } from "./times.ts";
import { trafficRows } from "./traffic.ts";

export { type RenderOptions, type Times, VIEWS, type View } from "./options.ts";
export { renderXml } from "./xml-rows.ts";

/** The lines that show an entry, without a final newline. */
export function renderEntry(entry: Shown<Entry>, options: RenderOptions): readonly string[] {
  const { theme, width } = options;
  const margin = timeWidth(options);
  if (margin === 0) return bodyOf(entry, options);
  // A terminal that is narrower than a time and a label is left to break its rows.
  const rows = bodyOf(entry, { ...options, width: width === 0 ? 0 : Math.max(1, width - margin) });
  const time = theme.number(timeColumn(entry.at, options));
  return rows.map((row, index) => (index === 0 ? time : " ".repeat(margin)) + row);
}

function bodyOf(entry: Shown<Entry>, options: RenderOptions): readonly string[] {
  const { theme, width } = options;
  switch (entry.type) {
    case "traffic":
      return answered(entry, options);
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
function answered(entry: ShownTraffic, options: RenderOptions): readonly string[] {
  const { answer, theme, width, view } = options;
  if (!answer) return trafficRows(entry, options);
  const text = `   ${answerText(answer)}`;
  const compactWidth = view === "compact" && width > 0 ? Math.max(1, width - text.length) : width;
  const rows = trafficRows(entry, { ...options, width: compactWidth });
  const last = rows.at(-1) ?? "";
  const plain = stripVTControlCharacters(last);
  const isExact = view === "raw" || view === "hex";
  const fits = width === 0 || columnsOf(plain) + text.length <= width;
  if (fits && !isExact && !NOTE.test(plain)) return [...rows.slice(0, -1), last + theme.note(text)];
  return [...rows, theme.note(`    ${text.trimStart()}`)];
}

/** A remark behind a remark would read as one. */
const NOTE = /^\s*-- /;

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
