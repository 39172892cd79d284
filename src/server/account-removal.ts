// An account ends (XEP-0077 §3.2), and with it all that others have of it: whoever takes the name later is nobody's contact.
import { xml } from "../xml/element.ts";
import type { Account } from "./accounts.ts";
import { addressOf } from "./local-accounts.ts";
import type { Connection, Server } from "./server-feature.ts";
import { receiveSubscription, removeContact } from "./subscribing.ts";

/** Takes an account out of the rosters of others, ends its streams but for the one given, and forgets it. */
export function removeAccount(account: Account, server: Server, lasting?: Connection): void {
  for (const contact of [...account.roster.keys()]) removeContact(contact, account, server);
  for (const asker of [...account.requests.keys()]) {
    const stanza = xml("presence", { type: "unsubscribed", from: addressOf(account, server), to: asker });
    receiveSubscription({ type: "unsubscribed", stanza }, server);
  }
  server.accounts.remove(account.name);
  for (const connection of server.connectionsOf(account)) {
    if (connection !== lasting) endRemoved(connection);
  }
  for (const resource of server.resourcesOf(account)) {
    if (lasting === undefined || resource.connection !== lasting) server.unbind(resource);
  }
}

/** Ends a stream of an account that is no more. */
export function endRemoved(connection: Connection): void {
  connection.fail("not-authorized", { text: "the account was removed" });
}
