// Answers to the question how somebody is (RFC 6121 §4.3). Contacts have their accounts here: nothing is ever sent.
import { xml } from "../xml/element.ts";
import { formatJid, parseJid } from "../xmpp/jid.ts";
import type { Account } from "./accounts.ts";
import { accountAt, addressOf, availableResources, contactJid } from "./local-accounts.ts";
import { deliverPresence, showPresence } from "./presence-delivery.ts";
import { rostersOf } from "./rosters.ts";
import type { Resource, Server } from "./server-feature.ts";
import { receiveSubscription } from "./subscribing.ts";

/** Tells a resource how the contact `jid` is, or one of the contact's resources. */
export function answerProbe(jid: string, asker: Resource, server: Server): void {
  const account = accountAt(jid, server);
  const own = addressOf(asker.account, server);
  if (!account || !isVisible(account, own, server)) {
    deny(jid, asker, server);
    return;
  }
  const to = formatJid(asker.jid);
  const { resourcepart } = parseJid(jid);
  const shown = availableResources(account, server).filter(
    (resource) => resourcepart === undefined || resource.jid.resourcepart === resourcepart,
  );
  for (const resource of shown) showPresence(resource, to, server);
  // RFC 6121 §4.3.2: somebody who is not there is said to be so.
  if (shown.length === 0) deliverPresence(xml("presence", { type: "unavailable", from: jid, to }), server);
}

/** Whether an account shows its presence to a bare JID: its own it always does. */
export function isVisible(account: Account, to: string, server: Server): boolean {
  return to === addressOf(account, server) || rostersOf(server).state(account, contactJid(to)).from;
}

/** RFC 6121 §4.3.2: somebody who may not see it learns that there is no subscription, and whether there is an account not. */
function deny(jid: string, asker: Resource, server: Server): void {
  const from = contactJid(jid);
  const stanza = (to: string) => xml("presence", { type: "unsubscribed", from, to });
  const isInRoster = rostersOf(server).state(asker.account, from).to;
  if (isInRoster)
    receiveSubscription({ type: "unsubscribed", stanza: stanza(addressOf(asker.account, server)) }, server);
  else deliverPresence(stanza(formatJid(asker.jid)), server);
}
