// The passwords of this session: wherever else one stands in a line that is stored, it is masked there too.
import { MASK } from "../render/redact.ts";
import type { Entry } from "../transcript/entry.ts";
import { PRACTICE_PASSWORD } from "./practice.ts";

/** A shorter one would be found in every other word. */
const SHORTEST = 4;
/** The text of what authenticates by itself: SASL's own elements, and the older request with a password in it. */
const SENT = /<(?:auth|response|initial-response)\b[^>]*>([\w+/=\s]+)</;
const SENT_AS_IT_IS = /<password\b[^>]*>([^<]+)</;

export class UsedSecrets {
  readonly #secrets = new Set<string>();

  /** The password of the practice server is told to everybody. */
  add(secret: string): void {
    if (secret.length < SHORTEST || secret === PRACTICE_PASSWORD || secret.includes(MASK)) return;
    this.#secrets.add(secret);
  }

  /** A password that was sent by hand, as far as it can be read there. */
  addSent(entry: Entry): void {
    if (entry.type !== "traffic" || entry.from !== "client" || entry.event.type !== "element") return;
    const { raw } = entry.event;
    const asItIs = SENT_AS_IT_IS.exec(raw)?.[1];
    if (asItIs !== undefined) this.add(asItIs.trim());
    const encoded = SENT.exec(raw)?.[1];
    if (encoded === undefined) return;
    // RFC 4616 §2: PLAIN is the identity, the user and the password, with a NUL between them.
    const [, , password] = Buffer.from(encoded, "base64").toString("utf8").split("\0");
    if (password !== undefined) this.add(password);
  }

  /** A line without them; a word that only holds one is another word. */
  mask(line: string): string {
    let masked = line;
    for (const secret of this.#secrets) {
      if (masked.includes(secret)) masked = masked.replace(wordOf(secret), MASK);
    }
    return masked;
  }
}

function wordOf(secret: string): RegExp {
  const text = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);
  const begins = /^[\p{L}\p{N}]/u.test(secret) ? "(?<![\\p{L}\\p{N}])" : "";
  const ends = /[\p{L}\p{N}]$/u.test(secret) ? "(?![\\p{L}\\p{N}])" : "";
  return new RegExp(begins + text + ends, "gu");
}
