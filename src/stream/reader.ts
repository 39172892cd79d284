// Bytes -> stream events, for one direction of one connection.
import { type Rule, XmlFault } from "../xml/fault.ts";
import { Document } from "./document.ts";
import type { StreamEvent, Violation } from "./event.ts";
import { Utf8Decoder } from "./utf8.ts";

export interface StreamLimits {
  /** The longest first-level element, in bytes. */
  readonly stanza: number;
  /** How many elements may be open inside each other, the stream's own included. */
  readonly depth: number;
  /** How many attributes one element may have. */
  readonly attributes: number;
}

export const DEFAULT_LIMITS: StreamLimits = { stanza: 16 * 1024 * 1024, depth: 1000, attributes: 10_000 };

export interface StreamReaderOptions {
  /**
   * When a stream header at the first level begins a new document: `always` in what the client sends, and
   * `when allowed` in what it receives, where an unexpected one is an error.
   */
  readonly newDocuments: "always" | "when allowed";
  readonly limits?: StreamLimits;
}

/** Thrown through the tokenizer to leave it in the middle of a chunk. */
const STOP = Symbol("stop");

const BYTE_ORDER_MARK = "\ufeff";
const WHITESPACE = /[ \t\r\n]+/y;
const NOT_A_TAG = /[^<]+/y;
/** An XML declaration, or the start of an element named `stream` with any prefix. */
const NEW_DOCUMENT = /^<(?:\?xml[ \t\r\n]|(?:[^ \t\r\n<>/?!:="'&]+:)?stream[ \t\r\n/>])/;
/** What may still become one when more characters come. */
const PERHAPS_NEW_DOCUMENT = /^<(?:\?(?:x(?:ml?)?)?|[^ \t\r\n<>/?!="'&]{0,100})$/;

/**
 * Reads a stream whatever the chunks it comes in. Every character is in the raw text of exactly one event, or still
 * pending. What breaks a rule is an event too: nothing is thrown for what comes in.
 */
export class StreamReader {
  readonly #emit: (event: StreamEvent) => void;
  readonly #limits: StreamLimits;
  readonly #decoder = new Utf8Decoder();
  #document: Document;
  /** The raw text of the stream header, to go on with in another document. */
  #header = "";
  /** Text that is fed and in no event yet, and the offset in the document at which it begins. */
  #pending = "";
  #begin = 0;
  /** Text not fed yet: a `<` of which one cannot tell whether it begins a new document. */
  #held = "";
  #pendingBytes = 0;
  #eventInWrite = false;
  #newDocumentMayBegin: boolean;
  readonly #alwaysNewDocuments: boolean;
  #stopping = false;
  #broken = false;
  /** Whether the last event was text between the stanzas: then whitespace behind it belongs to it. */
  #afterText = false;

  constructor(
    emit: (event: StreamEvent) => void,
    { newDocuments, limits = DEFAULT_LIMITS }: StreamReaderOptions,
  ) {
    this.#emit = emit;
    this.#limits = limits;
    this.#alwaysNewDocuments = newDocuments === "always";
    this.#newDocumentMayBegin = this.#alwaysNewDocuments;
    this.#document = this.#makeDocument();
  }

  /** Text that belongs to no event yet. */
  get pending(): string {
    return this.#pending + this.#held;
  }

  /** What has come of a character that is not whole yet. */
  get pendingBytes(): Uint8Array {
    return this.#decoder.begun;
  }

  /** The elements still open below the stream, outermost first. */
  get openElements(): readonly string[] {
    return this.#document.openElements;
  }

  /** Lets the next XML declaration or stream header at the first level begin a new document (RFC 6120 §4.3.3). */
  allowNewDocument(): void {
    if (this.#newDocumentMayBegin) return;
    this.#newDocumentMayBegin = true;
    this.#stopping = true;
  }

  write(bytes: Uint8Array): void {
    this.#pendingBytes += bytes.length;
    this.#eventInWrite = false;
    const { text, wrong } = this.#decoder.decode(bytes);
    this.#read(text);
    if (wrong) this.#readWrong(wrong);
    if (this.#eventInWrite) this.#pendingBytes = Buffer.byteLength(this.pending);
    if (this.#pendingBytes > this.#limits.stanza && !this.#broken)
      this.#break("policy-violation", this.#tooLong(), "");
  }

  /** Nothing more will come: what is left is reported as a fragment. */
  end(): void {
    const raw = this.#takePending();
    const bytes = this.#decoder.begun;
    if (raw === "" && bytes.length === 0) return;
    this.#emit({ type: "fragment", raw, ...(bytes.length === 0 ? {} : { bytes }) });
  }

  #read(text: string): void {
    let rest = this.#held + text;
    this.#held = "";
    while (rest !== "") {
      if (this.#broken) rest = this.#readBroken(rest);
      else if (this.#document.atRest && this.#pending === "") rest = this.#readAtRest(rest);
      else rest = this.#feed(rest);
    }
  }

  /** Between the events, where whitespace, text and new documents are told from elements. Returns what is left. */
  #readAtRest(text: string): string {
    if (text[0] === "<") return this.#newDocumentMayBegin ? this.#lookForDocument(text) : this.#feed(text);
    const { place, untouched } = this.#document;
    if (untouched && text[0] === BYTE_ORDER_MARK) {
      this.#violation("unsupported-encoding", "a byte order mark (RFC 6120 §11.6)", BYTE_ORDER_MARK);
      return text.slice(1);
    }
    const whitespace = this.#afterText ? "" : match(WHITESPACE, text);
    if (whitespace !== "") {
      if (place === "prolog") this.#document.feedWhitespace(whitespace);
      this.#begin = this.#document.fed;
      this.#event({ type: "whitespace", raw: whitespace });
      return text.slice(whitespace.length);
    }
    if (place !== "between") return this.#break("not-well-formed", "text outside the stream", text);
    const run = match(NOT_A_TAG, text);
    return this.#feed(run) + text.slice(run.length);
  }

  #lookForDocument(text: string): string {
    if (this.#document.place !== "prolog") {
      if (NEW_DOCUMENT.test(text)) this.#startDocument("");
      else if (PERHAPS_NEW_DOCUMENT.test(text)) {
        this.#held = text;
        return "";
      }
    }
    return this.#feed(text);
  }

  /** Reads on with the tokenizer: to the next > where a document may begin behind it, else to the end. */
  #feed(text: string): string {
    const end = this.#newDocumentMayBegin ? text.indexOf(">") + 1 || text.length : text.length;
    const piece = end === text.length ? text : text.slice(0, end);
    this.#pending += piece;
    this.#stopping = false;
    try {
      this.#document.feed(piece);
      if (this.#document.atRest) this.#between(this.#document.fed);
    } catch (error) {
      if (error === STOP) return this.#restart() + text.slice(end);
      if (!(error instanceof XmlFault)) throw error;
      return this.#fault(error, text.slice(end));
    }
    return text.slice(end);
  }

  /** After a fatal violation everything is fragments, until the next stream. */
  #readBroken(text: string): string {
    if (this.#newDocumentMayBegin && NEW_DOCUMENT.test(text)) {
      this.#startDocument("");
      return text;
    }
    this.#event({ type: "fragment", raw: text });
    return "";
  }

  #readWrong(bytes: Uint8Array): void {
    if (this.#broken) {
      this.#event({ type: "fragment", raw: "", bytes });
      return;
    }
    const raw = this.#takePending();
    this.#broken = true;
    this.#event({
      type: "violation",
      rule: "unsupported-encoding",
      detail: "bytes that are no UTF-8",
      fatal: true,
      raw,
      offset: raw.length,
      bytes,
    });
  }

  #fault({ rule, detail, offset }: XmlFault, rest: string): "" {
    const at = offset - this.#begin;
    return this.#break(rule, detail, rest, detail === "text outside the stream" ? undefined : at);
  }

  /** Ends reading: all that has come belongs to the violation. */
  #break(rule: Rule, detail: string, rest: string, offset?: number): "" {
    const raw = this.#takePending() + rest;
    this.#broken = true;
    this.#event({
      type: "violation",
      rule,
      detail,
      fatal: true,
      raw,
      ...(offset === undefined ? {} : { offset: Math.min(offset, raw.length) }),
    });
    return "";
  }

  #violation(rule: Violation["rule"], detail: string, raw: string): void {
    this.#event({ type: "violation", rule, detail, fatal: false, raw });
  }

  /** Text outside the first-level elements, up to `end`. An XML declaration goes with the header behind it. */
  #between(end: number): void {
    if (this.#document.place === "prolog") return;
    const raw = this.#take(end);
    if (raw === "") return;
    this.#document.dropText();
    const whitespace = this.#afterText ? "" : match(WHITESPACE, raw);
    if (whitespace !== "") this.#event({ type: "whitespace", raw: whitespace });
    const text = raw.slice(whitespace.length);
    if (text === "") return;
    this.#violation("bad-format", "text between the stanzas", text);
    this.#afterText = true;
  }

  #makeDocument(): Document {
    return new Document(
      {
        opened: (header, breaches, end) => {
          const raw = this.#take(end);
          this.#header = raw;
          this.#newDocumentMayBegin = this.#alwaysNewDocuments;
          this.#event({ type: "open", header, raw, breaches });
          if (this.#stopping) throw STOP;
        },
        element: (kind, element, breaches, end) => {
          this.#event({ type: "element", kind, element, raw: this.#take(end), breaches });
          // An element without a stream around it was a document of its own.
          if (this.#stopping || this.#document.place === "epilog") throw STOP;
        },
        between: (end) => this.#between(end),
        breach: ({ rule, detail }, end) => this.#violation(rule, detail, this.#take(end)),
        closed: (end) => this.#event({ type: "close", raw: this.#take(end) }),
      },
      this.#limits,
    );
  }

  #startDocument(header: string): void {
    this.#header = header;
    this.#broken = false;
    this.#document = this.#makeDocument();
    this.#document.prime(header);
    this.#begin = this.#document.fed;
  }

  /** Goes on with another tokenizer where the last event ended; returns what was fed behind it. */
  #restart(): string {
    const rest = this.#pending;
    this.#pending = "";
    this.#startDocument(this.#document.place === "epilog" ? "" : this.#header);
    return rest;
  }

  #event(event: StreamEvent): void {
    this.#eventInWrite = true;
    this.#afterText = false;
    this.#emit(event);
  }

  /** Cuts the pending text at an offset in the document. */
  #take(end: number): string {
    const raw = this.#pending.slice(0, end - this.#begin);
    if (raw.length * 3 > this.#limits.stanza && Buffer.byteLength(raw) > this.#limits.stanza) {
      throw new XmlFault("policy-violation", this.#tooLong(), end);
    }
    this.#pending = this.#pending.slice(end - this.#begin);
    this.#begin = end;
    return raw;
  }

  #takePending(): string {
    const raw = this.pending;
    this.#pending = "";
    this.#held = "";
    return raw;
  }

  #tooLong(): string {
    return `more than ${this.#limits.stanza} bytes in one element`;
  }
}

function match(pattern: RegExp, text: string): string {
  pattern.lastIndex = 0;
  return pattern.exec(text)?.[0] ?? "";
}
