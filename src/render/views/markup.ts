// The pieces of XML text as they stand, without reading them: joined they are the text again.

export type PieceType = "start" | "end" | "empty" | "text" | "other";

export interface Piece {
  readonly type: PieceType;
  readonly text: string;
  /** Of start, end and empty: the name without its prefix. */
  readonly name: string;
}

/** What goes on to an end of its own, whatever stands in it. */
const SECTIONS: readonly RegExp[] = [
  /<!--[\s\S]*?-->/y,
  /<!\[CDATA\[[\s\S]*?\]\]>/y,
  /<\?[\s\S]*?\?>/y,
  /<!DOCTYPE(?:[^>"'[]|"[^"]*"|'[^']*'|\[[^\]]*\])*>/y,
];
const BEGINNINGS = ["<!--", "<![CDATA[", "<?", "<!DOCTYPE"];
// Tags with quoted attribute values; text; a < that begins none.
const OTHERS = /<\/?[^\s<>"'/!?][^<>"'/]*(?:(?:"[^"]*"|'[^']*'|\/(?!>))[^<>"'/]*)*\/?>|[^<]+|</y;

/** Cuts XML text into its pieces, also where it is not well-formed; so many of them at most. */
export function pieces(text: string, most = Number.POSITIVE_INFINITY): Piece[] {
  const all: Piece[] = [];
  // Where one does not end, none of its kind behind it does: looking for the end of each would take for ever.
  const endless = new Set<number>();
  for (let at = 0; at < text.length && all.length < most; ) {
    const piece = sectionAt(text, at, endless) ?? matchAt(OTHERS, text, at) ?? text.slice(at);
    all.push({ type: typeOf(piece), text: piece, name: nameIn(piece) });
    at += piece.length;
  }
  return all;
}

function sectionAt(text: string, at: number, endless: Set<number>): string | undefined {
  if (!/^<[!?]/.test(text.slice(at, at + 2))) return undefined;
  const kind = BEGINNINGS.findIndex((beginning) => text.startsWith(beginning, at));
  const section = SECTIONS[kind];
  if (!section || endless.has(kind)) return undefined;
  const found = matchAt(section, text, at);
  if (found === undefined) endless.add(kind);
  return found;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function typeOf(piece: string): PieceType {
  if (!piece.startsWith("<")) return "text";
  if (piece.startsWith("<![CDATA[")) return "text";
  if (piece === "<" || piece.startsWith("<!") || piece.startsWith("<?")) return "other";
  if (piece.startsWith("</")) return "end";
  return piece.endsWith("/>") ? "empty" : "start";
}

function nameIn(piece: string): string {
  return /^<\/?(?:[^\s:/>]*:)?([^\s:/>]+)/.exec(piece)?.[1] ?? "";
}
