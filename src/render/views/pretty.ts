// XML text indented. Nothing in it is changed, not even a quote: only line breaks and blanks are put between elements,
// in place of blank text that was there. Elements with text are left as they are.
import { type Piece, pieces } from "./markup.ts";

/** One line of pieces and how deep it is indented. */
export interface Line {
  readonly depth: number;
  readonly pieces: readonly Piece[];
}

/** Lays XML text out in lines. Text that is not well-formed comes out in full too. */
export function layOut(text: string): Line[] {
  return layOutPieces(pieces(text));
}

/** `isCut`: there are more pieces, and what is open goes on in them. */
export function layOutPieces(all: readonly Piece[], { isCut } = { isCut: false }): Line[] {
  const ends = matchingEnds(all, { isCut });
  const lines: Line[] = [];
  let depth = 0;
  for (let at = 0; at < all.length; at += 1) {
    const piece = all[at];
    if (!piece) break;
    const end = ends.get(at);
    if (end !== undefined) {
      lines.push({ depth, pieces: all.slice(at, end + 1) });
      at = end;
    } else if (piece.type === "start") {
      lines.push({ depth, pieces: [piece] });
      depth += 1;
    } else if (piece.type === "end") {
      depth = Math.max(0, depth - 1);
      lines.push({ depth, pieces: [piece] });
    } else if (piece.text === "<" && all[at + 1]?.type === "text") {
      // A tag that has begun and does not end.
      lines.push({ depth, pieces: all.slice(at, at + 2) });
      at += 1;
    } else if (piece.type !== "text" || piece.text.trim() !== "") {
      lines.push({ depth, pieces: [piece] });
    }
  }
  return lines;
}

/** For every element that stays on one line (it has text, or no elements in it) its start piece and its end piece. */
function matchingEnds(all: readonly Piece[], { isCut }: { readonly isCut: boolean }): Map<number, number> {
  const ends = new Map<number, number>();
  const open: { at: number; hasText: boolean; hasElements: boolean }[] = [];
  all.forEach((piece, at) => {
    const parent = open.at(-1);
    if (piece.type === "text") {
      if (parent && piece.text.trim() !== "") parent.hasText = true;
    } else if (piece.type === "start") {
      if (parent) parent.hasElements = true;
      open.push({ at, hasText: false, hasElements: false });
    } else if (piece.type === "end") {
      const element = open.pop();
      if (element && (element.hasText || !element.hasElements)) ends.set(element.at, at);
    } else if (parent) parent.hasElements = true;
  });
  if (isCut) for (const { at, hasText } of open) if (hasText) ends.set(at, all.length - 1);
  return ends;
}
