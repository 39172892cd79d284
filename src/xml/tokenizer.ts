// XML text -> tokens. The only file that imports saxes: what saxes lets through is caught here.
import { SaxesParser, type SaxesTagNS } from "saxes";
import { faultFor, XmlFault } from "./fault.ts";
import { type Unended, unendedIn } from "./unended.ts";

/** A start tag with its namespace resolved. `attributes` keeps the order and the prefixes of the text. */
export interface StartTag {
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly selfClosing: boolean;
}

export interface XmlDeclaration {
  readonly version?: string | undefined;
  readonly encoding?: string | undefined;
}

/** What RFC 6120 §11.1 forbids although it is well-formed. */
export type Restricted = "comment" | "processing instruction" | "document type declaration";

/** Called as tokens end; `end` is the offset just behind the token, in UTF-16 units since the first feed. */
export interface TokenHandlers {
  startTag(tag: StartTag, end: number): void;
  /** Also called right after a self-closing start tag. `depth` is what is still open. */
  endTag(name: string, depth: number, end: number): void;
  /** Character data, references resolved, line ends as \n. */
  text(text: string, end: number): void;
  declaration(declaration: XmlDeclaration, end: number): void;
  restricted(what: Restricted, end: number): void;
}

export interface TokenLimits {
  readonly depth: number;
  readonly attributes: number;
}

// saxes reads its handlers from fields that its types leave out. Fields, not .on(): from the seventh .on() V8
// keeps the parser as a dictionary, at 2.6 times the cost.
interface Saxes {
  openTagHandler?: (tag: SaxesTagNS) => void;
  closeTagHandler?: (tag: SaxesTagNS) => void;
  textHandler?: (text: string) => void;
  cdataHandler?: (text: string) => void;
  piHandler?: (pi: unknown) => void;
  doctypeHandler?: (text: string) => void;
  xmldeclHandler?: (declaration: XmlDeclaration) => void;
  errorHandler?: (error: Error) => void;
  attributeHandler?: (attribute: { readonly name: string; readonly value: string }) => void;
  readonly position: number;
  readonly tags: readonly { readonly name: string }[];
  readonly state: number;
  readonly entity: string;
  readonly entityReturnState: number | undefined;
  /** The quote of the value that is read, as a code point; null outside of one. */
  readonly q: number | null;
  readonly name: string;
  /** What stands behind a "<?". */
  readonly piTarget: string;
  readonly chunk: string;
  readonly i: number;
  readonly stateTable: (() => void)[];
  readonly sEntity: () => void;
  readonly sCommentEnded: () => void;
  text: string;
  write(text: string): void;
  closeTag(): void;
  parseEntity(entity: string): string;
}

function saxes(fragment: boolean): Saxes {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    fragment,
    // RFC 6120 §11: XML 1.0 whatever the declaration says.
    forceXMLVersion: true,
    defaultXMLVersion: "1.0",
  });
  return parser as unknown as Saxes;
}

// The state in which saxes reads text is where every fragment begins.
const FRAGMENT = saxes(true);
const IN_TEXT = FRAGMENT.state;
/** The names of what reads in each state: where it is replaced by what is ours, it would have none. */
const STATES = FRAGMENT.stateTable.map(({ name }) => name);
const IN_REFERENCE = FRAGMENT.stateTable.indexOf(FRAGMENT.sEntity);

const REFERENCE = /^(?:#x?[0-9A-Fa-f]*|[\p{L}_:][\p{L}\p{N}_:.\u00b7-]*)?$/u;
const LONGEST_REFERENCE = 32;

function isAboutReference(message: string): boolean {
  return /entity/.test(message);
}

/** Reads one document. The first fault is thrown and final: make a new tokenizer after it. */
export class Tokenizer {
  readonly #saxes = saxes(false);
  readonly #handlers: TokenHandlers;
  readonly #limits: TokenLimits;
  #fed = 0;
  #reference = 0;
  #attributes: [name: string, value: string][] = [];

  constructor(handlers: TokenHandlers, limits: TokenLimits) {
    this.#handlers = handlers;
    this.#limits = limits;
    const parser = this.#saxes;
    parser.openTagHandler = (tag) => this.#startTag(tag);
    // saxes reports an element's end before it looks whether the end tag has the same name.
    const closeTag = parser.closeTag;
    parser.closeTag = () => {
      if (parser.tags.at(-1)?.name !== parser.name) throw this.#wrongEndTag();
      closeTag.call(parser);
    };
    parser.closeTagHandler = (tag) => handlers.endTag(tag.name, parser.tags.length, parser.position);
    // saxes flushes text when it has read the < behind it.
    parser.textHandler = (text) => handlers.text(text, parser.position - 1);
    parser.cdataHandler = (text) => handlers.text(text, parser.position);
    parser.attributeHandler = ({ name, value }) => {
      if (this.#attributes.push([name, value]) > limits.attributes) throw this.#tooManyAttributes();
    };
    // saxes reports a comment at its second dash; the > is still to come.
    parser.stateTable[parser.stateTable.indexOf(parser.sCommentEnded)] = () => {
      parser.sCommentEnded();
      this.#restricted("comment");
    };
    parser.piHandler = () => this.#restricted("processing instruction");
    parser.doctypeHandler = () => this.#restricted("document type declaration");
    parser.xmldeclHandler = (declaration) => handlers.declaration(declaration, parser.position);
    // A bare & is noticed long after it: remember where each reference begins.
    parser.stateTable[parser.stateTable.indexOf(parser.sEntity)] = () => {
      if (parser.entity === "") this.#reference = parser.position;
      parser.sEntity();
    };
    // What is no reference gets the same sentence whether its end has come or not.
    const parseEntity = parser.parseEntity;
    parser.parseEntity = (entity) => {
      this.#checkReference(entity);
      return parseEntity.call(parser, entity);
    };
    parser.errorHandler = ({ message }) => {
      if (parser.piTarget === "xml" && this.#isUnended(message)) message = "unended XML declaration";
      else if (message === "disallowed character.") {
        if (parser.state === IN_REFERENCE) throw this.#noReference();
        if (parser.chunk[parser.i - 1] === "<") message = "disallowed character in attribute value";
      }
      throw faultFor(message, isAboutReference(message) ? this.#reference : parser.position);
    };
  }

  /** How many elements are open. */
  get depth(): number {
    return this.#saxes.tags.length;
  }

  /** Whether the last character fed ended a token or lies in plain text. */
  get inText(): boolean {
    return this.#saxes.state === IN_TEXT;
  }

  /** What ends the piece of markup that has begun; undefined where none has. */
  get unended(): Unended | undefined {
    const { state, entityReturnState, q } = this.#saxes;
    const nameOf = (at: number | undefined) => (at === undefined ? "" : (STATES[at] ?? ""));
    const quote = q === null ? "" : String.fromCodePoint(q);
    return unendedIn({ state: nameOf(state), behindReference: nameOf(entityReturnState), quote });
  }

  /** How many UTF-16 units have been fed. */
  get fed(): number {
    return this.#fed;
  }

  /**
   * Reads on.
   * @throws XmlFault at the first error.
   */
  feed(text: string): void {
    if (text.length === 0) return;
    this.#fed += text.length;
    const parser = this.#saxes;
    parser.write(text);
    // saxes swallows everything from a bare & to the next ; without a word.
    this.#checkReference(parser.entity);
  }

  /** Drops text that was read but not reported yet, when the caller has dealt with it. */
  dropText(): void {
    this.#saxes.text = "";
  }

  /** Whether an XML declaration ends as a tag does, or a tag begins in it. */
  #isUnended(message: string): boolean {
    const { chunk, i, name } = this.#saxes;
    const last = chunk[i - 1];
    return name.startsWith("<") || last === "<" || (last === ">" && /^whitespace/.test(message));
  }

  #checkReference(entity: string): void {
    if (entity.length > LONGEST_REFERENCE || !REFERENCE.test(entity)) throw this.#noReference();
  }

  #noReference(): XmlFault {
    return faultFor("disallowed character in entity name", this.#reference);
  }

  #startTag(tag: SaxesTagNS): void {
    const { position, tags } = this.#saxes;
    if (tags.length >= this.#limits.depth) {
      throw new XmlFault(
        "policy-violation",
        `more than ${this.#limits.depth} elements inside each other`,
        position,
      );
    }
    const attributes = this.#attributes;
    this.#attributes = [];
    this.#handlers.startTag(
      {
        name: tag.name,
        local: tag.local,
        prefix: tag.prefix,
        namespace: tag.uri,
        attributes,
        selfClosing: tag.isSelfClosing,
      },
      position,
    );
  }

  #wrongEndTag(): XmlFault {
    const { name, tags, position } = this.#saxes;
    const open = tags.at(-1);
    const detail = open ? `</${name}> where </${open.name}> is due` : `</${name}> where nothing is open`;
    return new XmlFault("not-well-formed", detail, position);
  }

  #tooManyAttributes(): XmlFault {
    const detail = `more than ${this.#limits.attributes} attributes on one element`;
    return new XmlFault("policy-violation", detail, this.#saxes.position);
  }

  #restricted(what: Restricted): void {
    this.#handlers.restricted(what, this.#saxes.position);
  }
}
