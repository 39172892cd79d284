// Bytes -> stream events, for one direction of one connection.

import { beginsDocument, mayBeginDocument } from "../xml/document-start.ts";
import { type Rule, XmlFault } from "../xml/fault.ts";
import type { Unended } from "../xml/unended.ts";
import { Document } from "./document.ts";
import type { StreamEvent, Violation } from "./event.ts";
import { DEFAULT_LIMITS, type StreamLimits } from "./limits.ts";
import { PendingText } from "./pending-text.ts";
import { Utf8Decoder } from "./utf8.ts";

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

const OUTSIDE = "text outside the stream";
const INJECTED = "plaintext behind <proceed/>, before TLS";
const BYTE_ORDER_MARK = "\ufeff";
const WHITESPACE = /[ \t\r\n]+/y;
const NOT_A_TAG = /[^<]+/y;

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
  readonly #pending = new PendingText();
  /** Text not fed yet: a `<` of which one cannot tell whether it begins a new document. */
  #held = "";
  #newDocumentMayBegin: boolean;
  readonly #alwaysNewDocuments: boolean;
  #stopping = false;
  #broken = false;
  /** Whether nothing may follow any more: TLS is to begin. */
  #expectsTls = false;
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
    return this.#pending.text + this.#held;
  }

  /** What has come of a character that is not whole yet. */
  get pendingBytes(): Uint8Array {
    return this.#decoder.begun;
  }

  /** The elements still open below the stream, outermost first. */
  get openElements(): readonly string[] {
    return this.#document.openElements;
  }

  /** What ends the piece of markup that has begun in it; undefined where none has. */
  get unended(): Unended | undefined {
    return this.#document.unended;
  }

  /** Lets the next XML declaration or stream header at the first level begin a new document (RFC 6120 §4.3.3). */
  allowNewDocument(): void {
    if (this.#newDocumentMayBegin) return;
    this.#newDocumentMayBegin = true;
    this.#stopping = true;
  }

  /**
   * Takes whatever follows as an attack: what comes in the clear behind `<proceed/>` would otherwise be taken for what
   * the server said under TLS (RFC 6120 §5.4.3.3).
   */
  expectTls(): void {
    this.#expectsTls = true;
    this.#stopping = true;
  }

  write(bytes: Uint8Array): void {
    const { text, wrong } = this.#decoder.decode(bytes);
    this.#read(text);
    if (wrong) this.#readWrong(wrong);
    if (this.#expectsTls && this.#decoder.begun.length > 0) this.#readWrong(this.#decoder.takeBegun());
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
      else if (this.#expectsTls) rest = this.#break("injected-plaintext", INJECTED, rest);
      else if (this.#document.atRest && this.#pending.text === "") rest = this.#readAtRest(rest);
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
      this.#pending.beginAt(this.#document.fed);
      this.#event({ type: "whitespace", raw: whitespace });
      return text.slice(whitespace.length);
    }
    if (place !== "between") return this.#break("not-well-formed", OUTSIDE, text);
    const run = match(NOT_A_TAG, text);
    return this.#feed(run) + text.slice(run.length);
  }

  #lookForDocument(text: string): string {
    if (this.#document.place !== "prolog") {
      if (beginsDocument(text)) this.#startDocument("");
      else if (mayBeginDocument(text)) {
        this.#held = text;
        return "";
      }
    }
    return this.#feed(text);
  }

  /**
   * Reads on with the tokenizer: to the next > where a document may begin behind it, else to the end, but no further
   * than one element may be long: then it makes no difference in which chunks the bytes came.
   */
  #feed(text: string): string {
    const end = this.#newDocumentMayBegin ? text.indexOf(">") + 1 || text.length : text.length;
    const piece = beginning(
      end === text.length ? text : text.slice(0, end),
      this.#limits.stanza - this.#pending.bytes,
    );
    if (piece === "") {
      return this.#break("policy-violation", `more than ${this.#limits.stanza} bytes in one element`, text);
    }
    const rest = text.slice(piece.length);
    this.#pending.add(piece);
    this.#stopping = false;
    try {
      this.#document.feed(piece);
      if (this.#document.atRest) this.#between(this.#document.fed);
    } catch (error) {
      if (error === STOP) return this.#restart() + rest;
      if (!(error instanceof XmlFault)) throw error;
      return this.#fault(error, rest);
    }
    return rest;
  }

  /** After a fatal violation everything is fragments, until the next stream. */
  #readBroken(text: string): string {
    if (this.#newDocumentMayBegin && beginsDocument(text)) {
      this.#startDocument("");
      return text;
    }
    this.#event({ type: "fragment", raw: text, broken: true });
    return "";
  }

  #readWrong(bytes: Uint8Array): void {
    if (this.#broken) {
      this.#event({ type: "fragment", raw: "", broken: true, bytes });
      return;
    }
    const raw = this.#takePending();
    this.#broken = true;
    this.#event({
      type: "violation",
      rule: this.#expectsTls ? "injected-plaintext" : "unsupported-encoding",
      detail: this.#expectsTls ? INJECTED : "bytes that are no UTF-8",
      fatal: true,
      raw,
      offset: raw.length,
      bytes,
    });
  }

  #fault({ rule, detail, offset }: XmlFault, rest: string): "" {
    if (this.#pending.text[0] !== "<") {
      // The text before the fault is told as if it had come in a chunk of its own.
      const { place } = this.#document;
      this.#between(
        place === "between" ? offset - 1 : this.#pending.begin + match(WHITESPACE, this.#pending.text).length,
      );
      if (place !== "between" && this.#pending.text[0] !== "<")
        return this.#break("not-well-formed", OUTSIDE, rest);
    }
    return this.#break(rule, detail, rest, detail === OUTSIDE ? undefined : offset - this.#pending.begin);
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
    const { place } = this.#document;
    if (end <= this.#pending.begin || (place === "prolog" && this.#pending.text[0] === "<")) return;
    this.#document.dropText();
    const whitespace = this.#afterText
      ? ""
      : match(WHITESPACE, this.#pending.text.slice(0, end - this.#pending.begin));
    if (whitespace !== "") {
      this.#event({ type: "whitespace", raw: this.#pending.take(this.#pending.begin + whitespace.length) });
    }
    if (end === this.#pending.begin) return;
    if (place !== "between") throw new XmlFault("not-well-formed", OUTSIDE, end);
    this.#violation("bad-format", "text between the stanzas", this.#pending.take(end));
    this.#afterText = true;
  }

  #makeDocument(): Document {
    return new Document(
      {
        opened: (header, breaches, end) => {
          const raw = this.#pending.take(end);
          this.#header = raw;
          this.#newDocumentMayBegin = this.#alwaysNewDocuments;
          this.#event({ type: "open", header, raw, breaches });
          if (this.#stopping) throw STOP;
        },
        element: (kind, element, breaches, end) => {
          this.#event({ type: "element", kind, element, raw: this.#pending.take(end), breaches });
          // An element without a stream around it was a document of its own.
          if (this.#stopping || this.#document.place === "epilog") throw STOP;
        },
        between: (end) => this.#between(end),
        breach: ({ rule, detail }, end) => this.#violation(rule, detail, this.#pending.take(end)),
        closed: (end) => this.#event({ type: "close", raw: this.#pending.take(end) }),
      },
      this.#limits,
    );
  }

  #startDocument(header: string): void {
    this.#header = header;
    this.#broken = false;
    this.#document = this.#makeDocument();
    this.#document.prime(header);
    this.#pending.beginAt(this.#document.fed);
  }

  /** Goes on with another tokenizer where the last event ended; returns what was fed behind it. */
  #restart(): string {
    const rest = this.#pending.takeAll();
    this.#startDocument(this.#header);
    return rest;
  }

  #event(event: StreamEvent): void {
    this.#afterText = false;
    this.#emit(event);
  }

  #takePending(): string {
    const raw = this.#pending.takeAll() + this.#held;
    this.#held = "";
    return raw;
  }
}

const encoder = new TextEncoder();

/** As many whole characters as fit into a number of bytes. */
function beginning(text: string, room: number): string {
  if (text.length * 3 <= room || Buffer.byteLength(text) <= room) return text;
  return text.slice(0, encoder.encodeInto(text, new Uint8Array(room)).read);
}

function match(pattern: RegExp, text: string): string {
  pattern.lastIndex = 0;
  return pattern.exec(text)?.[0] ?? "";
}
