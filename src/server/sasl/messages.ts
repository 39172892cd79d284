// SASL messages as they stand in elements (RFC 6120 §6.4, §13.9.1).
import { type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { encodeMessage, isBase64 } from "../../xmpp/sasl/base64.ts";
import { SaslRefusal } from "./refusal.ts";

/**
 * The message in an element; undefined where there is none.
 * @throws SaslRefusal for what is no base64: RFC 6120 §13.9.1 has blanks refused too.
 */
export function messageIn(element: Element): Uint8Array | undefined {
  const text = element.getText();
  if (text === "") return undefined;
  if (text === "=") return new Uint8Array();
  if (isBase64(text)) return Buffer.from(text, "base64");
  throw new SaslRefusal("incorrect-encoding", "this is no base64, in which there are no blanks either");
}

/** @throws SaslRefusal for bytes that are no UTF-8. */
export function textOf(message: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(message);
  } catch {
    throw new SaslRefusal("malformed-request", "what stands in the base64 is no UTF-8");
  }
}

/** `<challenge/>` or `<success/>`. */
export function saslElement(name: "challenge" | "success", message?: string): Element {
  // RFC 6120 §6.4.6: data of no length is written "=", and no data as nothing.
  const content = message === "" ? "=" : message && encodeMessage(message);
  return xml(name, { xmlns: NS.sasl }, content);
}

export function failureElement({ condition, message }: SaslRefusal): Element {
  const text = message === "" ? undefined : xml("text", { "xml:lang": "en" }, message);
  return xml("failure", { xmlns: NS.sasl }, xml(condition), text);
}
