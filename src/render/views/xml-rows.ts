// An element's XML as rows: indented, or as it stands, with its long texts folded and rows broken where that is wished.
import { base64Notes, mayHoldBase64 } from "../base64.ts";
import type { RenderOptions } from "../options.ts";
import { beginningOf } from "../text/display-width.ts";
import { sanitizeLine } from "../text/sanitize.ts";
import { paintSpans, type Span } from "../text/span.ts";
import type { Theme } from "../themes/theme.ts";
import { cutNote, mostRows } from "./fold.ts";
import { type Piece, pieces } from "./markup.ts";
import { outlineOf } from "./outline.ts";
import { type SpanOptions, spansOf } from "./paint.ts";
import { layOutPieces } from "./pretty.ts";
import { rowsOf, type SpanLine } from "./xml-wrap.ts";

/** XML text indented and coloured. */
export function renderXml(raw: string, theme: Theme): string {
  const plain = { theme, view: "pretty", width: 0 } as const;
  return [...prettyRows(raw, 0, plain)].join("\n");
}

/** XML text indented, a row a string. `n` is the number of its entry. */
export function prettyRows(raw: string, n: number, options: RenderOptions): Iterable<string> {
  const first = firstPieces(raw, options);
  return boundedRows(prettyLines(first, n, options), { raw, n, isCut: first.isCut }, options);
}

/**
 * Where only the first rows of an element of megabytes are shown, no more of its pieces than this are looked at: an
 * element whose only text comes behind them is indented as one without text.
 */
const MOST_PIECES = 10_000;

export interface FirstPieces {
  readonly all: readonly Piece[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

export function firstPieces(raw: string, options: RenderOptions): FirstPieces {
  const isBounded = mostRows(options) < Number.POSITIVE_INFINITY;
  const all = pieces(raw, isBounded ? MOST_PIECES : undefined);
  const isCut =
    all.length === MOST_PIECES && all.reduce((sum, { text }) => sum + text.length, 0) < raw.length;
  return { all, isCut };
}

/** One after another: of very many only the first are wanted. */
function* prettyLines({ all, isCut }: FirstPieces, n: number, options: RenderOptions): Generator<SpanLine> {
  const decodes = options.base64 === "decode" && all.some(({ text }) => mayHoldBase64(text));
  const notes = decodes ? base64Notes(outlineOf(all)) : undefined;
  for (const { depth, pieces: line } of layOutPieces(all, { isCut })) {
    yield { depth, spans: spansOfAll(line, { ...options, n }) };
    const [first] = line;
    const note = first && notes?.get(first);
    if (note !== undefined) yield noteLine(depth, note);
  }
}

function* spansOfAll(line: readonly Piece[], options: SpanOptions): Generator<Span> {
  for (const piece of line) yield* spansOf(piece, options);
}

const LONGEST_NOTE = 600;
const SIGN = "-- ";

export function noteLine(depth: number, note: string): SpanLine {
  const text = `${SIGN}${sanitizeLine(beginningOf(note, LONGEST_NOTE))}`;
  return { depth, spans: [{ role: "note", text }], hanging: SIGN.length };
}

/** What the lines were made from. */
export interface Origin {
  readonly raw: string;
  readonly n: number;
  /** Whether they were made from its beginning. */
  readonly isCut?: boolean;
}

/** Lines as rows, as many as there may be. */
export function* boundedRows(
  lines: Iterable<SpanLine>,
  { raw, n, isCut = false }: Origin,
  options: RenderOptions,
): Generator<string> {
  const { theme } = options;
  const width = options.wrapsXml ? options.width : 0;
  const most = mostRows(options);
  const room = most * Math.max(1, options.width);
  const end = yield* rowsOf(lines, { theme, width, most, room });
  if (end === "cut" || isCut) yield theme.note(cutNote(raw, n));
}

/** XML text as it stands: a terminal breaks its rows itself, so that it can be copied whole. */
export function rawRows(raw: string, n: number, options: RenderOptions): readonly string[] {
  const { theme, width } = options;
  // As long as the rows that there may be.
  const most = mostRows(options) * Math.max(1, width);
  const shown = beginningOf(raw, most);
  const spans = pieces(shown).flatMap((piece) => spansOf(piece));
  const rows = paintSpans(spans, theme).split("\n");
  const isCut = shown !== raw || rows.length > mostRows(options);
  return isCut ? [...rows.slice(0, mostRows(options)), theme.note(cutNote(raw, n))] : rows;
}
