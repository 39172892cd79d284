// The pieces of XML text as they stand, without reading them: joined they are the text again.

export type PieceType = "start" | "end" | "empty" | "text" | "other";

export interface Piece {
  readonly type: PieceType;
  readonly text: string;
  /** Of start, end and empty: the name without its prefix. */
  readonly name: string;
}

// Comments, CDATA, processing instructions, DOCTYPE; tags with quoted attribute values; text; a < that begins none.
const PIECES =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE(?:[^>"'[]|"[^"]*"|'[^']*'|\[[^\]]*\])*>|<\/?[^\s<>"'/!?][^<>"'/]*(?:(?:"[^"]*"|'[^']*'|\/(?!>))[^<>"'/]*)*\/?>|[^<]+|</g;

/** Cuts XML text into its pieces, also where it is not well-formed. */
export function pieces(text: string): Piece[] {
  return Array.from(text.matchAll(PIECES), ([piece]) => ({
    type: typeOf(piece),
    text: piece,
    name: nameIn(piece),
  }));
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
