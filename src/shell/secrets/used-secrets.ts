// The passwords of this session: wherever else one stands in a line that is stored, it is masked there too.
import { MASK } from "../../render/secrets/redact.ts";
import type { Entry } from "../../transcript/entry.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { childElements } from "../../xml/names.ts";
import { PRACTICE_PASSWORD } from "../practice.ts";

/** Unlike the mask in the place of a secret it can stand anywhere: nobody could tell what was meant without it. */
export const USED_SECRET = "[redacted-password]";

/** A shorter one would be found in every other word. */
const SHORTEST = 4;
/** What authenticates by itself: elements of SASL and of SASL2 (XEP-0388). */
const SASL = new Set(["auth", "response", "initial-response"]);

export class UsedSecrets {
  readonly #secrets = new Set<string>();
  readonly #isName: (word: string) => boolean;
  readonly #learned: (secret: string) => void;

  /**
   * @param isName says whether a word is the name of something: masked, no line with it could be read or run.
   * @param learned is told of each secret when it is known to be one: it may stand in what was stored before.
   */
  constructor(isName: (word: string) => boolean, learned: (secret: string) => void) {
    this.#isName = isName;
    this.#learned = learned;
  }

  /** The password of the practice server is told to everybody. */
  add(secret: string): void {
    if (secret.length < SHORTEST || secret === PRACTICE_PASSWORD || secret.includes(MASK)) return;
    if (this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    if (!this.#isName(secret)) this.#learned(secret);
  }

  /** Passwords that were sent by hand, as far as they can be read there. */
  addSent(entry: Entry): void {
    if (entry.type !== "traffic" || entry.from !== "client" || entry.event.type !== "element") return;
    this.#addIn(entry.event.element);
  }

  /** A line without them; a word that only holds one is another word. */
  mask(line: string): string {
    let masked = line;
    for (const secret of this.#secrets) masked = this.maskOne(masked, secret);
    return masked;
  }

  /** A line without one of them. */
  maskOne(line: string, secret: string): string {
    return line.includes(secret) && !this.#isName(secret) ? line.replace(wordOf(secret), USED_SECRET) : line;
  }

  #addIn(element: Element): void {
    const name = element.getName();
    // XEP-0004 §3.3: text-private is what passwords are asked for with.
    if (name === "password" || isPrivateValue(element)) this.add(element.getText().trim());
    else if (SASL.has(name)) this.#addPlain(element.getText());
    for (const child of childElements(element)) this.#addIn(child);
  }

  /** RFC 4616 §2: PLAIN is the identity, the user and the password, with a NUL between them. */
  #addPlain(encoded: string): void {
    const [, user, password] = Buffer.from(encoded, "base64").toString("utf8").split("\0");
    if (password !== undefined && password !== user) this.add(password);
  }
}

function isPrivateValue(element: Element): boolean {
  const { parent } = element;
  return element.getName() === "value" && !!parent && attribute(parent, "type") === "text-private";
}

/** What colours a text ends with a letter that is no part of a word. */
const BEHIND_COLOUR = "(?<=\\x1b\\[[\\d;]*m)";

function wordOf(secret: string): RegExp {
  const text = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);
  const begins = /^[\p{L}\p{N}]/u.test(secret) ? `(?:(?<![\\p{L}\\p{N}])|${BEHIND_COLOUR})` : "";
  const ends = /[\p{L}\p{N}]$/u.test(secret) ? "(?![\\p{L}\\p{N}])" : "";
  return new RegExp(begins + text + ends, "gu");
}
