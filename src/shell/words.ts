// A line -> words.
import { UsageError } from "../errors.ts";

export interface Word {
  readonly text: string;
  /** `quoted` words are never options; `xml` is everything from a `<` to the end of the line. */
  readonly kind: "plain" | "quoted" | "xml";
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", n: "\n", t: "\t" };
const PART = /"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>[^']*)'|(?<plain>[^\s"']+)|(?<open>["'])/y;

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
      words.push({ text: line.slice(at), kind: "xml" });
      break;
    }
    const { word, end } = readWord(line, at);
    words.push(word);
    at = skipBlanks(line, end);
  }
  return words;
}

function readWord(line: string, start: number): { word: Word; end: number } {
  let text = "";
  let at = start;
  while (at < line.length && !/\s/.test(line[at] ?? "")) {
    PART.lastIndex = at;
    const groups = PART.exec(line)?.groups;
    if (!groups || groups.open)
      throw new UsageError(`Cannot read the line: the quote ${line[at]} is not closed`);
    text +=
      groups.double === undefined ? (groups.single ?? groups.plain ?? "") : resolveEscapes(groups.double);
    at = PART.lastIndex;
  }
  const first = line[start];
  return { word: { text, kind: first === '"' || first === "'" ? "quoted" : "plain" }, end: at };
}

function resolveEscapes(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/g, (all, code?: string, character?: string) => {
    const known = character === undefined ? undefined : ESCAPES[character];
    if (known !== undefined) return known;
    const point = code === undefined ? Number.NaN : Number.parseInt(code, 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    throw new UsageError(
      `Cannot read the line: ${all} is no escape (write \\" \\\\ \\n \\t or \\u{…}, or quote with '…')`,
    );
  });
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && /\s/.test(line[at] ?? "")) at += 1;
  return at;
}

/** A command line that is read back as these words. */
export function writeWords(name: string, words: readonly Word[]): string {
  return [name, ...words.map(writeWord)].join(" ");
}

function writeWord({ text, kind }: Word): string {
  if (kind !== "quoted" || /^[^\s"'<#@-][^\s"']*$/.test(text)) return text;
  const escaped = text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
