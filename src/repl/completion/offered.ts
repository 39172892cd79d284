// What the one has said to be able to do whom the stanza at the cursor is to: of anybody else it would be no offer.
import { bareJid, formatJid, jidKey } from "../../xmpp/jid.ts";
import type { ForClient } from "./completions.ts";
import { serverDomain } from "./jids.ts";
import type { OpenElement } from "./xml-place.ts";

export function offeredTo({
  seen,
  client,
  open,
}: ForClient & { readonly open: readonly OpenElement[] }): ReadonlySet<string> {
  const to = open[0]?.attributes.get("to");
  const own = client ? seen.features.ofAccount(client.session.id) : [];
  const jid = client?.session.state.jid;
  const account = jid && formatJid(bareJid(jid));
  if (to !== undefined) {
    const isOwn = account !== undefined && jidKey(to) === jidKey(account);
    return new Set([...seen.features.of(to), ...(isOwn ? own : [])]);
  }
  // RFC 6120 §10.3: without an address it is the server that answers, for the account.
  const domain = serverDomain(client);
  const theirs = [account, domain].flatMap((one) => (one === undefined ? [] : [...seen.features.of(one)]));
  return new Set([...own, ...theirs]);
}
