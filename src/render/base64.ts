// What base64 stands for, where an element's text is base64 by its meaning.
import { isBase64 } from "../xmpp/sasl/base64.ts";
import { saslMeaning } from "./sasl-meaning.ts";
import { charactersIn } from "./text/characters.ts";
import { beginningOf } from "./text/display-width.ts";
import { grouped } from "./views/fold.ts";
import type { Piece } from "./views/markup.ts";
import { type OutlineElement, type OutlineItem, soleText } from "./views/outline.ts";

type Meaning = (bytes: Buffer, element: OutlineElement) => string;

/** By namespace, then by local name: SASL, SASL2, IBB, bits of binary, vCards, avatars, hashes. */
const MEANINGS: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  // RFC 6120 §6.4
  "urn:ietf:params:xml:ns:xmpp-sasl": {
    auth: inSasl,
    challenge: inSasl,
    response: inSasl,
    success: inSasl,
  },
  // XEP-0388
  "urn:xmpp:sasl:2": {
    "initial-response": inSasl,
    challenge: inSasl,
    response: inSasl,
    "additional-data": inSasl,
  },
  // XEP-0047 §2.2
  "http://jabber.org/protocol/ibb": { data: content },
  // XEP-0231
  "urn:xmpp:bob": { data: content },
  // XEP-0054
  "vcard-temp": { BINVAL: content },
  // XEP-0084 §4.1
  "urn:xmpp:avatar:data": { data: content },
  // XEP-0300
  "urn:xmpp:hashes:2": { hash: digest },
  "urn:xmpp:hashes:1": { hash: digest },
};

const NAMES = new RegExp(
  `<(?:[^\\s<>/]*:)?(?:${Object.values(MEANINGS).flatMap(Object.keys).join("|")})[\\s/>]`,
);

/** Whether it is worth looking. */
export function mayHoldBase64(raw: string): boolean {
  return NAMES.test(raw);
}

/** What is to be said below an element, by the piece that it begins with. */
export function base64Notes(items: readonly OutlineItem[]): ReadonlyMap<Piece, string> {
  const notes = new Map<Piece, string>();
  items.forEach((item, at) => {
    const note = item.type === "element" ? noteOn(item, () => soleText(items, at)) : undefined;
    if (item.type === "element" && note !== undefined) notes.set(item.piece, note);
  });
  return notes;
}

function noteOn(element: OutlineElement, text: () => string | undefined): string | undefined {
  const { namespace = "", localName } = element;
  if (!Object.hasOwn(MEANINGS, namespace)) return undefined;
  const meanings = MEANINGS[namespace] ?? {};
  const meaning = Object.hasOwn(meanings, localName) ? meanings[localName] : undefined;
  if (!meaning) return undefined;
  const base64 = text()?.replace(/\s+/g, "") ?? "";
  // What was taken out is no base64 any more.
  return isBase64(base64) ? meaning(Buffer.from(base64, "base64"), element) : undefined;
}

function inSasl(bytes: Buffer, { localName, attributes }: OutlineElement): string {
  const mechanism = attributes.find(({ name }) => name === "mechanism")?.value;
  return saslMeaning(bytes, { from: FROM_SERVER.includes(localName) ? "server" : "client", mechanism });
}

const FROM_SERVER = ["challenge", "success", "additional-data"];

function digest(bytes: Buffer, { attributes }: OutlineElement): string {
  const algorithm = attributes.find(({ name }) => name === "algo")?.value;
  return `${algorithm ?? "the hash"} in hexadecimal digits: ${bytes.toString("hex")}`;
}

/** How much of a text is shown, in characters. */
const MOST_TEXT = 200;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Text where it is text that can be read, else what kind of file it looks like. */
function content(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  const isText = !CONTROL.test(text) && Buffer.from(text, "utf8").equals(bytes);
  if (!isText) return `base64 of ${grouped(bytes.length)} bytes${kindOf(bytes)}`;
  if (text.length <= MOST_TEXT) return `base64 of "${text}"`;
  return `base64 of ${grouped(charactersIn(text))} characters: "${beginningOf(text, MOST_TEXT)}…"`;
}

/** What files of a kind begin with. */
const KINDS: readonly (readonly [kind: string, begins: RegExp])[] = [
  ["PNG image", /^\x89PNG\r\n\x1a\n/],
  ["JPEG image", /^\xff\xd8\xff/],
  ["GIF image", /^GIF8[79]a/],
  ["WebP image", /^RIFF[\s\S]{4}WEBP/],
  ["PDF document", /^%PDF-/],
  ["gzip archive", /^\x1f\x8b/],
  ["ZIP archive", /^PK\x03\x04/],
];

function kindOf(bytes: Buffer): string {
  const beginning = bytes.subarray(0, 16).toString("latin1");
  const known = KINDS.find(([, begins]) => begins.test(beginning));
  return known ? ` (${known[0]})` : "";
}
