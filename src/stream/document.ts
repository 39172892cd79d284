// One XML document on a stream: tokens -> stream events. A restart begins a new one (RFC 6120 §4.3.3).
import { type Element, element } from "../xml/element.ts";
import { XmlFault } from "../xml/fault.ts";
import { type Restricted, type StartTag, Tokenizer, type XmlDeclaration } from "../xml/tokenizer.ts";
import type { Unended } from "../xml/unended.ts";
import { CONTENT_NAMESPACES, NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import type { Breach, ElementKind } from "./event.ts";
import type { StreamLimits } from "./limits.ts";

/** What a document reports, each with the offset in the document at which it ends. */
export interface DocumentHandlers {
  opened(header: StreamHeader, breaches: readonly Breach[], end: number): void;
  element(kind: ElementKind, element: Element, breaches: readonly Breach[], end: number): void;
  /** Text and whitespace between the first-level elements. */
  between(end: number): void;
  /** A comment and the like between the first-level elements. */
  breach(breach: Breach, end: number): void;
  closed(end: number): void;
}

/** Where an offset in the text lies: before the stream header, between first-level elements, inside one, or after the end. */
export type Place = "prolog" | "between" | "inside" | "epilog";

const NONE: readonly Breach[] = [];

export class Document {
  readonly #tokenizer: Tokenizer;
  readonly #handlers: DocumentHandlers;
  readonly #mostElements: number;
  /** How many elements the first-level element under way has so far. */
  #elements = 0;
  #muted = false;
  #untouched = true;
  /** The stream header's element: first-level elements have it as parent, for its namespaces. */
  #root: Element | undefined;
  #open: Element | undefined;
  /** The start tag of the first-level element that is open. */
  #first: StartTag | undefined;
  /** The root when it is no stream header: an element without a stream around it. */
  #stray = false;
  #ended = false;
  #breaches: Breach[] = [];

  constructor(handlers: DocumentHandlers, limits: StreamLimits) {
    this.#handlers = handlers;
    this.#mostElements = limits.elements;
    this.#tokenizer = new Tokenizer(
      {
        startTag: (tag, end) => this.#startTag(tag, end),
        endTag: (_name, depth, end) => this.#endTag(depth, end),
        text: (text, end) => this.#text(text, end),
        declaration: (declaration) => this.#declaration(declaration),
        restricted: (what, end) => this.#restricted(what, end),
      },
      limits,
    );
  }

  get fed(): number {
    return this.#tokenizer.fed;
  }

  /** Whether nothing has been fed but whitespace. */
  get untouched(): boolean {
    return this.#untouched;
  }

  /** Whether nothing has begun that is not complete. */
  get atRest(): boolean {
    return this.#open === undefined && (this.#untouched || this.#tokenizer.inText);
  }

  get place(): Place {
    if (this.#ended) return "epilog";
    if (this.#open) return "inside";
    return this.#root ? "between" : "prolog";
  }

  /** The elements that are open inside the first-level element under way, outermost first. */
  get openElements(): readonly string[] {
    const names: string[] = [];
    for (let at = this.#open; at && at !== this.#root; at = at.parent ?? undefined) names.unshift(at.name);
    return names;
  }

  get unended(): Unended | undefined {
    return this.#tokenizer.unended;
  }

  /** @throws XmlFault at the first error; the document is of no use afterwards. */
  feed(text: string): void {
    this.#untouched = false;
    this.#tokenizer.feed(text);
  }

  /** Reads whitespace that was dealt with already: before the XML declaration it is an error to come. */
  feedWhitespace(text: string): void {
    this.#tokenizer.feed(text);
    this.#tokenizer.dropText();
  }

  /** Reads a stream header again without reporting it, so that a document can go on where another one stopped. */
  prime(header: string): void {
    this.#muted = true;
    this.feed(header);
    this.#muted = false;
  }

  dropText(): void {
    this.#tokenizer.dropText();
  }

  #startTag(tag: StartTag, end: number): void {
    this.#elements = this.#open ? this.#elements + 1 : 1;
    if (this.#elements > this.#mostElements) {
      throw new XmlFault("policy-violation", `more than ${this.#mostElements} elements in one`, end);
    }
    const made = element(tag.name, tag.attributes);
    if (this.#open) {
      this.#open.append(made);
      this.#open = made;
    } else if (this.#root) {
      made.parent = this.#root;
      this.#open = made;
      this.#first = tag;
    } else if (tag.local === "stream") {
      this.#root = made;
      if (!this.#muted) this.#handlers.opened(headerOf(tag), this.#takeBreaches(), end);
    } else {
      this.#stray = true;
      this.#open = made;
      this.#first = tag;
      this.#breaches.push({ rule: "bad-format", detail: "an element before any stream header" });
    }
  }

  #endTag(depth: number, end: number): void {
    const ended = this.#open;
    if (!ended) {
      this.#ended = true;
      this.#handlers.closed(end);
    } else if (depth > (this.#stray ? 0 : 1)) {
      this.#open = ended.parent ?? undefined;
    } else {
      this.#open = undefined;
      this.#ended = this.#stray;
      this.#handlers.element(kindOf(this.#first), ended, this.#takeBreaches(), end);
    }
  }

  #text(text: string, end: number): void {
    if (this.#open) this.#open.children.push(text);
    else this.#handlers.between(end);
  }

  /** What is wrong with the declaration is told with the header behind it. */
  #declaration({ version, encoding }: XmlDeclaration): void {
    if (encoding && encoding.toLowerCase() !== "utf-8") {
      this.#breaches.push({
        rule: "unsupported-encoding",
        detail: `the encoding "${encoding}" (XMPP is UTF-8)`,
      });
    }
    if (version && version !== "1.0") {
      this.#breaches.push({ rule: "bad-format", detail: `XML ${version} (XMPP is XML 1.0)` });
    }
  }

  #restricted(what: Restricted, end: number): void {
    const breach: Breach = { rule: "restricted-xml", detail: `a ${what}` };
    if (this.#open) this.#breaches.push(breach);
    else this.#handlers.breach(breach, end);
  }

  #takeBreaches(): readonly Breach[] {
    if (this.#breaches.length === 0) return NONE;
    const taken = this.#breaches;
    this.#breaches = [];
    return taken;
  }
}

function kindOf(tag: StartTag | undefined): ElementKind {
  if (tag?.namespace === NS.stream && tag.local === "features") return "features";
  if (tag?.namespace === NS.stream && tag.local === "error") return "stream-error";
  const stanza = tag?.local === "iq" || tag?.local === "message" || tag?.local === "presence";
  return stanza && CONTENT_NAMESPACES.includes(tag.namespace) ? "stanza" : "nonza";
}

function headerOf({ name, namespace, attributes }: StartTag): StreamHeader {
  const value = (wanted: string) => attributes.find(([key]) => key === wanted)?.[1];
  return {
    name,
    namespace,
    contentNamespace: value("xmlns"),
    to: value("to"),
    from: value("from"),
    id: value("id"),
    lang: value("xml:lang"),
    version: value("version"),
  };
}
