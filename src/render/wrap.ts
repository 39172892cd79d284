/** Breaks prose at blanks so that no line is longer than `width`; 0, or a single long word, leaves it as it is. */
export function wrapWords(text: string, width: number): string[] {
  if (width <= 0) return [text];
  const lines: string[] = [];
  // Each word with the blanks before it, so that an indentation at the beginning stays.
  let line = "";
  for (const [word] of text.matchAll(/ *[^ ]+/g)) {
    if (line !== "" && line.length + word.length > width) {
      lines.push(line);
      line = word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}

/** The same, and words that are longer than a line are broken as well. */
export function wrapAll(text: string, width: number): string[] {
  if (width <= 0) return [text];
  return wrapWords(text, width).flatMap((line) => line.match(new RegExp(`.{1,${width}}`, "gsu")) ?? [line]);
}
