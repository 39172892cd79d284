// Somebody who is connected, as others see them.
import type { Element } from "../xml/element.ts";
import type { Jid } from "../xmpp/jid.ts";
import type { Account } from "./accounts.ts";
import type { Connection, Resource } from "./server-feature.ts";

export class ServerResource implements Resource {
  readonly jid: Jid;
  readonly account: Account;
  connection: Connection | undefined;
  presence: Element | undefined;
  readonly #delivering: (stanza: Element) => void;

  constructor(jid: Jid, account: Account, delivering: (stanza: Element) => void) {
    this.jid = jid;
    this.account = account;
    this.#delivering = delivering;
  }

  get priority(): number {
    const written = this.presence?.getChildText("priority");
    const priority = Number(written ?? 0);
    return Number.isInteger(priority) ? priority : 0;
  }

  deliver(stanza: Element): void {
    this.#delivering(stanza);
    this.connection?.send(stanza);
  }
}
