// Requests to the service, to a room, and through a room to somebody in it.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { readdressed } from "../copy.ts";
import { resultOf, StanzaRefusal } from "../refusal.ts";
import { isRequest } from "../requests.ts";
import type { Resource } from "../server-feature.ts";
import { roomInfo, roomItems, serviceInfo, serviceItems } from "./disco.ts";
import { prepareNick } from "./names.ts";
import type { Occupant } from "./occupant.ts";
import { type Address, notInside } from "./presence.ts";
import type { Room } from "./room.ts";

/** @throws StanzaRefusal */
export function takeRequest(iq: Element, { rooms, to, sender }: Address): void {
  const room = rooms.find(to);
  if (to.localpart !== undefined && to.resourcepart !== undefined && room) {
    passOn(iq, { room, nick: prepareNick(to.resourcepart) ?? to.resourcepart, sender });
    return;
  }
  if (!isRequest(iq)) return;
  if (to.localpart === undefined) sender.deliver(resultOf(iq, answerForService(iq, rooms)));
  else if (room) sender.deliver(resultOf(iq, answerForRoom(iq, { room, sender })));
  else throw new StanzaRefusal("item-not-found", "cancel", "there is no such room");
}

function answerForService(iq: Element, rooms: Address["rooms"]): Element | undefined {
  const [payload] = iq.getChildElements();
  if (isGet(iq) && payload?.is("query", NS.discoInfo)) return serviceInfo(payload);
  if (isGet(iq) && payload?.is("query", NS.discoItems)) return serviceItems(payload, rooms);
  if (isGet(iq) && payload?.is("ping", NS.ping)) return undefined;
  throw new StanzaRefusal("service-unavailable", "cancel");
}

interface ToRoom {
  readonly room: Room;
  readonly sender: Resource;
}

function answerForRoom(iq: Element, { room, sender }: ToRoom): Element | undefined {
  const [payload] = iq.getChildElements();
  if (isGet(iq) && payload?.is("query", NS.discoInfo)) return roomInfo(payload, room);
  if (isGet(iq) && payload?.is("query", NS.discoItems)) return roomItems(payload, room);
  if (payload?.is("query", NS.mucOwner)) return answerOwner(iq, { room, sender, payload });
  if (payload?.is("query", NS.mucAdmin)) {
    throw new StanzaRefusal("feature-not-implemented", "cancel", "the rooms here have no administration");
  }
  throw new StanzaRefusal("service-unavailable", "cancel");
}

/** XEP-0045 §10.1: there is nothing to configure, and whoever accepts that gets an instant room. */
function answerOwner(
  iq: Element,
  { room, sender, payload }: ToRoom & { readonly payload: Element },
): Element | undefined {
  if (!room.isOwnedBy(sender.account)) {
    throw new StanzaRefusal("forbidden", "auth", "only the owner configures a room");
  }
  // XEP-0045 §10.1.3: without options the form is left out.
  if (isGet(iq)) return xml("query", { xmlns: NS.mucOwner });
  const form = payload.getChild("x", "jabber:x:data");
  if (!form)
    throw new StanzaRefusal("feature-not-implemented", "cancel", "a room ends when the last one leaves");
  const fields = form.getChildren("field").filter((field) => attribute(field, "var") !== "FORM_TYPE");
  if (fields.length > 0) {
    throw new StanzaRefusal("not-acceptable", "modify", "there is nothing to configure in the rooms here");
  }
  return undefined;
}

interface ToOccupant extends ToRoom {
  readonly nick: string;
}

/** XEP-0045 §17.4: a request to an occupant, and the answer, go through the room under their room JIDs. */
function passOn(iq: Element, { room, nick, sender }: ToOccupant): void {
  const from = room.occupantOf(sender);
  const to = room.occupant(nick);
  if (!isRequest(iq)) {
    if (from && to) hand(iq, { room, from, to });
    return;
  }
  if (!from) throw notInside();
  if (!to) throw new StanzaRefusal("item-not-found", "cancel", `nobody in this room is called "${nick}"`);
  // XEP-0410 §3.2: the room knows best whether somebody is in it.
  if (from === to && isGet(iq) && iq.getChild("ping", NS.ping)) sender.deliver(resultOf(iq, undefined));
  else hand(iq, { room, from, to });
}

function hand(
  iq: Element,
  { room, from, to }: { readonly room: Room; readonly from: Occupant; readonly to: Occupant },
): void {
  const addresses = { from: `${room.jid}/${from.nick}`, to: formatJid(to.resource.jid) };
  to.resource.deliver(readdressed(iq, addresses));
}

function isGet(iq: Element): boolean {
  return attribute(iq, "type") === "get";
}
