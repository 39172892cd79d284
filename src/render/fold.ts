// Long texts by their beginning and their length: what comes by itself must not push everything else off the screen.
import { beginningOf } from "./display-width.ts";
import type { RenderOptions } from "./options.ts";
import { sanitize } from "./sanitize.ts";
import type { Role, Span } from "./span.ts";

export interface Folding {
  readonly fold?: number | undefined;
  /** The number of the entry. */
  readonly n: number;
  readonly role: Role;
}

/** Of a folded text less is shown than of the longest that is shown whole: to leave out a few characters saves nothing. */
const SHARE = 2;
/** Of what cannot be read the end says something, too. */
const END_SHARE = 4;
const LEAST = 40;

/** A text made safe, and folded if it is longer than is wished. */
export function foldText(text: string, { fold = 0, n, role }: Folding): readonly Span[] {
  if (fold === 0 || text.length <= fold) return [{ role, text: sanitize(text) }];
  const beginning = beginningOf(text, Math.min(fold, Math.max(LEAST, Math.floor(fold / SHARE))));
  return [
    { role, text: sanitize(beginning) },
    { role: "note", text: `… ${grouped(text.length)} characters, "show ${n}" has them …`, isJoint: true },
  ];
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
  const left = raw.length - beginning.length - end.length;
  return `${beginning}\n… ${left} characters are left out here ("show ${n} --raw" has them) …\n${end}`;
}

/** So many rows of one entry are shown as it comes. */
const MOST_ROWS = 200;

/** How many rows an entry may have; infinitely many where it is wanted whole. */
export function mostRows({ extent, fold = 0, width }: RenderOptions): number {
  return extent === "bounded" && fold > 0 && width > 0 ? MOST_ROWS : Number.POSITIVE_INFINITY;
}

/** What stands below so many rows. */
export function cutNote(length: number, n: number): string {
  return `… the beginning of ${grouped(length)} characters, "show ${n}" has them all …`;
}

/** A character of two units may have been cut in its middle. */
function withoutHalf(text: string): string {
  return /^[\udc00-\udfff]/.test(text) ? text.slice(1) : text;
}

/** 1234567 as "1,234,567". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
