// XEP-0203: a stanza that is delivered later than it was sent says when that was, and who kept it.

import { type Element, xml } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";

/** @param at in milliseconds since 1970. */
export function delay(from: string, at: number): Element {
  return xml("delay", { xmlns: NS.delay, from, stamp: new Date(at).toISOString() });
}

export function isDelayed(stanza: Element): boolean {
  return stanza.getChild("delay", NS.delay) !== undefined;
}
