// As whom each client acts: what is on the command line when the script is run.
import type { ClientId } from "../../transcript/entry.ts";
import { bareJid, formatJid, parseJid } from "../../xmpp/jid.ts";
import type { Course, Exchange } from "./course.ts";

/** The bare JIDs of the clients. */
export type Accounts = ReadonlyMap<ClientId, string>;

/** The account that a server bound or let in; of a client that was never let in, the one that it tried. */
export function accountsIn({ jids, exchanges }: Course): Accounts {
  const accounts = new Map<ClientId, string>();
  for (const exchange of exchanges) {
    const account = accountOf(exchange);
    if (account !== undefined && (isSuccess(exchange) || !accounts.has(exchange.client))) {
      accounts.set(exchange.client, account);
    }
  }
  for (const client of jids.clients) {
    const [full] = jids.of(client);
    if (full !== undefined) accounts.set(client, formatJid(bareJid(parseJid(full))));
  }
  return accounts;
}

export function isSuccess({ end }: Exchange): boolean {
  return end?.event.type === "element" && end.event.element.getName() === "success";
}

function accountOf({ username, to }: Exchange): string | undefined {
  return username && to ? formatJid({ localpart: username, domainpart: to }) : undefined;
}
