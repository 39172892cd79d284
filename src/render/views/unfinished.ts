// Something received that is not whole yet, as far as it has come.
import { stripVTControlCharacters } from "node:util";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import type { Unended } from "../../xml/unended.ts";
import { type RenderOptions, renderEntry, type View } from "../entry.ts";
import { REMARK_MARGIN, remark } from "../remark.ts";
import { beginningOf, columnsOf, fittingEnd } from "../text/display-width.ts";
import { sanitizeLine } from "../text/sanitize.ts";
import { labelOf } from "../traffic.ts";
import { grouped } from "./fold.ts";
import { pieces } from "./markup.ts";

export interface Unfinished {
  readonly client: ClientId;
  /** The end of what has come, without its secrets where those are not shown. */
  readonly text: string;
  /** How many characters have come in all. */
  readonly characters: number;
  /** The elements that are open, outermost first. */
  readonly openElements: readonly string[];
  /** What ends the piece of markup that has begun. */
  readonly unended?: Unended | undefined;
  /** What may become of it when it is whole. */
  readonly then?: string | undefined;
}

/** How much of its end is looked at: more than a screen has. */
export const LONGEST_END = 16_384;

/** Rows as wide as the terminal, and so many of them: the end of what has come, and below it what is missing. */
export function unfinishedRows(
  unfinished: Unfinished,
  options: RenderOptions,
  most: number,
): readonly string[] {
  const { characters, then } = unfinished;
  const { width } = options;
  const { raw, view } = laidOut(unfinished, options);
  const event = { type: "element", kind: "stanza", raw, breaches: [] } as const;
  const entry = { ...unfinishedEntry(unfinished), event };
  const rows = renderEntry(entry, { ...options, ...PLAIN, view });
  const soFar = `${grouped(characters)} characters so far`;
  const further = then === undefined ? "" : `; ${then}`;
  const sayings = [
    `${soFar}, waits for ${missing(unfinished)}${further}`,
    `${soFar}…${further}`,
    `${soFar}…`,
    `${grouped(characters)} so far…`,
  ];
  const said = sayings.map((text) => remark(text, options).flatMap((row) => fittedRemark(row, width)));
  // Without a row of what comes it would not be seen that it comes.
  const below = said.find(({ length }) => length < most) ?? [];
  const room = Math.max(1, most - below.length);
  return [...lastRows(rows, room, { unfinished, options }), ...below];
}

/** What is not whole has no time yet, no meaning, and no number: what else happens first takes that. */
const PLAIN = {
  times: "none",
  numbers: "none",
  fold: 0,
  base64: "leave",
  answer: undefined,
  wrapsXml: true,
  extent: "bounded",
} as const;

/** As many rows as there is room for: the end, and above it how much is not seen. */
function lastRows(
  unbroken: readonly string[],
  room: number,
  { unfinished, options }: { readonly unfinished: Unfinished; readonly options: RenderOptions },
): readonly string[] {
  const { width } = options;
  const rows = unbroken.flatMap((row) => fitted(row, width));
  if (rows.length <= room) return rows;
  const said = (hidden: number) => {
    const what = isWhole(unfinished) ? `first ${grouped(hidden)} rows are` : "beginning is";
    const text = `its ${what} hidden until it is whole`;
    return remark(text, options).flatMap((row) => fitted(row, width));
  };
  const hidden = rows.length - room + said(rows.length).length;
  const shown = rows.slice(hidden);
  if (shown.length > 1) return [...said(hidden), ...shown];
  // Where there is hardly any room, what comes is worth more: a sign stands for what is hidden.
  const ends = unbroken.slice(-room);
  const areBroken = ends.slice(1).some((row) => fitted(row, width).length > 1);
  // The rest of a broken row would be a few characters that nobody can read.
  return labelled(areBroken ? ends.slice(-1) : ends, unfinished, options);
}

const HIDDEN = "… ";

/** The rows with the label of the first one that is hidden. */
function labelled(
  [first = "", ...others]: readonly string[],
  unfinished: Unfinished,
  options: RenderOptions,
): readonly string[] {
  const { label, margin } = labelOf(unfinishedEntry(unfinished), { ...options, ...PLAIN });
  const text = stripVTControlCharacters(first).trimStart();
  const end = fittingTail(text, options.width - margin - HIDDEN.length);
  return [`${label}${options.theme.note(HIDDEN)}${end}`, ...others];
}

/** As much of its end as fits. */
function fittingTail(text: string, columns: number): string {
  let start = beginningOf(text, Math.max(0, text.length - Math.max(1, columns))).length;
  while (start < text.length && columnsOf(text.slice(start)) > columns) start = fittingEnd(text, start, 1);
  return text.slice(start);
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
export function unfinishedEntry({ client }: Pick<Unfinished, "client">): Entry<Traffic> {
  const event = { type: "fragment", raw: "" } as const;
  return { n: 0, at: 0, client, type: "traffic", from: "server", secure: false, event };
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

function missing({ openElements, unended }: Unfinished): string {
  const ends = openElements.toReversed().map((name) => `</${sanitizeLine(recognizable(name))}>`);
  const isEnding = unended?.kind === "end tag";
  const begun = isEnding ? `the rest of ${ends[0] ?? "an end tag"}` : unended?.end;
  const others = isEnding ? ends.slice(1) : ends;
  const named = others.slice(0, MOST_ENDS).join("") + (others.length > MOST_ENDS ? "…" : "");
  if (begun === undefined) return named === "" ? "what comes behind it" : named;
  return named === "" ? begun : `${begun} and ${named}`;
}
