// "juliet" where juliet@localhost was meant: without an @ a JID is a domain (RFC 7622 §3.2).
import type { SessionState } from "../session/state.ts";
import { attribute, type Element } from "../xml/element.ts";
import { isIpAddress, toAscii } from "../xmpp/address.ts";
import { parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";

/** Says so of whom a stanza is for, and of whom it puts on the roster. */
export function remarksOnAddressees(stanza: Element, state: SessionState): readonly string[] {
  const named = [attribute(stanza, "to"), ...rosterItems(stanza)];
  return named.flatMap((jid) => noAccount(jid, { stanza, state }) ?? []);
}

interface Around {
  readonly stanza: Element;
  readonly state: SessionState;
}

/** Undefined where the JID has a localpart, or may well be meant as a domain. */
export function noAccount(text: string | undefined, { stanza, state }: Around): string | undefined {
  const own = state.jid?.domainpart ?? state.sent?.to;
  if (text === undefined || own === undefined) return undefined;
  const { localpart, domainpart } = parseJid(text);
  if (localpart !== undefined || domainpart === "" || isDomainMeant(domainpart, own)) return undefined;
  // Servers are asked things across domains; a message is for somebody.
  if (domainpart.includes(".") && stanza.getName() !== "message") return undefined;
  return `"${domainpart}" is a domain here, and not one of this server's: an account is ${domainpart}@${own} (RFC 7622 §3.2)`;
}

/** The stream's domain, and the services below it. */
function isDomainMeant(domain: string, own: string): boolean {
  const [name, ours] = [toAscii(domain), toAscii(own)];
  return isIpAddress(domain) || domain === own || name === ours || name.endsWith(`.${ours}`);
}

function rosterItems(stanza: Element): readonly (string | undefined)[] {
  if (stanza.getName() !== "iq" || attribute(stanza, "type") !== "set") return [];
  const items = stanza.getChild("query", NS.roster)?.getChildren("item", NS.roster) ?? [];
  return items.map((item) => attribute(item, "jid"));
}
