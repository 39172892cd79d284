// Finds the secrets in XML text that may come in pieces, be unfinished, or be broken.

export const MASK = "[redacted]";

// SASL's own elements (RFC 6120 §6.4): their text, but not that of the elements in them (XEP-0388 names the account there).
const SASL = ["auth", "response", "challenge", "success"];
// Wherever they stand: SASL2 (XEP-0388), its tokens (XEP-0484), registration (XEP-0077), jabber:iq:auth (XEP-0078), components
// (XEP-0114).
const ANYWHERE = ["initial-response", "additional-data", "password", "digest", "handshake", "token"];
/** What is like `<auht xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>` was meant for one of them. */
const LIKE_SASL = /\s(?:xmlns\s*=\s*["']urn:ietf:params:xml:ns:xmpp-sasl["']|mechanism\s*=)/;
/** These say nothing secret, also where they have that namespace themselves. */
const SASL_PUBLIC = ["mechanisms", "mechanism", "failure", "text", "abort"];
const SASL_NAMESPACE = /\sxmlns\s*=\s*["'](?:urn:ietf:params:xml:ns:xmpp-sasl|urn:xmpp:sasl:)/;
const PRIVATE_FIELD = /\s(?:var|type)\s*=\s*["'](?:password|text-private)["']/;
/** Text without any of these words has no secret that this file knows. */
const PERHAPS =
  /sasl|mechanism|auth|response|challenge|success|data|password|digest|handshake|token|text-private/;
const TOKEN_VALUE = /\stoken\s*=\s*(?:"([^"]*)|'([^']*))/d;
// A < in a value is broken XML already: a missing quote must not hide what follows.
const TAG_END = /[^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>/y;
const WELL_FORMED_PART = /^<[^\s<>/]+(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*/;
/** `<auth me secret`: the line of a command behind a <. */
const NO_VALUE = /^\s+[^\s=<>"'/]+\s+[^\s=]/;
/** Longer start tags that are not complete are masked as they come. */
const LONGEST_TAG = 65_536;
const DEEPEST = 1000;

type Range = readonly [start: number, end: number];

interface Open {
  readonly name: string;
  readonly isSecret: boolean;
  readonly isPrivateField: boolean;
  /** Whether it is, or stands in, an element that is secret wherever it stands. */
  readonly isInside: boolean;
}

/**
 * `whole` is one first-level element; `pieces` is a stream from anywhere, perhaps broken, where nobody knows what is at
 * the first level. `inside` is one of which the beginning is not known: all text may be secret.
 */
export type Reading = "whole" | "pieces" | "inside";

/** What may have begun before a piece of which the beginning is not known; nothing in that piece ends it. */
const ANYTHING: Open = { name: "", isSecret: true, isPrivateField: true, isInside: true };

/** Masks the secrets in text that is handed to it piece by piece. */
export class SecretScanner {
  readonly #reading: Reading;
  #open: Open[];
  /** A tag of which the end has not come. */
  #tag = "";

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#open = reading === "inside" ? [ANYTHING] : [];
  }

  /** Whether it read on from where something had begun that it knows nothing of. */
  get isInside(): boolean {
    return this.#reading === "inside";
  }

  /** Another scanner that stands where this one does. */
  clone(): SecretScanner {
    const copy = new SecretScanner(this.#reading);
    copy.#open = [...this.#open];
    copy.#tag = this.#tag;
    return copy;
  }

  /** The next piece, with its secrets masked. */
  mask(piece: string): string {
    if (this.#tag.length > LONGEST_TAG) return MASK;
    if (this.#open.length === 0 && this.#tag === "" && this.#reading === "whole" && !PERHAPS.test(piece))
      return piece;
    const before = this.#tag.length;
    const text = this.#tag + piece;
    this.#tag = "";
    return cut(piece, this.#secretsIn(text), before);
  }

  #secretsIn(text: string): Range[] {
    const secrets: Range[] = [];
    let at = 0;
    while (at < text.length) {
      const tag = text.indexOf("<", at);
      const end = tag < 0 ? text.length : tag;
      if (end > at && this.#isSecretHere() && text.slice(at, end).trim() !== "") secrets.push([at, end]);
      if (tag < 0) break;
      at = this.#readTag(text, tag, secrets);
    }
    return secrets;
  }

  #isSecretHere(): boolean {
    return this.#open.at(-1)?.isSecret ?? false;
  }

  /** Reads what begins with a `<`; returns where it ends. */
  #readTag(text: string, start: number, secrets: Range[]): number {
    for (const [opening, closing] of [
      ["<!--", "-->"],
      ["<![CDATA[", "]]>"],
      ["<?", "?>"],
    ] as const) {
      if (text.startsWith(opening, start)) return this.#readOther(text, start, closing, secrets);
    }
    TAG_END.lastIndex = start + 1;
    const found = TAG_END.exec(text);
    const next = text.indexOf("<", start + 1);
    // A < in a tag that has no end is broken XML: the tag is over there.
    const end = found ? TAG_END.lastIndex : next < 0 ? text.length : next;
    const tag = text.slice(start, end);
    const value = /^<(?:[^\s<>/:]+:)?token\s/.test(tag) ? TOKEN_VALUE.exec(tag)?.indices : undefined;
    const range = value?.[1] ?? value?.[2];
    if (range) secrets.push([start + range[0], start + range[1]]);
    if (!found && next < 0) this.#tag = tag;
    else this.#count(tag);
    if (!found) this.#maskInBrokenTag(tag, { start, isOver: next >= 0 }, secrets);
    return end;
  }

  /** Where a quote or the > is missing, the secret stands in what is read as the tag. */
  #maskInBrokenTag(
    tag: string,
    { start, isOver }: { start: number; isOver: boolean },
    secrets: Range[],
  ): void {
    const name = /^<(?:[^\s<>/:]+:)?([^\s<>/]*)/.exec(tag)?.[1] ?? "";
    if (!this.#isSecret(name, tag)) return;
    const inOrder = WELL_FORMED_PART.exec(tag)?.[0].length ?? 0;
    const isLost = isOver || NO_VALUE.test(tag.slice(inOrder));
    // A tag that may still end well is masked behind a > only: that is in a value whose quote may be missing.
    const from = isLost ? inOrder : tag.indexOf(">", inOrder) + 1;
    if (from > 0 && from < tag.length) secrets.push([start + from, start + tag.length]);
  }

  #readOther(text: string, start: number, closing: string, secrets: Range[]): number {
    const end = text.indexOf(closing, start);
    const until = end < 0 ? text.length : end + closing.length;
    if (this.#isSecretHere()) secrets.push([start, until]);
    if (end < 0) this.#tag = text.slice(start);
    return until;
  }

  /** Keeps account of the open elements. */
  #count(tag: string): void {
    const name = /^<\/?(?:[^\s<>/:]+:)?([^\s<>/]*)/.exec(tag)?.[1] ?? "";
    if (tag.startsWith("</")) {
      const at = this.#open.findLastIndex((open) => open.name === name);
      if (at >= 0) this.#open.length = at;
    } else if (!tag.endsWith("/>")) {
      const isSecret = this.#isSecret(name, tag);
      const isInside = ANYWHERE.includes(name) || (this.#open.at(-1)?.isInside ?? false);
      const isPrivateField = name === "field" && PRIVATE_FIELD.test(tag);
      if (this.#open.length < DEEPEST) this.#open.push({ name, isSecret, isPrivateField, isInside });
    }
  }

  #isSecret(name: string, tag: string): boolean {
    if (ANYWHERE.includes(name) || this.#open.at(-1)?.isInside) return true;
    if (name === "value") return this.#open.at(-1)?.isPrivateField ?? false;
    if (!SASL.includes(name)) return !SASL_PUBLIC.includes(name) && LIKE_SASL.test(tag);
    return this.#reading !== "whole" || this.#open.length === 0 || SASL_NAMESPACE.test(tag);
  }
}

/** The piece, which begins at `offset`, without the ranges. */
function cut(piece: string, ranges: readonly Range[], offset: number): string {
  let result = "";
  let at = 0;
  for (const [start, end] of ranges) {
    const from = Math.max(0, start - offset);
    const to = end - offset;
    if (to <= at) continue;
    result += piece.slice(at, from) + MASK;
    at = to;
  }
  return result + piece.slice(at);
}
