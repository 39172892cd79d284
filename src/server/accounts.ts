// Who has an account, and what the server keeps for them. In memory: it is gone with the server.
import type { Element } from "../xml/element.ts";
import { localpartKey } from "../xmpp/jid.ts";

/** RFC 6121 §2.1.2.5, from the owner's side. */
export type Subscription = "none" | "to" | "from" | "both";

export interface RosterItem {
  /** A bare JID. */
  readonly jid: string;
  readonly name?: string | undefined;
  readonly groups: readonly string[];
  readonly subscription: Subscription;
  /** Whether a request of the owner waits for its answer (RFC 6121 §2.1.2.2). */
  readonly ask: boolean;
}

/** Somebody's account on this server. */
export interface Account {
  /** The localpart, prepared (RFC 7622): "juliet". */
  readonly name: string;
  password: string;
  /** The contacts by bare JID, in the order in which they were added. */
  readonly roster: Map<string, RosterItem>;
  /** Goes up by one with every change of the roster (RFC 6121 §2.6). */
  rosterVersion: number;
  /** Requests to subscribe that the owner has not answered, by bare JID of who asks (RFC 6121 §3.1.3). */
  readonly requests: Map<string, Element>;
  /** Messages that came while nobody was there to take them, with a delay (XEP-0160, XEP-0203), oldest first. */
  readonly offline: Element[];
}

/** The accounts of one server. Wherever a name comes from, it is prepared here (RFC 7622 §3.3). */
export class Accounts {
  readonly #accounts = new Map<string, Account>();

  get names(): readonly string[] {
    return [...this.#accounts.keys()];
  }

  find(name: string): Account | undefined {
    return this.#accounts.get(localpartKey(name));
  }

  /** Whether this very account is still there: a name that was removed may be somebody else's by now. */
  holds(account: Account): boolean {
    return this.#accounts.get(account.name) === account;
  }

  /** Creates an account, or gives the one that is there another password. */
  add(name: string, password: string): Account {
    const known = this.find(name);
    if (known) {
      known.password = password;
      return known;
    }
    const made: Account = {
      name: localpartKey(name),
      password,
      roster: new Map(),
      rosterVersion: 0,
      requests: new Map(),
      offline: [],
    };
    this.#accounts.set(made.name, made);
    return made;
  }

  /** Only these accounts are left, and they are as new. Whoever had one before is to be gone by then. */
  reset(accounts: readonly { readonly name: string; readonly password: string }[]): void {
    this.#accounts.clear();
    for (const { name, password } of accounts) this.add(name, password);
  }

  remove(name: string): void {
    this.#accounts.delete(localpartKey(name));
  }
}
