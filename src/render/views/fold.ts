// Long texts by their beginning and their length: what comes by itself must not push everything else off the screen.

import type { RenderOptions } from "../options.ts";
import { charactersIn, endOfCharacters } from "../text/characters.ts";
import { beginningOf } from "../text/display-width.ts";
import { sanitize } from "../text/sanitize.ts";
import type { Role, Span } from "../text/span.ts";

export interface Folding {
  readonly fold?: number | undefined;
  /** The number of the entry. */
  readonly n: number;
  readonly role: Role;
  /** Makes it safe to show; without it its row ends stay. */
  readonly safe?: (text: string) => string;
}

/** A text may have a line break for so many of the characters that it may have. */
const PER_ROW = 25;
/** However few those are, verses are shown whole. */
const LEAST_ROWS = 20;

/** Of a folded text less is shown than of the longest that is shown whole: to leave out a few characters saves nothing. */
const SHARE = 2;
/** Of what cannot be read the end says something, too. */
const END_SHARE = 4;
const LEAST = 40;

/** A text made safe, and folded if it is longer than is wished, or has more line breaks than such a text needs. */
export function foldText(text: string, { fold = 0, n, role, safe = sanitize }: Folding): readonly Span[] {
  const folded = fold === 0 ? undefined : foldedText(text, fold);
  if (!folded) return [{ role, text: safe(text) }];
  return [
    { role, text: safe(folded.beginning) },
    { role: "note", text: `… ${folded.size}, "show ${n}" has them …`, isJoint: true },
  ];
}

interface Folded {
  readonly beginning: string;
  /** What it has too much of. */
  readonly size: string;
}

function foldedText(text: string, fold: number): Folded | undefined {
  const rows = Math.max(LEAST_ROWS, Math.floor(fold / PER_ROW));
  const isLong = text.length > endOfCharacters(text, fold);
  if (!isLong && firstRows(text, rows) === text) return undefined;
  const most = Math.min(fold, Math.max(LEAST, Math.floor(fold / SHARE)));
  const beginning = firstRows(beginningOf(text, endOfCharacters(text, most)), Math.floor(rows / SHARE));
  const characters = `${grouped(charactersIn(text))} characters`;
  return {
    beginning,
    size: isLong ? characters : `${grouped(text.split("\n").length)} rows, ${characters}`,
  };
}

/** So many rows of a text, without the line break behind them. */
function firstRows(text: string, rows: number): string {
  let end = -1;
  for (let row = 0; row < rows; row += 1) {
    end = text.indexOf("\n", end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

/** How much is shown of a text that could not be read as XML, in characters: a screenful. */
const MOST_UNREAD = 1000;
/** Nobody reads such a text in one long line to its end: of one there are so many rows. */
const MOST_UNREAD_ROWS = 3;
const USUAL_WIDTH = 80;

/** Text that could not be read as XML: its beginning and its end, where it is too long. */
export function foldUnread(raw: string, n: number, { extent, fold, width }: RenderOptions): string {
  if (extent !== "bounded" || fold === 0) return raw;
  const rows = MOST_UNREAD_ROWS * (width || USUAL_WIDTH);
  const isOneLine = !raw.includes("\n") && raw.length > 2 * rows;
  const most = isOneLine ? Math.min(MOST_UNREAD, rows) : MOST_UNREAD;
  if (raw.length <= most) return raw;
  const beginning = beginningOf(raw, most - Math.floor(most / END_SHARE));
  const end = withoutHalf(raw.slice(beginning.length + raw.length - most));
  const left = charactersIn(raw.slice(beginning.length, raw.length - end.length));
  return `${beginning}\n… ${left} characters are left out here ("show ${n} --raw" has them) …\n${end}`;
}

/** So many rows of one entry are shown as it comes. */
const MOST_ROWS = 200;

/** How many rows an entry may have; infinitely many where it is wanted whole. */
export function mostRows({ extent, fold = 0, width }: RenderOptions): number {
  return extent === "bounded" && fold > 0 && width > 0 ? MOST_ROWS : Number.POSITIVE_INFINITY;
}

/** What stands below so many rows. */
export function cutNote(text: string, n: number): string {
  return `… the beginning of ${grouped(charactersIn(text))} characters, "show ${n}" has them all …`;
}

/** A character of two units may have been cut in its middle. */
function withoutHalf(text: string): string {
  return /^[\udc00-\udfff]/.test(text) ? text.slice(1) : text;
}

/** 1234567 as "1,234,567". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
