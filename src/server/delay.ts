// XEP-0203: a stanza that is delivered later than it was sent says when that was, and who kept it.
import { type Element, xml } from "../xml/element.ts";

export const DELAY = "urn:xmpp:delay";

/** @param at in milliseconds since 1970. */
export function delay(from: string, at: number): Element {
  return xml("delay", { xmlns: DELAY, from, stamp: new Date(at).toISOString() });
}

export function isDelayed(stanza: Element): boolean {
  return stanza.getChild("delay", DELAY) !== undefined;
}
