// What a SASL message says, in words that never hold a password or a token.
import type { Side } from "../transcript/entry.ts";
import { grouped } from "./views/fold.ts";

export interface SaslContext {
  readonly from: Side;
  /** Where the element names it. */
  readonly mechanism: string | undefined;
}

/** RFC 4616 §2: [authzid] NUL authcid NUL passwd. */
const PLAIN = /^([^\0]*)\0([^\0]+)\0([^\0]*)$/;
/** RFC 7628 §3.1: key=value pairs between ^A, a token among them. */
const BEARER = /\x01auth=([^\x01]*)/;
/** RFC 5802 §7: attributes of a letter each, behind a header of GS2 or without it. */
const SCRAM = /^(?:[ny],|p=[^,]*,)?(?:a=[^,]*)?,?[a-z]=[^,]*(?:,[a-z]=[^,]*)*$/;
/** What they send is a name. */
const NAMING = ["EXTERNAL", "ANONYMOUS"];
const CONTROL = /[\u0000-\u001f\u007f]/;
/** SCRAM's messages are some hundred characters long. */
const LONGEST = 500;

/** What a message says, as far as it is no secret: of what nobody knows only its length. */
export function saslMeaning(bytes: Buffer, { from, mechanism = "" }: SaslContext): string {
  const text = bytes.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) return `base64 of ${grouped(bytes.length)} bytes`;
  const [all, authzid = "", username = "", password = ""] = PLAIN.exec(text) ?? [];
  if (all !== undefined) {
    const acting = authzid === "" ? "" : `, acting as "${authzid}"`;
    return `base64 of user name "${username}", password (${characters(password)})${acting}`;
  }
  const token = BEARER.exec(text);
  if (token) return `base64 of "${text.split("\x01")[0] ?? ""}" and a token (${characters(token[1] ?? "")})`;
  // A client may send its password by itself, as it does with LOGIN.
  const isKnown = from === "server" || SCRAM.test(text) || NAMING.includes(mechanism);
  if (!isKnown || CONTROL.test(text) || text.length > LONGEST) return `base64 of ${characters(text)}`;
  return `base64 of ${text}`;
}

function characters(text: string): string {
  const { length } = [...text];
  return `${grouped(length)} ${length === 1 ? "character" : "characters"}`;
}
