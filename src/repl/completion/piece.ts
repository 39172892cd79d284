// The piece of a line that the cursor stands behind, and the words before it. Unlike splitWords it reads what is not
// finished.

/** The quote that the piece begins with. */
export type Quote = "" | '"' | "'";

export interface BeforeCursor {
  /** The words that are finished. */
  readonly words: readonly Finished[];
  readonly piece: Piece;
}

export interface Finished {
  readonly text: string;
  /** A quoted word is never an option. */
  readonly isQuoted: boolean;
  readonly from: number;
}

export type Piece =
  | {
      readonly kind: "word";
      /** What it says so far, without the quote. */
      readonly text: string;
      readonly quote: Quote;
      readonly from: number;
      /** The option that it is the value of, where `--option=` stands before it. */
      readonly option?: string | undefined;
    }
  /** XML goes to the end of the line. */
  | { readonly kind: "xml"; readonly text: string; readonly from: number }
  /** Behind a closing quote nothing fits. */
  | { readonly kind: "closed" };

const BLANK = /[ \t\r\n]+/y;
const OPTION = /--([^ \t\r\n"'=]+)=/y;
const WORD = /[^ \t\r\n]*/y;
const QUOTED = { '"': /"((?:[^"\\]|\\[\s\S])*)("?)/y, "'": /'([^']*)('?)/y } as const;

export function beforeCursor(text: string): BeforeCursor {
  const words: Finished[] = [];
  let at = 0;
  for (;;) {
    at = endOf(BLANK, text, at);
    if (text[at] === "<") return { words, piece: { kind: "xml", text: text.slice(at), from: at } };
    const from = at;
    const afterOption = endOf(OPTION, text, at);
    const option = afterOption > at ? text.slice(at + 2, afterOption - 1) : undefined;
    const quote = text[afterOption];
    if (quote === '"' || quote === "'") {
      QUOTED[quote].lastIndex = afterOption;
      const [whole = "", inside = "", closing = ""] = QUOTED[quote].exec(text) ?? [];
      at = afterOption + whole.length;
      if (closing === "") {
        return {
          words,
          piece: { kind: "word", text: unescaped(inside, quote), quote, from: afterOption, option },
        };
      }
      if (at >= text.length) return { words, piece: { kind: "closed" } };
      words.push({ text: text.slice(from, afterOption) + inside, isQuoted: option === undefined, from });
    } else {
      at = endOf(WORD, text, afterOption);
      const word = text.slice(afterOption, at);
      if (at >= text.length)
        return { words, piece: { kind: "word", text: word, quote: "", from: afterOption, option } };
      words.push({ text: text.slice(from, at), isQuoted: false, from });
    }
  }
}

function endOf(what: RegExp, text: string, at: number): number {
  what.lastIndex = at;
  return at + (what.exec(text)?.[0].length ?? 0);
}

function unescaped(text: string, quote: Quote): string {
  return quote === '"' ? text.replace(/\\(["\\])/g, "$1") : text;
}
