// What of a stream belongs to logging in: what is done once so that a client is there, and is not what it is there for.
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";

/** Whether an element that was sent has to be sent again to get as far on another connection. */
export function belongsToLogin(element: Element): boolean {
  if (element.is("starttls", NS.tls) || element.is("enable", NS.streamManagement)) return true;
  if (element.getNS() === NS.sasl) return element.is("auth") || element.is("response");
  if (element.is("handshake", NS.component)) return true;
  if (element.getName() === "presence") return isOwnPresence(element);
  const payload = element.getChildElements()[0];
  const isBinding = payload?.is("bind", NS.bind) || payload?.is("session", NS.session);
  return element.getName() === "iq" && attribute(element, "type") === "set" && isBinding === true;
}

/** RFC 6121 §4.2, §4.5: that this client is available, or is not. */
export function isOwnPresence(element: Element): boolean {
  const type = attribute(element, "type");
  const isState = type === undefined || type === "unavailable";
  return element.getName() === "presence" && attribute(element, "to") === undefined && isState;
}
