// XEP-0198 §4: what a client has never acknowledged is treated as if it had been sent to a resource that is not there.
import { attribute, type Element } from "../../xml/element.ts";
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Resource, Server } from "../server-feature.ts";

/**
 * What is to be sent on its way once more, now that the resource is gone: a message goes to the account, and so to
 * another resource or to those that wait; a request to nobody, and so back as an error.
 */
export function sentOn(
  stanza: Element,
  { server, lost }: { readonly server: Server; readonly lost: Resource },
): Element | undefined {
  const name = stanza.getName();
  if (name === "iq") return isRequestOfSomebodyElse(stanza, lost) ? stanza : undefined;
  // RFC 6121 §8.5.3.2.2: presence to a resource that is gone is dropped.
  if (name !== "message" || !isConversation(stanza) || isWithOthers(stanza, { server, lost }))
    return undefined;
  stanza.attrs.to = formatJid(bareJid(lost.jid));
  return stanza;
}

/** A room says itself that its occupant has left; nobody waits for a headline, an error or a carbon. */
function isConversation(message: Element): boolean {
  const type = attribute(message, "type") ?? "normal";
  const isCarbon = ["sent", "received"].some((copy) => message.getChild(copy, NS.carbons));
  return !["groupchat", "headline", "error"].includes(type) && !isCarbon;
}

/** RFC 6121 §8.5.2.1.1: a message to the bare JID went to all resources of the highest priority. */
function isWithOthers(
  message: Element,
  { server, lost }: { readonly server: Server; readonly lost: Resource },
): boolean {
  if (parseJid(attribute(message, "to") ?? "").resourcepart !== undefined) return false;
  return server
    .resourcesOf(lost.account)
    .some(({ presence, priority }) => presence && priority >= Math.max(0, lost.priority));
}

/** What the server itself has asked, as a roster push, nobody waits for. */
function isRequestOfSomebodyElse(iq: Element, { account }: Resource): boolean {
  const { localpart } = parseJid(attribute(iq, "from") ?? "");
  const isRequest = ["get", "set"].includes(attribute(iq, "type") ?? "");
  return isRequest && localpart !== undefined && localpart !== account.name;
}
