// A resource becomes available, and unavailable again (RFC 6121 §4.2 to §4.5).
import type { Element } from "../xml/element.ts";
import { formatJid } from "../xmpp/jid.ts";
import { copyOf, readdressed } from "./copy.ts";
import { availableResources } from "./local-accounts.ts";
import { deliverOffline } from "./offline.ts";
import { deliverPresence, showPresence } from "./presence-delivery.ts";
import { answerProbe } from "./probes.ts";
import { StanzaRefusal } from "./refusal.ts";
import { rostersOf } from "./rosters.ts";
import type { Resource, Server } from "./server-feature.ts";

/**
 * RFC 6121 §4.2.2 for the first presence, §4.4.2 for those that follow.
 * @throws StanzaRefusal
 */
export function arrive(stanza: Element, resource: Resource, server: Server): void {
  checkPriority(stanza);
  const isInitial = resource.presence === undefined;
  resource.presence = copyOf(stanza);
  const { account } = resource;
  // One sees one's own presence, from all resources, this one included.
  for (const { jid } of availableResources(account, server)) showPresence(resource, formatJid(jid), server);
  for (const contact of subscribers(resource, server)) showPresence(resource, contact, server);
  if (isInitial) catchUp(resource, server);
  deliverOffline(resource);
}

/** What there is to know for somebody who has just become available. */
function catchUp(resource: Resource, server: Server): void {
  const { account } = resource;
  const to = formatJid(resource.jid);
  const others = availableResources(account, server).filter((other) => other !== resource);
  for (const other of others) showPresence(other, to, server);
  for (const { jid, subscription } of [...account.roster.values()]) {
    if (subscription === "to" || subscription === "both") answerProbe(jid, resource, server);
  }
  // RFC 6121 §3.1.3: a request comes again at every log-in until it is answered.
  for (const request of account.requests.values()) resource.deliver(copyOf(request));
}

/** Ends what `arrive` began; returns the bare JIDs of the contacts who were told (RFC 6121 §4.5.2). */
export function depart(stanza: Element, resource: Resource, server: Server): readonly string[] {
  if (!resource.presence) return [];
  const from = formatJid(resource.jid);
  const contacts = subscribers(resource, server);
  const own = availableResources(resource.account, server).map(({ jid }) => formatJid(jid));
  for (const to of [...own, ...contacts]) deliverPresence(readdressed(stanza, { from, to }), server);
  resource.presence = undefined;
  return contacts;
}

/** Who is subscribed to the presence of an account, by bare JID. */
function subscribers({ account }: Resource, server: Server): readonly string[] {
  const rosters = rostersOf(server);
  return [...account.roster.keys()].filter((jid) => rosters.state(account, jid).from);
}

/** RFC 6121 §4.7.2.3 */
function checkPriority(stanza: Element): void {
  const written = stanza.getChildren("priority").map((child) => child.getText().trim());
  if (written.length === 0) return;
  const [text = ""] = written;
  const isByte = /^[+-]?\d+$/.test(text) && Number(text) >= -128 && Number(text) <= 127;
  if (written.length > 1 || !isByte) {
    throw new StanzaRefusal("bad-request", "modify", "a priority is one whole number from -128 to 127");
  }
}
