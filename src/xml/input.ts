// XML as it is typed, row by row: whether it is complete.
import { beginsDocument } from "./document-start.ts";
import { XmlFault } from "./fault.ts";
import { type Place, placeBefore } from "./place.ts";
import { Tokenizer } from "./tokenizer.ts";

// What is typed stands inside a stream, where the prefix stream: is declared.
const AROUND = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
const UNLIMITED = { depth: 1000, attributes: 10_000 };

/**
 * Takes in rows until they make up one thing to send: complete at the end of the first element; a stream header, an
 * XML declaration and an end tag at their `>`. What begins behind that on the same row has to end, too. What is not
 * well-formed is complete as it stands, and text behind an element of several rows is a fault as well: it is a slip.
 */
export class XmlInput {
  #text = "";
  #open: string[] = [];
  #hasEnded = false;
  /** Where the last piece ended that may be all there is: an XML declaration, a comment, an element. */
  #pieceEnd = 0;
  /** How much the tokenizer was fed before the text. */
  #around = 0;
  #tokenizer: Tokenizer | undefined;
  #fault: XmlFault | undefined;

  get text(): string {
    return this.#text;
  }

  /** The elements that are open, outermost first. */
  get openElements(): readonly string[] {
    return this.#open;
  }

  /** Whether an XML declaration has begun and not ended: it ends with "?>", not with ">". */
  get isInDeclaration(): boolean {
    return this.#text.startsWith("<?xml") && this.#pieceEnd === 0;
  }

  /** What keeps it from ever being well-formed, once that shows. */
  get fault(): XmlFault | undefined {
    return this.#fault;
  }

  /** Where that shows. */
  get faultPlace(): Place | undefined {
    return this.#fault && placeBefore(this.#text, this.#fault.offset - this.#around);
  }

  /** Adds a row; returns whether the XML is complete now. */
  add(row: string): boolean {
    this.#tokenizer ??= beginsDocument(`${row.trimStart()}\n`) ? this.#readDocument() : this.#readInStream();
    return this.#feed(this.#tokenizer, this.#text === "" ? row : `\n${row}`);
  }

  /** Adds more of the last row, of which there was some already; not of the first one, whose beginning says what it is. */
  addToRow(text: string): boolean {
    return this.#tokenizer !== undefined && this.#feed(this.#tokenizer, text);
  }

  #feed(tokenizer: Tokenizer, piece: string): boolean {
    this.#text += piece;
    try {
      tokenizer.feed(piece);
    } catch (error) {
      // More rows would not mend it.
      if (!(error instanceof XmlFault)) throw error;
      this.#fault = error;
      return true;
    }
    if (this.#open.length > 0) return false;
    if (!this.#hasEnded) return this.#isPieceAll();
    if (!tokenizer.inText) return false;
    if (this.#pieceEnd > 0 && this.#text.includes("\n")) this.#fault = this.#strayText();
    return true;
  }

  /** Whether nothing but whitespace stands behind a declaration or a comment. */
  #isPieceAll(): boolean {
    return this.#pieceEnd > 0 && this.#behind.trim() === "";
  }

  /** What stands behind the last piece. */
  get #behind(): string {
    return this.#text.slice(this.#pieceEnd - this.#around);
  }

  #strayText(): XmlFault | undefined {
    const at = this.#behind.search(/\S/);
    if (at < 0) return undefined;
    const what = "text behind the end of an element (a command has a row of its own)";
    return new XmlFault("bad-format", what, this.#pieceEnd + at + 1);
  }

  /** A stream header is complete as soon as it is open: it is none of the open elements. */
  #readDocument(): Tokenizer {
    return this.#makeTokenizer((name) => {
      if (this.#hasEnded) this.#open.push(name);
      this.#hasEnded = true;
    });
  }

  #readInStream(): Tokenizer {
    const tokenizer = this.#makeTokenizer((name) => {
      if (this.#around > 0) this.#open.push(name);
    });
    tokenizer.feed(AROUND);
    this.#around = AROUND.length;
    return tokenizer;
  }

  #makeTokenizer(onStartTag: (name: string) => void): Tokenizer {
    const ended = (_what: unknown, end: number) => {
      if (this.#open.length === 0) this.#pieceEnd = end;
    };
    return new Tokenizer(
      {
        startTag: (tag) => onStartTag(tag.name),
        endTag: (name, depth, end) => {
          this.#open.pop();
          ended(name, end);
          if (depth <= 1) this.#hasEnded = true;
        },
        text: () => {},
        declaration: ended,
        restricted: ended,
      },
      UNLIMITED,
    );
  }
}
