// The XML of an expectation -> patterns.
import { escapeXML } from "./element.ts";
import { readExpected, trimBlanks, type ValueOptions } from "./expected.ts";
import { XmlFault } from "./fault.ts";
import type { Expected, Pattern } from "./pattern.ts";
import { PatternFault, readAt } from "./pattern-fault.ts";
import { outermostScope, type PatternTag, readTag, type Scope } from "./pattern-tag.ts";
import { type Restricted, type StartTag, Tokenizer } from "./tokenizer.ts";

export interface PatternOptions extends ValueOptions {
  /** The namespace of elements without xmlns. */
  readonly contentNamespace: string;
}

/**
 * Reads XML with one or more elements side by side.
 * @throws PatternFault where it is not well-formed, a mark is not known, or a value cannot be read.
 */
export function readPatterns(text: string, options: PatternOptions): readonly Pattern[] {
  return new PatternReader(text, options).read();
}

// What is read stands inside this element, which declares the prefixes.
const AROUND = "patterns";
// Deeper patterns would need a deeper stack to match; the element around them counts.
const LIMITS = { depth: 101, attributes: 1000 };

interface Open {
  readonly name: string;
  readonly local: string;
  readonly start: number;
  readonly tag: PatternTag;
  readonly children: Pattern[];
  text: string;
  /** Where the text begins that is not blank. */
  textStart: number;
}

class PatternReader {
  readonly #text: string;
  readonly #options: PatternOptions;
  readonly #scope: Scope;
  readonly #around: string;
  readonly #tokenizer: Tokenizer;
  readonly #open: Open[] = [];
  readonly #roots: Pattern[] = [];
  /** Where the last token ended: the next one begins there. */
  #end = 0;

  constructor(text: string, options: PatternOptions) {
    this.#text = text;
    this.#options = options;
    this.#scope = outermostScope(options.contentNamespace);
    const declarations = Array.from(this.#scope, ([prefix, namespace]) => {
      return `${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${escapeXML(namespace)}"`;
    });
    this.#around = `<${AROUND} ${declarations.join(" ")}>`;
    const from = (end: number) => end - this.#around.length;
    this.#tokenizer = new Tokenizer(
      {
        startTag: (tag, end) => this.#startTag(tag, from(end)),
        endTag: (_name, _depth, end) => this.#endTag(from(end)),
        text: (found, end) => this.#takeText(found, from(end)),
        declaration: () => {},
        restricted: (what, end) => this.#restricted(what, from(end)),
      },
      LIMITS,
    );
  }

  read(): readonly Pattern[] {
    try {
      this.#tokenizer.feed(this.#around);
      this.#tokenizer.feed(this.#text);
      this.#checkEnd();
      this.#tokenizer.feed(`</${AROUND}>`);
    } catch (error) {
      if (!(error instanceof XmlFault)) throw error;
      throw new PatternFault(detailOf(error), Math.max(0, error.offset - this.#around.length));
    }
    if (this.#roots.length === 0) throw new PatternFault("no element in the pattern", this.#text.length);
    return this.#roots;
  }

  #checkEnd(): void {
    if (!this.#tokenizer.inText) {
      throw new PatternFault("a tag, a comment or a reference that does not end", this.#end);
    }
    const open = this.#open.at(-1);
    if (open) throw new PatternFault(`<${open.name}> is not closed`, open.start);
  }

  #startTag(tag: StartTag, end: number): void {
    // At 0 it is the element around it all that begins.
    if (end === 0) return;
    const start = this.#end;
    this.#end = end;
    const parent = this.#open.at(-1);
    const place = {
      source: this.#text.slice(start, end),
      start,
      around: parent?.tag.scope ?? this.#scope,
      isOutermost: parent === undefined,
    };
    const { name, local } = tag;
    const read = readTag(tag, place, this.#options);
    this.#open.push({ name, local, start, tag: read, children: [], text: "", textStart: end });
  }

  #endTag(end: number): void {
    const ended = this.#open.pop();
    if (ended) (this.#open.at(-1)?.children ?? this.#roots).push(this.#patternOf(ended));
    else if (end <= this.#text.length) throw new PatternFault("an end tag where nothing is open", this.#end);
    this.#end = end;
  }

  #takeText(text: string, end: number): void {
    const start = this.#end;
    this.#end = end;
    const isBlank = trimBlanks(text) === "";
    const textStart = start + Math.max(0, this.#text.slice(start, end).search(/[^ \t\r\n]/));
    const open = this.#open.at(-1);
    if (open) {
      if (!isBlank && trimBlanks(open.text) === "") open.textStart = textStart;
      open.text += text;
    } else if (!isBlank) {
      throw new PatternFault("text outside the elements", textStart);
    }
  }

  /** Comments may stand anywhere: they match nothing and ask for nothing. */
  #restricted(what: Restricted, end: number): void {
    if (what !== "comment") throw new PatternFault(`a ${what} (nothing to compare it with)`, this.#end);
    this.#end = end;
  }

  #patternOf({ name, local, tag, children, text, textStart }: Open): Pattern {
    const { scope: _, ...asked } = tag;
    const expected = this.#expectedText(trimBlanks(text), textStart);
    return { name, local, ...asked, children, ...(expected && { text: expected }) };
  }

  #expectedText(written: string, at: number): Expected | undefined {
    if (written === "") return undefined;
    const expected = readAt(at, () => readExpected(written, this.#options));
    return expected.kind === "text" ? { kind: "text", text: trimBlanks(expected.text) } : expected;
  }
}

/** What is wrong, without the element that the user did not write. */
function detailOf({ rule, detail }: XmlFault): string {
  if (rule === "policy-violation" && detail.endsWith("inside each other")) {
    return `more than ${LIMITS.depth - 1} elements inside each other`;
  }
  return detail.replace(`</${AROUND}> is due`, "nothing is open");
}
