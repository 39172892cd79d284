// Stanzas about subscriptions on their way through the server (RFC 6121 §3): what is said is remembered on both sides
// before it goes on, and what one may see now is shown.
import { attribute, type Element, xml } from "../xml/element.ts";
import { formatJid } from "../xmpp/jid.ts";
import type { Account } from "./accounts.ts";
import { copyOf, readdressed } from "./copy.ts";
import { accountAt, addressOf, availableResources, contactJid } from "./local-accounts.ts";
import { deliverPresence, showPresence } from "./presence-delivery.ts";
import { checkPlace, MOST_CONTACTS, rostersOf } from "./rosters.ts";
import type { Server } from "./server-feature.ts";
import { received, type SubscriptionState, type SubscriptionType, sent } from "./subscriptions.ts";

/** A stanza about a subscription; its `to` is the contact. */
export interface SubscriptionStanza {
  readonly type: SubscriptionType;
  readonly stanza: Element;
}

/**
 * What the owner of an account says to a contact.
 * @throws StanzaRefusal where the roster is full.
 */
export function sendSubscription(
  { type, stanza }: SubscriptionStanza,
  account: Account,
  server: Server,
): void {
  const contact = contactJid(attribute(stanza, "to") ?? "");
  const rosters = rostersOf(server);
  const before = rosters.state(account, contact);
  const { state, passes } = sent(type, before);
  if (state.to || state.from || state.pendingOut) checkPlace(account, contact);
  // The server that asks may be answered at once: what was asked must be known by then.
  rosters.change(account, contact, state);
  // RFC 6121 §3.1.2: the contact is to see the bare JID, whichever client it was.
  const stamped = readdressed(stanza, { from: addressOf(account, server), to: contact });
  if (passes) receiveSubscription({ type, stanza: stamped }, server);
  showChange({ account, contact, before, after: rosters.state(account, contact) }, server);
}

/** A stanza with bare JIDs arrives at an account. */
export function receiveSubscription({ type, stanza }: SubscriptionStanza, server: Server): void {
  const account = accountAt(attribute(stanza, "to") ?? "", server);
  // RFC 6121 §8.5.1: where there is no account, nothing is said about it.
  if (!account) return;
  const contact = contactJid(attribute(stanza, "from") ?? "");
  const rosters = rostersOf(server);
  const before = rosters.state(account, contact);
  const { state, passes } = received(type, before);
  // Whoever has so many requests to answer gets no more.
  if (type === "subscribe" && passes && account.requests.size >= MOST_CONTACTS) return;
  if (type === "subscribe" && passes) account.requests.set(contact, copyOf(stanza));
  if (passes) {
    // RFC 6121 §3.1.3: a request is for whoever is available; §3.1.6: what it led to for whoever has a roster.
    const isRequest = type === "subscribe";
    const readers = isRequest ? availableResources(account, server) : rosters.interested(account);
    for (const reader of readers) reader.deliver(copyOf(stanza));
  }
  rosters.change(account, contact, state);
  if (type === "subscribe" && state.from) reply("subscribed", stanza, server);
  showChange({ account, contact, before, after: rosters.state(account, contact) }, server);
}

/** RFC 6121 §2.5: with a contact its subscriptions end, in both directions. */
export function removeContact(contact: string, account: Account, server: Server): void {
  const rosters = rostersOf(server);
  const before = rosters.state(account, contact);
  rosters.remove(account, contact);
  const say = (type: SubscriptionType) => {
    const from = addressOf(account, server);
    receiveSubscription({ type, stanza: xml("presence", { type, from, to: contact }) }, server);
  };
  if (before.to || before.pendingOut) say("unsubscribe");
  if (before.from) say("unsubscribed");
  showChange({ account, contact, before, after: rosters.state(account, contact) }, server);
}

/** The server answers in the contact's name. */
function reply(type: SubscriptionType, { attrs: { from, to } }: Element, server: Server): void {
  receiveSubscription({ type, stanza: xml("presence", { type, from: to, to: from }) }, server);
}

interface Change {
  readonly account: Account;
  readonly contact: string;
  readonly before: SubscriptionState;
  readonly after: SubscriptionState;
}

/** RFC 6121 §3.1.5, §3.2.2 and §3.3.3: who may see one's presence now sees it, who may no longer sees one leave. */
function showChange({ account, contact, before, after }: Change, server: Server): void {
  if (before.from === after.from) return;
  for (const resource of availableResources(account, server)) {
    if (after.from) showPresence(resource, contact, server);
    else {
      const from = formatJid(resource.jid);
      deliverPresence(xml("presence", { type: "unavailable", from, to: contact }), server);
    }
  }
}
