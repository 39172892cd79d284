import { bareJid, formatJid, type Jid } from "../xmpp/jid.ts";
import { accountAt } from "./local-accounts.ts";
import { StanzaRefusal } from "./refusal.ts";
import type { Server } from "./server-feature.ts";

/**
 * The answer where nobody takes a stanza (RFC 6121 §8.5). A server on the internet has one for all cases, so that
 * strangers do not find out who has an account (RFC 6120 §13.12); here everybody is to see what is wrong.
 */
export function nobodyThere(to: Jid, server: Server): StanzaRefusal {
  return new StanzaRefusal("service-unavailable", "cancel", whyNobody(to, server));
}

function whyNobody(to: Jid, server: Server): string {
  if (!accountAt(formatJid(to), server)) return `there is no account ${formatJid(bareJid(to))} here`;
  if (to.resourcepart !== undefined) return `${formatJid(to)} is not connected`;
  return `${formatJid(to)} is somebody's account, and no room`;
}
