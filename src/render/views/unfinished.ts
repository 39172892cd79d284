// Something received that is not whole yet, as far as it has come.
import { stripVTControlCharacters } from "node:util";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import { type RenderOptions, renderEntry, type View } from "../entry.ts";
import { REMARK_MARGIN, remark } from "../remark.ts";
import { beginningOf, columnsOf, fittingEnd } from "../text/display-width.ts";
import { sanitizeLine } from "../text/sanitize.ts";
import { grouped } from "./fold.ts";
import { pieces } from "./markup.ts";

export interface Unfinished {
  readonly client: ClientId;
  /** The number that its entry will have. */
  readonly n: number;
  /** The end of what has come, without its secrets where those are not shown. */
  readonly text: string;
  /** How many characters have come in all. */
  readonly characters: number;
  /** The elements that are open, outermost first. */
  readonly openElements: readonly string[];
}

/** How much of its end is looked at: more than a screen has. */
export const LONGEST_END = 16_384;

/** Rows as wide as the terminal, and so many of them: the end of what has come, and below it what is missing. */
export function unfinishedRows(
  unfinished: Unfinished,
  options: RenderOptions,
  most: number,
): readonly string[] {
  const { characters } = unfinished;
  const { width } = options;
  const { raw, view } = laidOut(unfinished, options);
  const event = { type: "element", kind: "stanza", raw, breaches: [] } as const;
  const entry = { ...unfinishedEntry(unfinished), event };
  // What is not whole has no time yet, no meaning, and cannot be asked for.
  const plain = { times: "none", fold: 0, base64: "leave", answer: undefined, wrapsXml: true } as const;
  const rows = renderEntry(entry, { ...options, ...plain, view, extent: "bounded" }).flatMap((row) =>
    fitted(row, width),
  );
  const said = `${grouped(characters)} characters so far, waits for ${missing(unfinished)}`;
  const below = remark(said, options).flatMap((row) => fittedRemark(row, width));
  const room = Math.max(1, most - below.length);
  return [...lastRows(rows, room, { unfinished, options }), ...below].slice(-Math.max(1, most));
}

/** As many rows as there is room for: the end, and above it how much is not seen. */
function lastRows(
  rows: readonly string[],
  room: number,
  { unfinished, options }: { readonly unfinished: Unfinished; readonly options: RenderOptions },
): readonly string[] {
  if (rows.length <= room) return rows;
  const said = (hidden: number) => {
    const what = isWhole(unfinished) ? `first ${grouped(hidden)} rows are` : "beginning is";
    const text = `its ${what} hidden until it is whole`;
    return remark(text, options).flatMap((row) => fitted(row, options.width));
  };
  const hidden = rows.length - room + said(rows.length).length;
  const shown = rows.slice(hidden);
  // Where there is hardly any room, what comes is worth more.
  return shown.length > 1 ? [...said(hidden), ...shown] : rows.slice(-room);
}

/**
 * Where only the end is known, the elements that it stands in give it its depth: the views that indent show what is
 * meant. The others show what was on the wire: without its beginning, that has no one row, and its bytes no places.
 */
function laidOut(
  unfinished: Unfinished,
  { view }: RenderOptions,
): { readonly raw: string; readonly view: View } {
  const { text } = unfinished;
  if (isWhole(unfinished)) return { raw: text, view };
  if (view === "pretty" || view === "tree") return { raw: `${around(unfinished)}…${text}`, view };
  return { raw: text, view: "raw" };
}

/** Whether the text is all that has come. What is masked is shorter than that, and whole all the same. */
function isWhole({ text, characters }: Unfinished): boolean {
  return characters <= text.length || text.length < LONGEST_END;
}

/** The elements around the end of a long text, far above what is seen of it. */
function around({ text, openElements }: Unfinished): string {
  const opened = pieces(text).reduce(
    (sum, { type }) => sum + (type === "start" ? 1 : type === "end" ? -1 : 0),
    0,
  );
  const outer = openElements.slice(0, Math.max(0, openElements.length - opened));
  return outer.map((name) => `<${recognizable(name)}>`).join("");
}

/** Longer than the name of any element that somebody means. */
const LONGEST_NAME = 100;

/** All of this is made anew whenever more has come: names of megabytes would keep the line waiting. */
function recognizable(name: string): string {
  return name.length > LONGEST_NAME ? `${beginningOf(name, LONGEST_NAME)}…` : name;
}

/** What stands for it where an entry is asked for, to lay it out like the one it will be. */
export function unfinishedEntry({ client, n }: Pick<Unfinished, "client" | "n">): Entry<Traffic> {
  const event = { type: "fragment", raw: "" } as const;
  return { n, at: 0, client, type: "traffic", from: "server", secure: false, event };
}

/** Where a row is too long for the terminal it is broken, and loses its colours. */
function fitted(row: string, width: number): readonly string[] {
  if (width === 0 || columnsOf(row) <= width) return [row];
  const text = stripVTControlCharacters(row);
  const rows: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = fittingEnd(text, start, width);
    rows.push(text.slice(start, end));
    start = end;
  }
  return rows;
}

/** The end tags are one word: it goes on below itself, and is broken between two of them. */
function fittedRemark(row: string, width: number): readonly string[] {
  if (width <= REMARK_MARGIN.length * 2 || columnsOf(row) <= width) return fitted(row, width);
  const text = stripVTControlCharacters(row);
  const rows: string[] = [];
  for (let start = 0; start < text.length; ) {
    const margin = start === 0 ? "" : REMARK_MARGIN;
    const end = fittingEnd(text, start, width - margin.length);
    const tag = end < text.length ? text.lastIndexOf("</", end) : -1;
    const isBetween = tag > start && text.slice(start, tag).trim() !== "";
    rows.push(margin + text.slice(start, isBetween ? tag : end));
    start = isBetween ? tag : end;
  }
  return rows;
}

/** End tags that are named: a server may leave any number of elements open. */
const MOST_ENDS = 6;

function missing({ text, openElements }: Unfinished): string {
  const ends = openElements.toReversed().map((name) => `</${sanitizeLine(recognizable(name))}>`);
  const named = ends.slice(0, MOST_ENDS).join("") + (ends.length > MOST_ENDS ? "…" : "");
  const begun = unendedIn(text);
  if (begun === undefined) return named === "" ? "what comes behind it" : named;
  return named === "" ? begun : `${begun} and ${named}`;
}

/** What ends the piece of markup that has begun and not ended. */
function unendedIn(text: string): string | undefined {
  // A "<" that begins nothing whole is a piece by itself.
  const all = pieces(text);
  const at = all.findLastIndex((piece) => piece.text === "<");
  if (at < 0) return undefined;
  return all[at + 1]?.text.startsWith("![CDATA[") ? "]]>" : ">";
}
