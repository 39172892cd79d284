// SASL messages on an XMPP stream are base64 (RFC 6120 §6.4.2); "=" alone is an empty one.
import { SaslFault } from "./fault.ts";

/** Whether a text is base64 of something, filled up as it must be (RFC 4648 §4). */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

export function encodeMessage(message: string): string {
  return Buffer.from(message, "utf8").toString("base64");
}

/**
 * The message in an element's text; "" for none.
 * @throws SaslFault when it is no base64; `what` names the element.
 */
export function decodeMessage(text: string, what: string): string {
  return decodeBytes(text, what).toString("utf8");
}

/** The same as bytes: not every mechanism speaks UTF-8. */
export function decodeBytes(text: string, what: string): Buffer {
  const base64 = text.replace(/\s+/g, "");
  if (base64 === "" || base64 === "=") return Buffer.alloc(0);
  if (isBase64(base64)) return Buffer.from(base64, "base64");
  throw new SaslFault(`the ${what} is no base64 (RFC 6120 §6.4.2)`);
}
