// A line -> words.
import { UsageError } from "../../errors.ts";

export interface Word {
  readonly text: string;
  /** `quoted` words are never options; `xml` is everything from a `<` to the end of the line. */
  readonly kind: "plain" | "quoted" | "xml";
  /** It was in '…': nothing in it stands for anything else. */
  readonly isLiteral?: true;
  /** Where it stands in the line it was read from. */
  readonly start?: number;
  readonly end?: number;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", n: "\n", t: "\t" };
// Not every white space: a no-break space is there to hold words together.
const BLANK = /[ \t\r\n]/;
/** A quote opens at the beginning of a word, or of an option's value: in a word it is an apostrophe. */
const WORD =
  /(?<option>--[^ \t\r\n"'=]+=)?(?:"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>[^']*)')(?=[ \t\r\n]|$)|(?<plain>[^ \t\r\n]+)/y;

/**
 * Splits a line at blanks. `"…"` knows \" \\ \n \t \u{…}, `'…'` is literal, and a word that begins with `<` goes to
 * the end of the line.
 * @throws UsageError for a quote that is not closed or an escape that is none.
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = [];
  let at = skipBlanks(line, 0);
  while (at < line.length) {
    if (line[at] === "<") {
      words.push({ text: line.slice(at), kind: "xml", start: at, end: line.length });
      break;
    }
    const { word, end } = readWord(line, at);
    words.push(word);
    at = skipBlanks(line, end);
  }
  return words;
}

/** The same for a line that may be unreadable: `rest` is what stands from there on, as one word without its escapes. */
export function splitReadable(line: string): { readonly words: readonly Word[]; readonly rest?: Word } {
  const words: Word[] = [];
  let start = skipBlanks(line, 0);
  while (start < line.length && line[start] !== "<") {
    try {
      const { word, end } = readWord(line, start);
      words.push(word);
      start = skipBlanks(line, end);
    } catch {
      const text = line.slice(start).replace(/\\([\s\S])/g, "$1");
      return { words, rest: { text, kind: "plain", start, end: line.length } };
    }
  }
  if (start < line.length) words.push({ text: line.slice(start), kind: "xml", start, end: line.length });
  return { words };
}

function readWord(line: string, start: number): { word: Word; end: number } {
  WORD.lastIndex = start;
  const { option = "", double, single, plain } = WORD.exec(line)?.groups ?? {};
  const end = WORD.lastIndex;
  if (plain !== undefined) {
    const quote = /^(?:--[^"'=]+=)?(["'])/.exec(plain)?.[1];
    if (quote) throw new UsageError(`Cannot read the line: ${quoteProblem(line.slice(start), quote)}`);
    return { word: { text: plain, kind: "plain", start, end }, end };
  }
  const text = option + (double === undefined ? (single ?? "") : resolveEscapes(double));
  const literal = single === undefined ? {} : ({ isLiteral: true } as const);
  return { word: { text, kind: option === "" ? "quoted" : "plain", ...literal, start, end }, end };
}

function quoteProblem(rest: string, quote: string): string {
  const isClosed = /^[^"']*(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*')/.test(rest);
  if (isClosed) return `a blank must follow the ${quote} that closes a word (a " in a text is written \\")`;
  return `the quote ${quote} is not closed (put the text in "…")`;
}

function resolveEscapes(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/g, (all, code?: string, character?: string) => {
    const known = character === undefined ? undefined : ESCAPES[character];
    if (known !== undefined) return known;
    const point = code === undefined ? Number.NaN : Number.parseInt(code, 16);
    if (point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)) return String.fromCodePoint(point);
    throw new UsageError(
      `Cannot read the line: ${all} is no escape (write \\" \\\\ \\n \\t or \\u{…}, or quote with '…')`,
    );
  });
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && BLANK.test(line[at] ?? "")) at += 1;
  return at;
}

/** A command line that is read back as these words. */
export function writeWords(name: string, words: readonly Word[]): string {
  return [name, ...words.map(writeWord)].join(" ");
}

function writeWord({ text, kind }: Word): string {
  if (kind !== "quoted" || /^[^\s"'<#@-][^\s"']*$/.test(text)) return text;
  return quoteWord(text);
}

/** The text in double quotes. */
export function quoteWord(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
