// What the rooms tell of themselves: XEP-0045 §6, with XEP-0030.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

export const ROOMS_TITLE = "Rooms";

const SERVICE_FEATURES = [NS.discoInfo, NS.discoItems, NS.muc, NS.ping];
/** XEP-0045 §15.3, §7.4 (ids are kept) and XEP-0410 §3.2 (the room answers a ping to oneself). */
const ROOM_FEATURES = [
  NS.discoInfo,
  NS.discoItems,
  NS.muc,
  `${NS.muc}#stable_id`,
  `${NS.muc}#self-ping-optimization`,
  "muc_nonanonymous",
  "muc_open",
  "muc_public",
  "muc_temporary",
  "muc_unmoderated",
  "muc_unsecured",
];
/** XEP-0045 §7.12: where a client asks for the nickname that is reserved for it. */
const RESERVED_NICK = "x-roomuser-item";

export function serviceInfo(query: Element): Element {
  refuseNode(query);
  return info(ROOMS_TITLE, SERVICE_FEATURES);
}

export function serviceItems(query: Element, rooms: Rooms): Element {
  refuseNode(query);
  return items(rooms.all.map(({ jid }) => xml("item", { jid, name: jid.slice(0, jid.indexOf("@")) })));
}

export function roomInfo(query: Element, { jid }: Room): Element {
  if (attribute(query, "node") === RESERVED_NICK) {
    return xml("query", { xmlns: NS.discoInfo, node: RESERVED_NICK });
  }
  refuseNode(query);
  return info(jid.slice(0, jid.indexOf("@")), ROOM_FEATURES);
}

/** XEP-0045 §6.5: in a public room, who is there. */
export function roomItems(query: Element, room: Room): Element {
  refuseNode(query);
  return items(room.occupants.map(({ nick }) => xml("item", { jid: `${room.jid}/${nick}` })));
}

function info(name: string, features: readonly string[]): Element {
  return xml(
    "query",
    { xmlns: NS.discoInfo },
    xml("identity", { category: "conference", type: "text", name }),
    ...features.map((feature) => xml("feature", { var: feature })),
  );
}

function items(found: readonly Element[]): Element {
  return xml("query", { xmlns: NS.discoItems }, ...found);
}

/** XEP-0030 §7 */
function refuseNode(query: Element): void {
  const node = attribute(query, "node");
  if (node !== undefined) throw new StanzaRefusal("item-not-found", "cancel", `there is no node "${node}"`);
}
