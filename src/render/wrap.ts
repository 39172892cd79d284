/** A link is one word, however many blanks its text has; what makes it a link takes no room. */
const WORD = / *(?:\x1b\]8;;[^\x1b]+\x1b\\.*?\x1b\]8;;\x1b\\|[^ ])+/g;
const LINK_MARK = /\x1b\]8;;[^\x1b]*\x1b\\/g;

/** Breaks prose at blanks so that no line is longer than `width`; 0, or a single long word, leaves it as it is. */
export function wrapWords(text: string, width: number): string[] {
  if (width <= 0) return [text];
  const lines: string[] = [];
  // Each word with the blanks before it, so that an indentation at the beginning stays.
  let line = "";
  for (const [word] of text.matchAll(WORD)) {
    if (line !== "" && lengthOf(line) + lengthOf(word) > width) {
      lines.push(line);
      line = word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}

/** The same, and words that are longer than a line are broken as well, but links. */
export function wrapAll(text: string, width: number): string[] {
  if (width <= 0) return [text];
  return wrapWords(text, width).flatMap((line) =>
    lengthOf(line) < line.length ? [line] : (line.match(new RegExp(`.{1,${width}}`, "gsu")) ?? [line]),
  );
}

/** How many columns it takes. */
function lengthOf(text: string): number {
  return text.includes("\x1b") ? text.replace(LINK_MARK, "").length : text.length;
}
