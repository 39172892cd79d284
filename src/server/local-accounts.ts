// Accounts and their addresses.
import { sameDomain } from "../xmpp/address.ts";
import { bareKey, parseJid } from "../xmpp/jid.ts";
import type { Account } from "./accounts.ts";
import type { Resource, Server } from "./server-feature.ts";

/** The bare JID of an account of this server. */
export function addressOf(account: Account, server: Server): string {
  return `${account.name}@${server.domain}`;
}

/** The account whose bare JID, or one of whose full JIDs, this is. */
export function accountAt(jid: string, server: Server): Account | undefined {
  const { localpart, domainpart } = parseJid(jid);
  if (localpart === undefined || !sameDomain(domainpart, server.domain)) return undefined;
  return server.accounts.find(localpart);
}

/** The bare JID of an address in the one form in which rosters and requests are kept (RFC 7622 §3.2, §3.3). */
export function contactJid(jid: string): string {
  return bareKey(parseJid(jid));
}

/** Those that have sent their initial presence and are not unavailable (RFC 6121 §4.2). */
export function availableResources(account: Account, server: Server): readonly Resource[] {
  return server.resourcesOf(account).filter(({ presence }) => presence !== undefined);
}
