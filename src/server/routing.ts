// The way of a stanza: to this server, one of its accounts, or another domain of its own (RFC 6120 §10, RFC 6121 §8).
import { attribute, type Element } from "../xml/element.ts";
import { sameDomain } from "../xmpp/address.ts";
import { bareJid, formatJid, type Jid, parseJid } from "../xmpp/jid.ts";
import { accountAt } from "./local-accounts.ts";
import { nobodyThere } from "./nobody-there.ts";
import { refusalOf, StanzaRefusal } from "./refusal.ts";
import { answerRequest, isRequest } from "./requests.ts";
import type { Resource, Server, TakeStanza } from "./server-feature.ts";

/** A stanza, and the resource that sent it; none for what a room or the server itself says. */
export interface Sent {
  readonly stanza: Element;
  readonly sender: Resource | undefined;
}

/** Takes a stanza where its `to` says; whoever sent it is told where that cannot be done. */
export function route({ stanza, sender }: Sent, server: Server): void {
  try {
    takeOn({ stanza, sender }, server);
  } catch (error) {
    if (!(error instanceof StanzaRefusal)) throw error;
    refuse(stanza, error, server);
  }
}

/** Answers a stanza with an error, unless it is one (RFC 6120 §8.3.1). */
export function refuse(stanza: Element, refusal: StanzaRefusal, server: Server): void {
  const reply = refusalOf(stanza, refusal);
  const to = reply && attribute(reply, "to");
  if (reply && to !== undefined) server.find(parseJid(to))?.deliver(reply);
}

/** @throws StanzaRefusal */
function takeOn({ stanza, sender }: Sent, server: Server): void {
  const name = stanza.getName();
  // RFC 6120 §10.3.1: a message to nobody is one to the own account.
  if (name === "message" && sender) stanza.attrs.to ??= formatJid(bareJid(sender.jid));
  const to = attribute(stanza, "to");
  // RFC 6120 §10.3.2 and §10.3.3: a presence to nobody is broadcast, an answer to nobody is the server's.
  if (to === undefined) {
    if (name === "presence") takerOf("presence", server)?.(stanza, sender);
    return;
  }
  const jid = parseJid(to);
  const host = server.features.find(
    (feature) => feature.host && sameDomain(feature.host.domain, jid.domainpart),
  );
  if (host?.host && sender) {
    host.host.receive(stanza, sender);
    return;
  }
  if (!sameDomain(jid.domainpart, server.domain)) {
    throw new StanzaRefusal("remote-server-not-found", "cancel", "this server knows no other servers");
  }
  if (name === "iq") routeIq({ stanza, sender }, jid, server);
  else if (jid.localpart !== undefined) takerOf(name, server)?.(stanza, sender);
  else if (name === "message") throw new StanzaRefusal("service-unavailable", "cancel");
}

function takerOf(name: string, { features }: Server): TakeStanza | undefined {
  const kind = name === "message" ? "message" : "presence";
  return features.find(({ stanzas }) => stanzas?.[kind])?.stanzas?.[kind];
}

/** RFC 6121 §8.5: an iq is for one resource, or the server answers it for the account. */
function routeIq({ stanza, sender }: Sent, to: Jid, server: Server): void {
  if (to.resourcepart !== undefined) {
    const resource = server.find(to);
    if (!resource) throw nobodyThere(to, server);
    resource.deliver(stanza);
    return;
  }
  if (to.localpart !== undefined && !accountAt(formatJid(to), server)) throw nobodyThere(to, server);
  if (sender?.connection && isRequest(stanza)) void answerRequest(stanza, sender.connection);
}
