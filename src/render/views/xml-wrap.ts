// Lines of spans as rows of a terminal: broken between attributes and words, else between any two characters. Nothing
// but line breaks and blanks at the beginning of a row is added; the blank that a row is broken at is left out.
import { columnsOf, fittingEnd } from "../text/display-width.ts";
import { paintSpans, type Role, type Span, taker } from "../text/span.ts";
import { PARTS } from "../text/wrap.ts";
import type { Theme } from "../themes/theme.ts";

/** A line and how deep it is indented. */
export interface SpanLine {
  readonly depth: number;
  readonly spans: Iterable<Span>;
  /** How much deeper it goes on, in columns; without it as usual. */
  readonly hanging?: number;
}

export interface RowOptions {
  readonly theme: Theme;
  /** Columns there are; 0 breaks nothing. */
  readonly width: number;
  /** So many rows are made and no more. */
  readonly most: number;
  /** What would take more columns in all is not looked at: a single line may be of megabytes. */
  readonly room: number;
}

const STEP = 2;
/** What goes on is indented deeper than what stands inside. */
const HANGING = 4;

/** The rows of the lines, made when they are taken; in the end it is told whether there were more. */
export function* rowsOf(
  lines: Iterable<SpanLine>,
  { theme, width, most, room }: RowOptions,
): Generator<string, "whole" | "cut"> {
  let made = 0;
  let left = room;
  for (const line of lines) {
    if (made >= most) return "cut";
    const fitting = within(left, line.spans);
    for (const { indent, spans } of brokenLine({ ...line, spans: fitting.spans }, width)) {
      if (made >= most) return "cut";
      yield " ".repeat(indent) + paintSpans(spans, theme);
      made += 1;
    }
    if (fitting.isCut) return "cut";
    left = fitting.left;
  }
  return "whole";
}

interface Fitting {
  readonly spans: readonly Span[];
  readonly isCut: boolean;
  readonly left: number;
}

/** As many of the spans, made when they are taken, as there are columns for. */
function within(room: number, spans: Iterable<Span>): Fitting {
  const fitting: Span[] = [];
  let left = room;
  for (const span of spans) {
    const columns = room === Number.POSITIVE_INFINITY ? 0 : columnsOf(span.text);
    if (columns > left) {
      fitting.push({ ...span, text: span.text.slice(0, fittingEnd(span.text, 0, left)) });
      return { spans: fitting, isCut: true, left: 0 };
    }
    fitting.push(span);
    left -= columns;
  }
  return { spans: fitting, isCut: false, left };
}

interface Row {
  readonly indent: number;
  readonly spans: readonly Span[];
}

type FittingLine = SpanLine & { readonly spans: readonly Span[] };

function* brokenLine(
  { depth, spans, hanging: deeper = HANGING }: FittingLine,
  width: number,
): Generator<Row> {
  // However deep something stands, half of the columns are left for it.
  const deepest = width === 0 ? Number.POSITIVE_INFINITY : Math.floor(width / 2);
  const hanging = Math.min(depth * STEP + deeper, deepest);
  const inside = spans[0]?.role === "text" ? depth : depth + 1;
  let indent = Math.min(depth * STEP, deepest);
  for (const own of ownRows(spans)) {
    yield* width === 0 ? [{ indent, spans: own }] : brokenRow(own, { width, indent, hanging });
    // The text's own rows stand inside its element: elsewhere they would look like siblings of it. Where nothing is laid
    // out for a width they stand at the margin: the blanks before them are their own.
    indent = width === 0 ? 0 : Math.min(inside * STEP, deepest);
  }
}

/** The text's own line breaks come first. */
function* ownRows(spans: readonly Span[]): Generator<readonly Span[]> {
  let row: Span[] = [];
  for (const span of spans) {
    const [first = "", ...others] = span.text.split("\n");
    row.push({ ...span, text: first });
    for (const text of others) {
      yield row;
      row = [{ ...span, text }];
    }
  }
  yield row;
}

interface Room {
  readonly width: number;
  readonly indent: number;
  readonly hanging: number;
}

function* brokenRow(spans: readonly Span[], { width, indent, hanging }: Room): Generator<Row> {
  const text = spans.map((span) => span.text).join("");
  if (indent + columnsOf(text) <= width) {
    yield { indent, spans };
    return;
  }
  const joints = jointsOf(spans);
  let start = 0;
  let at = 0;
  let left = indent;
  const take = taker(spans);
  do {
    const end = rowEnd({ text, start, columns: width - left, joints, at });
    const isAtBlank = end < text.length && text[end - 1] === " " && end - start > 1;
    yield { indent: left, spans: take(isAtBlank ? end - start - 1 : end - start) };
    if (isAtBlank) take(1);
    start = end;
    while ((joints[at] ?? text.length) <= start && at < joints.length) at += 1;
    left = hanging;
  } while (start < text.length);
}

/** Where rows may end: behind blanks between attributes and words, and between a start tag and its text. */
function jointsOf(spans: readonly Span[]): readonly number[] {
  const joints: number[] = [];
  let offset = 0;
  let before: Span | undefined;
  for (const span of spans) {
    const isText = span.role === "text" && before?.role === "punctuation";
    if (span.isJoint || isText || before?.role === "blank") joints.push(offset);
    if (WORDS.includes(span.role) && !span.isJoint) {
      for (const { index } of span.text.matchAll(/(?<= )(?! )/g)) {
        if (index < span.text.length) joints.push(offset + index);
      }
    }
    offset += span.text.length;
    before = span;
  }
  return joints;
}

const WORDS: readonly Role[] = ["text", "note", "markup"];

interface Ending {
  readonly text: string;
  readonly start: number;
  readonly columns: number;
  readonly joints: readonly number[];
  /** The first joint that may lie behind the start. */
  readonly at: number;
}

function rowEnd(ending: Ending): number {
  const { text } = ending;
  const limit = fittingEnd(text, ending.start, ending.columns);
  if (limit >= text.length) return text.length;
  // The blank behind a row that is full needs no room.
  const isFull = text[limit] === " " && !isJoined(text, limit + 1);
  return lastJoint(ending, isFull ? limit + 1 : limit) ?? (isFull ? limit + 1 : endInside(ending, limit));
}

function lastJoint({ text, start, joints, at }: Ending, limit: number): number | undefined {
  let end: number | undefined;
  for (let next = at; (joints[next] ?? text.length) <= limit && next < joints.length; next += 1) {
    const joint = joints[next] ?? start;
    if (joint > start && !isJoined(text, joint)) end = joint;
  }
  return end;
}

/** What ends a tag, with the last characters of its last value: too little for a row. */
const SCRAP = /^[^"'<>\s]{0,3}["']?\/?>/;
/** A value that names something by its parts. */
const URI = /["'](?:urn:|https?:\/\/)[^"'<>]*$/;
const LONGEST_URI = 200;
/** So much of a value goes along where nothing else tells where to break it. */
const LEAST_REST = 4;

/** Where nothing that belongs together fits. */
function endInside({ text, start }: Ending, limit: number): number {
  const row = text.slice(start, limit + 1);
  const tag = row.lastIndexOf("<");
  if (tag > 0) return start + tag;
  const least = start + (limit - start) / 2;
  // A long value: at its last blank, if that leaves more than a scrap.
  const blank = start + row.slice(0, -1).lastIndexOf(" ") + 1;
  if (blank > least && !isJoined(text, blank)) return blank;
  // A "/>" does not stand in a row by itself.
  const isScrap = SCRAP.test(text.slice(limit, limit + 6));
  const inUri = URI.test(text.slice(Math.max(0, limit - LONGEST_URI), limit));
  if (!isScrap && !inUri) return whole(text, start, limit);
  const inside = text.slice(start, isScrap ? limit - 1 : limit + 1);
  const part = start + ([...inside.matchAll(PARTS)].at(-1)?.index ?? -1) + 1;
  if (part > least) return whole(text, start, part);
  const shorter = limit - LEAST_REST;
  const isBetter = isScrap && shorter > least && !isJoined(text, shorter);
  return whole(text, start, isBetter ? shorter : limit);
}

/** What is drawn upon the character before it, or joined to it, stays with it. */
const JOINED = /^(?:\p{M}|\p{Emoji_Modifier}|\u200c|\u200d|[\u{e0020}-\u{e007f}])/u;

function isJoined(text: string, at: number): boolean {
  return JOINED.test(text.slice(at, at + 2));
}

const UNFINISHED = /(?:&[#\w]{0,9}|\\(?:x[\da-f]?|u[\da-f]{0,3}|u\{[\da-f]{0,5})?)$/;
const FINISHED = /^(?:&[#\w]{1,10};|\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]{5}\}|[rnt]))/;

/** Not inside a reference or a visible escape, which would be read as two things. */
function whole(text: string, start: number, limit: number): number {
  const scrap = UNFINISHED.exec(text.slice(Math.max(start, limit - 10), limit));
  if (!scrap) return limit;
  const from = limit - scrap[0].length;
  return from > start && FINISHED.test(text.slice(from, from + 12)) ? from : limit;
}
