// Whom a filter means by a JID.
import { bareJid, bareKey, parseJid } from "../../xmpp/jid.ts";
import { fitsWildcard } from "./wildcard.ts";

/**
 * Whether an address is meant: a bare JID means all its resources, a domain everything at it. The resourcepart is
 * compared with case (RFC 7622 §3.4), the rest without.
 */
export function fitsJid(pattern: string, address: string): boolean {
  const wanted = parseJid(pattern);
  const jid = parseJid(address);
  const bare = bareKey(jid);
  if (wanted.resourcepart !== undefined && !fitsWildcard(wanted.resourcepart, jid.resourcepart ?? ""))
    return false;
  const wantedBare = bareKey(bareJid(wanted));
  if (wanted.localpart !== undefined) return fitsWildcard(wantedBare, bare);
  const isAtDomain = fitsWildcard(wantedBare, bareKey({ domainpart: jid.domainpart }));
  // `rom*` may be the beginning of anything.
  return isAtDomain || (wantedBare.includes("*") && fitsWildcard(wantedBare, bare));
}
