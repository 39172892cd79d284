// Who is there, RFC 6121 §4, and who may know it (§3).
import { attribute, type Element, xml } from "../../xml/element.ts";
import { sameDomain } from "../../xmpp/address.ts";
import { formatJid, parseJid } from "../../xmpp/jid.ts";
import { arrive, depart } from "../availability.ts";
import { readdressed } from "../copy.ts";
import { addressOf, contactJid } from "../local-accounts.ts";
import { deliverPresence } from "../presence-delivery.ts";
import { answerProbe } from "../probes.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature, Resource, Server } from "../server-feature.ts";
import { sendSubscription } from "../subscribing.ts";
import { isSubscriptionType } from "../subscriptions.ts";

/** RFC 6121 §4.6.3: whom a resource has shown its presence to by itself, by address, until it says that it leaves. */
type Directed = WeakMap<Resource, Set<string>>;

export const presence: MakeServerFeature = (server) => {
  const directed: Directed = new WeakMap();
  const leave = (stanza: Element, resource: Resource) => {
    const told = depart(stanza, resource, server);
    for (const to of directed.get(resource) ?? []) {
      if (told.includes(contactJid(to))) continue;
      server.route(readdressed(stanza, { from: formatJid(resource.jid), to }), resource);
    }
    directed.delete(resource);
  };
  return {
    name: "presence",
    stanzas: {
      presence: (stanza, sender) => {
        if (attribute(stanza, "to") !== undefined) direct(stanza, sender, server);
        else if (sender) broadcast(stanza, sender, { server, leave });
      },
    },
    received: (stanza, from) => {
      if (stanza.getName() === "presence") remember(stanza, from, { server, directed });
    },
    // RFC 6121 §4.5.2: whoever vanishes without a word is said to be gone all the same.
    unbound: (resource) =>
      leave(xml("presence", { type: "unavailable", from: formatJid(resource.jid) }), resource),
  };
};

/** Presence for somebody. */
function direct(stanza: Element, sender: Resource | undefined, server: Server): void {
  const type = attribute(stanza, "type");
  const to = attribute(stanza, "to") ?? "";
  if (isSubscriptionType(type)) {
    if (!sender) return;
    if (contactJid(to) === addressOf(sender.account, server)) {
      throw new StanzaRefusal("not-allowed", "cancel", "everybody sees their own presence");
    }
    sendSubscription({ type, stanza }, sender.account, server);
  } else if (type === "probe") {
    if (sender) answerProbe(to, sender, server);
  } else if (type === undefined || type === "unavailable") deliverPresence(stanza, server);
  else if (type !== "error") throw unknownType(type);
  // RFC 6121 §8.5.2: an error is for a full JID.
  else if (parseJid(to).resourcepart !== undefined) deliverPresence(stanza, server);
}

interface Broadcast {
  readonly server: Server;
  readonly leave: (stanza: Element, resource: Resource) => void;
}

/** Presence for everybody who may see it. */
function broadcast(stanza: Element, resource: Resource, { server, leave }: Broadcast): void {
  const type = attribute(stanza, "type");
  if (type === undefined) {
    arrive(stanza, resource, server);
  } else if (type === "unavailable") leave(stanza, resource);
  else if (type === "probe" || isSubscriptionType(type)) {
    throw new StanzaRefusal("bad-request", "modify", `presence of type ${type} needs a "to"`);
  } else if (type !== "error") throw unknownType(type);
}

interface Memory {
  readonly server: Server;
  readonly directed: Directed;
}

function remember(stanza: Element, from: Resource, { server, directed }: Memory): void {
  const to = attribute(stanza, "to");
  if (to === undefined) return;
  const type = attribute(stanza, "type");
  if (type === "unavailable") directed.get(from)?.delete(to);
  if (type !== undefined || !isServed(parseJid(to).domainpart, server)) return;
  const known = directed.get(from) ?? new Set();
  directed.set(from, known.add(to));
}

/** Whether a domain is one of this server's: what went nowhere needs no end. */
function isServed(domain: string, server: Server): boolean {
  const hosts = server.features.flatMap(({ host }) => host?.domain ?? []);
  return [server.domain, ...hosts].some((known) => sameDomain(known, domain));
}

/** RFC 6121 §4.7.1 */
function unknownType(type: string): StanzaRefusal {
  return new StanzaRefusal("bad-request", "modify", `presence has no type "${type}"`);
}
