// A text that knows where in its file it stands, also after it was edited.
import type { Position } from "../../errors.ts";
import type { Block } from "../script.ts";

export interface Excerpt {
  readonly text: string;
  /** Where in the file the character at this offset stands, or what it came from. */
  positionOf(offset: number): Position;
}

/** What stands from `start` up to `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Blocks one beneath the other, each with a margin of its own. */
export function excerptOf(blocks: readonly Block[]): Excerpt {
  const text = blocks.map((block) => block.text).join("\n");
  const starts = blocks.flatMap(({ text, at: { line, column } }) =>
    text.split("\n").map((_row, index) => ({ line: line + index, column })),
  );
  return {
    text,
    positionOf(offset) {
      const before = text.slice(0, offset).split("\n");
      const { line, column } = starts[before.length - 1] ?? { line: 1, column: 1 };
      return { line, column: column + (before.at(-1) ?? "").length };
    },
  };
}

/** The excerpt with all the edits made; they do not overlap. */
export function edited(excerpt: Excerpt, edits: readonly Edit[]): Excerpt {
  const sorted = edits.toSorted((one, other) => one.start - other.start);
  /** What was copied: from where in the old text up to where, and where it begins in the new one. */
  const copied: { readonly to: number; readonly from: number; readonly end: number }[] = [];
  let text = "";
  let from = 0;
  for (const { start, end, text: replacement } of sorted) {
    copied.push({ to: text.length, from, end: start });
    text += excerpt.text.slice(from, start) + replacement;
    from = end;
  }
  copied.push({ to: text.length, from, end: excerpt.text.length });
  text += excerpt.text.slice(from);
  return {
    text,
    positionOf(offset) {
      const { to, from, end } = copied.findLast((piece) => piece.to <= offset) ?? { to: 0, from: 0, end: 0 };
      // What was put in stands where the text began that it replaces.
      return excerpt.positionOf(Math.min(from + offset - to, end));
    },
  };
}

/** A piece of an excerpt. */
export function cut({ text, positionOf }: Excerpt, start: number, end: number): Excerpt {
  return { text: text.slice(start, end), positionOf: (offset) => positionOf(start + offset) };
}
