import { columnsOf, fittingEnd } from "./display-width.ts";

/** A link is one word, however many blanks its text has; what makes it a link takes no room. */
const WORD = / *(?:\x1b\]8;;[^\x1b]+\x1b\\.*?\x1b\]8;;\x1b\\|[^ ])+/g;

/** Breaks prose at blanks so that no line is longer than `width`; 0, or a single long word, leaves it as it is. */
export function wrapWords(text: string, width: number): string[] {
  return wrapped(text, width, (line) => [line]);
}

/** What becomes of a line that is a single long word is said by `breakLong`. */
function wrapped(text: string, width: number, breakLong: (line: string) => readonly string[]): string[] {
  if (width <= 0) return [text];
  const lines: string[] = [];
  // Each word with the blanks before it, so that an indentation at the beginning stays.
  let line = "";
  for (const [word] of text.matchAll(WORD)) {
    if (line !== "" && columnsOf(line) + columnsOf(word) > width) {
      lines.push(line);
      line = word.trimStart();
    } else line += word;
    if (columnsOf(line) <= width) continue;
    const parts = breakLong(line);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? "";
  }
  return [...lines, line];
}

/** The same, where what goes on stands behind a margin of so many columns, which it does not have yet. */
export function wrapBehind(text: string, width: number, margin: number): string[] {
  const [first = "", ...rest] = wrapWords(text, width);
  if (rest.length === 0) return [first];
  return [first, ...wrapWords(rest.join(" "), Math.max(1, width - margin))];
}

/** Stands for a blank at which nothing is broken; what is shown has none. */
const BOUND = "\0";

/** The same for errors: what stands in quotes was typed, or is to be, and stays whole where a line can hold it. */
export function wrapQuoting(text: string, width: number): string[] {
  const bound = text.replace(/"[^"]*"/g, (quoted) =>
    columnsOf(quoted) > width ? quoted : quoted.replaceAll(" ", BOUND),
  );
  return wrapWords(bound, width).map((line) => line.replaceAll(BOUND, " "));
}

/** The same as wrapWords, and words that are longer than a line are broken as well, but links. */
export function wrapAll(text: string, width: number): string[] {
  return wrapped(text, width, (line) => (line.includes("\x1b") ? [line] : broken(line, width)));
}

/** Behind these what is long is broken rather than anywhere: a fingerprint between its bytes, a name between its parts. */
export const PARTS = /[:/#.,;?&=_-](?=[^:/#.,;?&=_-])/g;

/** Where the row that begins there ends, if nothing tells but its width: behind a part, where that leaves more than a scrap. */
export function partEnd(text: string, start: number, width: number): number {
  const limit = fittingEnd(text, start, width);
  if (limit >= text.length) return limit;
  const last = [...text.slice(start, limit + 1).matchAll(PARTS)].at(-1);
  const end = last === undefined ? start : start + last.index + 1;
  return end > start + (limit - start) / 2 ? end : limit;
}

function broken(line: string, width: number): string[] {
  const rows: string[] = [];
  let start = 0;
  do {
    const end = partEnd(line, start, width);
    rows.push(line.slice(start, end));
    start = end;
  } while (start < line.length);
  return rows;
}
