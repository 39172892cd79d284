// Running text with `code`, **strong** and *emphasis* -> words that can be wrapped, whatever their colours.
import type { Theme } from "../themes/theme.ts";

export interface StyledWord {
  /** How many columns it takes. */
  readonly length: number;
  readonly shown: string;
}

const SPAN =
  /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:[^>\s]+)>/g;

/** Whether a word goes on where the one before has ended is kept: `auth`, is one word. */
export function styledWords(text: string, theme: Theme): readonly StyledWord[] {
  const words: { length: number; shown: string }[] = [];
  let isGlued = false;
  const add = (piece: string, paint: (word: string) => string) => {
    for (const [index, word] of piece.split(/\s+/).entries()) {
      if (index > 0) isGlued = false;
      if (word === "") continue;
      const last = words.at(-1);
      if (isGlued && last) {
        last.length += word.length;
        last.shown += paint(word);
      } else words.push({ length: word.length, shown: paint(word) });
      isGlued = true;
    }
  };
  const plain = (word: string) => word;
  let end = 0;
  for (const {
    index,
    0: whole,
    1: code,
    2: strong,
    3: emphasis,
    4: link,
    5: to = "",
    6: address,
  } of text.matchAll(SPAN)) {
    add(text.slice(end, index), plain);
    end = index + whole.length;
    if (code !== undefined) addCode(code, { add, theme });
    else if (strong !== undefined) add(strong, theme.heading);
    else if (emphasis !== undefined) add(emphasis, theme.heading);
    else if (link !== undefined) add(/^https?:/.test(to) ? `${link} (${to})` : link, plain);
    else add(address ?? "", plain);
  }
  add(text.slice(end), plain);
  return words;
}

interface Adding {
  readonly theme: Theme;
  add(piece: string, paint: (word: string) => string): void;
}

/** Without colours its quotes stay: they show where it begins and ends. */
function addCode(code: string, { add, theme }: Adding): void {
  add(theme.value("x") === "x" ? `\`${code}\`` : code, theme.value);
}

export function wrapStyled(words: readonly StyledWord[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let length = 0;
  for (const word of words) {
    if (line !== "" && length + 1 + word.length > width) {
      lines.push(line);
      line = "";
      length = 0;
    }
    line += line === "" ? word.shown : ` ${word.shown}`;
    length += word.length + (length === 0 ? 0 : 1);
  }
  return line === "" ? lines : [...lines, line];
}
