// Who somebody says to be, and whom they want to act as.
import { UsageError } from "../../errors.ts";
import { sameJid } from "../../xmpp/jid.ts";
import { prepare } from "../../xmpp/sasl/prepare.ts";
import type { Account } from "../accounts.ts";
import { addressOf } from "../local-accounts.ts";
import type { Server } from "../server-feature.ts";
import { SaslRefusal } from "./refusal.ts";

/**
 * Lets nobody act as somebody else. To be called after the password was found right, so that it tells strangers
 * nothing.
 * @throws SaslRefusal
 */
export function checkAuthzid(authzid: string, account: Account, server: Server): void {
  // RFC 6120 §6.3.8: it is a bare JID, and left out where it is one's own.
  if (authzid === "" || sameJid(authzid, addressOf(account, server))) return;
  throw new SaslRefusal("invalid-authzid", "it is not the bare JID of whoever authenticates");
}

/**
 * A user name or password as it is compared (RFC 4013).
 * @throws SaslRefusal for what nobody's can be.
 */
export async function preparedOf(text: string): Promise<string> {
  try {
    return await prepare(text, "what was sent");
  } catch (error) {
    if (error instanceof UsageError) throw new SaslRefusal("not-authorized");
    throw error;
  }
}
