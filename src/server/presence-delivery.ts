// Presence on its way to an account of this server.
import { attribute, type Element } from "../xml/element.ts";
import { formatJid, parseJid } from "../xmpp/jid.ts";
import { copyOf, readdressed } from "./copy.ts";
import { accountAt, availableResources } from "./local-accounts.ts";
import type { Resource, Server } from "./server-feature.ts";

/**
 * Delivers presence to one resource, or to all that are available; without anybody there it is lost
 * (RFC 6121 §8.5.2.1.2, §8.5.2.2.2, §8.5.3.1, §8.5.3.2.2).
 */
export function deliverPresence(stanza: Element, server: Server): void {
  const to = attribute(stanza, "to") ?? "";
  const jid = parseJid(to);
  if (jid.resourcepart !== undefined) {
    server.find(jid)?.deliver(copyOf(stanza));
    return;
  }
  const account = accountAt(to, server);
  if (!account) return;
  for (const resource of availableResources(account, server)) resource.deliver(copyOf(stanza));
}

/** Shows the presence of a resource to somebody else; nothing where it is not available. */
export function showPresence({ presence, jid }: Resource, to: string, server: Server): void {
  if (presence) deliverPresence(readdressed(presence, { from: formatJid(jid), to }), server);
}
