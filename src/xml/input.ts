// XML as it is typed, row by row: whether it is complete.
import { XmlFault } from "./fault.ts";
import { Tokenizer } from "./tokenizer.ts";

// What is typed stands inside a stream, where the prefix stream: is declared.
const AROUND = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const DECLARATION = /^\s*<\?xml\s[\s\S]*?\?>/;
const BEGINS_DECLARATION = /^\s*<\?xml(?:\s|$)/;
const BEGINS_HEADER = /^\s*<(?:[^\s:<>/]+:)?stream(?=[\s/>]|$)/;
const HEADER = /^\s*<(?:[^<>"']|"[^"]*"|'[^']*')*>/;
const UNLIMITED = { depth: 1000, attributes: 10_000 };

/**
 * Takes in rows until they make up one thing to send: complete at the end of the first element; a stream header, an
 * XML declaration and an end tag at their `>`. What is not well-formed is complete as it stands.
 */
export class XmlInput {
  #text = "";
  #open: string[] = [];
  #hasEnded = false;
  /** Where the last comment at the first level ended, in what the tokenizer was fed. */
  #restEnd = 0;
  /** Whether the text begins with an XML declaration or a stream header, which end before an element would. */
  #isOpening = false;
  readonly #tokenizer = this.#makeTokenizer();

  get text(): string {
    return this.#text;
  }

  /** The elements that are open, outermost first. */
  get openElements(): readonly string[] {
    return this.#open;
  }

  /** Adds a row; returns whether the XML is complete now. */
  add(row: string): boolean {
    const isFirst = this.#text === "";
    const piece = isFirst ? row : `\n${row}`;
    this.#text += piece;
    if (isFirst) this.#isOpening = BEGINS_DECLARATION.test(row) || BEGINS_HEADER.test(row);
    return this.#isOpening ? this.#isOpeningComplete() : this.#read(piece);
  }

  #isOpeningComplete(): boolean {
    const declaration = DECLARATION.exec(this.#text)?.[0] ?? "";
    if (declaration === "" && BEGINS_DECLARATION.test(this.#text)) return false;
    const rest = this.#text.slice(declaration.length);
    return BEGINS_HEADER.test(rest) ? HEADER.test(rest) : true;
  }

  #read(piece: string): boolean {
    try {
      this.#tokenizer.feed(piece);
    } catch (error) {
      if (error instanceof XmlFault) return true;
      throw error;
    }
    return this.#hasEnded || (this.#open.length === 0 && this.#isAllRestricted());
  }

  /** Whether nothing but a comment, or something else that is forbidden, has been typed. */
  #isAllRestricted(): boolean {
    return this.#restEnd > 0 && this.#text.slice(this.#restEnd - AROUND.length).trim() === "";
  }

  #makeTokenizer(): Tokenizer {
    const tokenizer = new Tokenizer(
      {
        startTag: (tag) => {
          if (tag.name !== "stream:stream" || this.#open.length > 0) this.#open.push(tag.name);
        },
        endTag: (_name, depth) => {
          this.#open.pop();
          if (depth <= 1) this.#hasEnded = true;
        },
        text: () => {},
        declaration: () => {},
        // A comment may be all there is; what stands behind it on its row is waited for.
        restricted: (_what, end) => {
          if (this.#open.length === 0) this.#restEnd = end;
        },
      },
      UNLIMITED,
    );
    tokenizer.feed(AROUND);
    return tokenizer;
  }
}
