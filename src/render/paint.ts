// Coloured pieces of XML. Sanitized first: colours are the only escapes that come out.
import type { Piece } from "./markup.ts";
import { sanitize } from "./sanitize.ts";
import type { Theme } from "./theme.ts";

const ATTRIBUTE_PIECES = /\s+|=|"[^"]*"|'[^']*'|[^\s="']+/g;

export function paintPiece(piece: Piece, theme: Theme): string {
  const text = sanitize(piece.text);
  if (piece.type === "text") return text;
  if (piece.type === "other") return byLine(text, theme.markup);
  const tag = /^(<\/?)([^\s/>]+)([\s\S]*?)(\/?>)$/.exec(text);
  if (!tag) return text;
  const [, opening = "", name = "", attributes = "", closing = ""] = tag;
  return (
    theme.punctuation(opening) +
    theme.name(name) +
    paintAttributes(attributes, theme) +
    theme.punctuation(closing)
  );
}

function paintAttributes(text: string, theme: Theme): string {
  return text.replace(ATTRIBUTE_PIECES, (piece) => {
    if (piece === "=") return theme.punctuation(piece);
    if (/^["']/.test(piece)) return byLine(piece, theme.value);
    return /^\s/.test(piece) ? piece : theme.attribute(piece);
  });
}

/** Colours do not run over the end of a line, so that lines can be moved. */
function byLine(text: string, paint: (text: string) => string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : paint(line)))
    .join("\n");
}
