// The contact lists of one server's accounts, and who is told when they change (RFC 6121 §2).
import { type Element, xml } from "../xml/element.ts";
import { formatJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Account, RosterItem, Subscription } from "./accounts.ts";
import { copyOf } from "./copy.ts";
import { StanzaRefusal } from "./refusal.ts";
import type { Resource, Server } from "./server-feature.ts";
import type { SubscriptionState } from "./subscriptions.ts";

const rosters = new WeakMap<Server, Rosters>();

/** What the features that deal with contacts have in common. */
export function rostersOf(server: Server): Rosters {
  const known = rosters.get(server) ?? new Rosters(server);
  rosters.set(server, known);
  return known;
}

export class Rosters {
  readonly #server: Server;
  readonly #interested = new WeakSet<Resource>();
  readonly #firstVersions = new WeakMap<Account, number>();

  constructor(server: Server) {
    this.#server = server;
  }

  /**
   * Names the roster as it is now (RFC 6121 §2.6.1). It counts from the time at which it was first asked for: a client
   * that remembers a roster of yesterday's server must not be told that nothing has changed.
   */
  version(account: Account): string {
    const first = this.#firstVersions.get(account) ?? this.#server.now();
    this.#firstVersions.set(account, first);
    return String(first + account.rosterVersion);
  }

  /** RFC 6121 §2.1.6: pushes go to whoever has asked for the roster. */
  tell(resource: Resource): void {
    this.#interested.add(resource);
  }

  interested(account: Account): readonly Resource[] {
    return this.#server.resourcesOf(account).filter((resource) => this.#interested.has(resource));
  }

  /** Adds a contact, or changes it. */
  put(account: Account, item: RosterItem): void {
    account.roster.set(item.jid, item);
    this.#push(account, itemElement(item));
  }

  remove(account: Account, jid: string): void {
    account.roster.delete(jid);
    this.#push(account, xml("item", { jid, subscription: "remove" }));
  }

  state(account: Account, jid: string): SubscriptionState {
    const { subscription, ask } = account.roster.get(jid) ?? { subscription: "none", ask: false };
    return {
      to: subscription === "to" || subscription === "both",
      from: subscription === "from" || subscription === "both",
      pendingOut: ask,
      pendingIn: account.requests.has(jid),
    };
  }

  /**
   * Writes down a new state. A contact who has only asked is no part of the roster (RFC 6121 §A.1), and a request that
   * was answered is forgotten.
   */
  change(account: Account, jid: string, state: SubscriptionState): void {
    if (!state.pendingIn) account.requests.delete(jid);
    const item = account.roster.get(jid);
    const subscription = subscriptionOf(state);
    const isSame =
      (item?.subscription ?? "none") === subscription && (item?.ask ?? false) === state.pendingOut;
    if (!isSame) this.put(account, { jid, groups: [], ...item, subscription, ask: state.pendingOut });
  }

  #push(account: Account, item: Element): void {
    // Before the change, so that the version counts on from an earlier one.
    this.version(account);
    account.rosterVersion += 1;
    const ver = this.version(account);
    for (const resource of this.interested(account)) {
      const query = xml("query", { xmlns: NS.roster, ver }, copyOf(item));
      const to = formatJid(resource.jid);
      resource.deliver(xml("iq", { type: "set", id: this.#server.id(), to }, query));
    }
  }
}

/** Memory is finite; few people know more. Requests to subscribe are as many at most. */
export const MOST_CONTACTS = 1000;

/** @throws StanzaRefusal where a contact would be one too many. */
export function checkPlace({ roster }: Account, jid: string): void {
  if (roster.has(jid) || roster.size < MOST_CONTACTS) return;
  throw new StanzaRefusal("resource-constraint", "wait", `a roster has at most ${MOST_CONTACTS} contacts`);
}

/** RFC 6121 §2.1.2 */
export function itemElement({ jid, name, subscription, ask, groups }: RosterItem): Element {
  return xml(
    "item",
    { jid, name, subscription, ask: ask ? "subscribe" : undefined },
    ...groups.map((group) => xml("group", {}, group)),
  );
}

function subscriptionOf({ to, from }: SubscriptionState): Subscription {
  if (to) return from ? "both" : "to";
  return from ? "from" : "none";
}
