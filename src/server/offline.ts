// Messages that wait for somebody to come (XEP-0160).
import type { Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Account } from "./accounts.ts";
import { copyOf } from "./copy.ts";
import { delay, isDelayed } from "./delay.ts";
import { StanzaRefusal } from "./refusal.ts";
import type { Resource, Server } from "./server-feature.ts";

/** Memory is finite; nobody reads more after a lesson. */
const MOST_MESSAGES = 100;
/** The same in characters of XML. */
const MOST_TEXT = 1024 * 1024;

/**
 * Keeps a message of type normal or chat, unless there is nothing in it that would be worth reading later.
 * @throws StanzaRefusal when there are too many already (XEP-0160 §3)
 */
export function storeOffline(message: Element, account: Account, server: Server): void {
  if (!isWorthKeeping(message)) return;
  if (account.offline.length >= MOST_MESSAGES) {
    throw new StanzaRefusal("service-unavailable", "cancel", `${MOST_MESSAGES} messages wait already`);
  }
  const text = [...account.offline, message].reduce((sum, each) => sum + each.toString().length, 0);
  if (text > MOST_TEXT) {
    throw new StanzaRefusal("service-unavailable", "cancel", `${MOST_TEXT} characters are all that may wait`);
  }
  const kept = copyOf(message);
  // What has waited before says since when.
  if (!isDelayed(kept)) kept.append(delay(server.domain, server.now()));
  account.offline.push(kept);
}

/** XEP-0160 §2: whoever becomes available with a priority that is not negative gets all of them. */
export function deliverOffline(resource: Resource): void {
  if (resource.priority < 0) return;
  for (const message of resource.account.offline.splice(0)) resource.deliver(message);
}

/** XEP-0160 §3 leaves out what only says that somebody is typing; XEP-0334 §4.2 what the sender does not want kept. */
function isWorthKeeping(message: Element): boolean {
  if (message.getChild("no-store", NS.hints)) return false;
  const said = message.getChildElements().filter((child) => child.getName() !== "thread");
  return said.some((child) => child.getNS() !== NS.chatStates);
}
