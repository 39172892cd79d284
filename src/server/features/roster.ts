// Contact lists, RFC 6121 §2: asked for, changed, and pushed to whoever has asked.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { parseJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { RosterItem } from "../accounts.ts";
import { whyNoJid } from "../addresses.ts";
import { addressOf, contactJid } from "../local-accounts.ts";
import { StanzaRefusal } from "../refusal.ts";
import { checkPlace, itemElement, rostersOf } from "../rosters.ts";
import type { MakeServerFeature, Resource, Server, ServerRequest } from "../server-feature.ts";
import { removeContact } from "../subscribing.ts";

/** RFC 6121 §2.3.3 leaves the length of names and groups to the server: in bytes, and in characters. */
const LONGEST_NAME = 1023;
const LONGEST_GROUP = 256;
const MOST_GROUPS = 50;

export const roster: MakeServerFeature = (server) => ({
  name: "roster",
  discoFeatures: [NS.roster],
  // RFC 6121 §2.6.1
  offer: ({ account, resource }) =>
    account && !resource ? xml("ver", { xmlns: NS.rosterVersioning }) : undefined,
  requests: [
    {
      payload: "query",
      namespace: NS.roster,
      types: ["get", "set"],
      at: ["own account"],
      answer: (request) => {
        const { resource, payload } = request;
        if (!resource) throw new StanzaRefusal("not-allowed", "cancel", "no resource is bound");
        if (request.type === "get") return currentRoster(request, resource, server);
        const item = onlyItem(payload);
        if (attribute(item, "subscription") === "remove") removeItem(item, resource, server);
        else putItem(item, resource, server);
        return undefined;
      },
    },
  ],
});

/** Empty where the client has this version already (RFC 6121 §2.6.3). */
function currentRoster({ payload }: ServerRequest, resource: Resource, server: Server): Element | undefined {
  const { account } = resource;
  const rosters = rostersOf(server);
  rosters.tell(resource);
  const ver = rosters.version(account);
  if (attribute(payload, "ver") === ver) return undefined;
  return xml("query", { xmlns: NS.roster, ver }, ...[...account.roster.values()].map(itemElement));
}

/** RFC 6121 §2.3.3 */
function onlyItem(payload: Element): Element {
  const items = payload.getChildElements();
  const [item] = items;
  if (items.length !== 1 || !item?.is("item", NS.roster)) {
    throw new StanzaRefusal("bad-request", "modify", "a roster set has exactly one <item/>");
  }
  return item;
}

/** The contact, checked. */
function jidOf(item: Element): string {
  const jid = attribute(item, "jid");
  if (jid === undefined) throw new StanzaRefusal("bad-request", "modify", "the <item/> has no jid");
  const problem = whyNoJid(jid);
  if (problem !== undefined) throw new StanzaRefusal("jid-malformed", "modify", problem);
  // RFC 6121 §2.1.2.3: a contact is known by its bare JID.
  if (parseJid(jid).resourcepart !== undefined) {
    throw new StanzaRefusal("bad-request", "modify", `"${jid}" has a resource`);
  }
  return contactJid(jid);
}

function putItem(item: Element, { account }: Resource, server: Server): void {
  const jid = jidOf(item);
  if (jid === addressOf(account, server)) {
    throw new StanzaRefusal("not-allowed", "cancel", "nobody is a contact of their own");
  }
  checkPlace(account, jid);
  const groups = item.getChildren("group").map((group) => group.getText());
  const name = attribute(item, "name");
  checkNames(groups, name);
  // RFC 6121 §2.1.2.2 and §2.1.2.5: a client cannot set `ask`, nor any subscription but "remove".
  const { subscription, ask }: Pick<RosterItem, "subscription" | "ask"> = account.roster.get(jid) ?? {
    subscription: "none",
    ask: false,
  };
  rostersOf(server).put(account, { jid, name: name || undefined, groups, subscription, ask });
}

/** RFC 6121 §2.3.3 */
function checkNames(groups: readonly string[], name: string | undefined): void {
  if (new Set(groups).size < groups.length) {
    throw new StanzaRefusal("bad-request", "modify", "a group stands there twice");
  }
  if (groups.includes("")) throw new StanzaRefusal("not-acceptable", "modify", "a group has no name");
  if (groups.length > MOST_GROUPS) {
    throw new StanzaRefusal("not-acceptable", "modify", `a contact is in at most ${MOST_GROUPS} groups`);
  }
  if (groups.some((group) => group.length > LONGEST_GROUP)) {
    throw new StanzaRefusal("not-acceptable", "modify", `a group has more than ${LONGEST_GROUP} characters`);
  }
  if (Buffer.byteLength(name ?? "", "utf8") > LONGEST_NAME) {
    throw new StanzaRefusal("not-acceptable", "modify", `a name has more than ${LONGEST_NAME} bytes`);
  }
}

/** RFC 6121 §2.5.3 */
function removeItem(item: Element, { account }: Resource, server: Server): void {
  const jid = jidOf(item);
  if (!account.roster.has(jid)) {
    throw new StanzaRefusal("item-not-found", "cancel", `"${jid}" is no contact`);
  }
  removeContact(jid, account, server);
}
