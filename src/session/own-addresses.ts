// Which addresses are the server's own, or the client's as the server sees it.
import { bareJid, formatJid, type Jid, sameJid } from "../xmpp/jid.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

/** What a client is known by on its stream. */
export interface OnStream {
  readonly jid?: Jid | undefined;
  /** The header this client last sent. */
  readonly sent?: StreamHeader | undefined;
}

/** Whether what comes from `from` can be about what was sent to `to`; undefined is an address that was left out. */
export function isFromAddressee(
  from: string | undefined,
  to: string | undefined,
  { jid, sent }: OnStream,
): boolean {
  if (to !== undefined && from !== undefined && sameJid(from, to)) return true;
  const own = [jid && formatJid(jid), jid && formatJid(bareJid(jid))];
  const server = [...own, sent?.to];
  const isServer = (address: string) => server.some((one) => one !== undefined && sameJid(one, address));
  // Measured: without `to`, Prosody answers from nowhere and ejabberd from the own bare JID.
  if (to === undefined) return from === undefined || isServer(from);
  return from === undefined && own.some((one) => one !== undefined && sameJid(one, to));
}
