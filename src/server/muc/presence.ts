// What a presence to a room means, XEP-0045 §7: entering, another nickname, a change of availability, leaving.

import { attribute, type Element, xml } from "../../xml/element.ts";
import type { Jid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { refusalOf, StanzaRefusal } from "../refusal.ts";
import type { Resource } from "../server-feature.ts";
import { prepareNick } from "./names.ts";
import { unavailable } from "./occupant.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

/** Where a stanza goes. */
export interface Address {
  readonly rooms: Rooms;
  /** The room, with a nickname behind the slash. */
  readonly to: Jid;
  readonly sender: Resource;
}

/** @throws StanzaRefusal */
export function takePresence(presence: Element, { rooms, to, sender }: Address): void {
  const room = rooms.find(to);
  const occupant = room?.occupantOf(sender);
  const type = attribute(presence, "type");
  if (type === undefined) tryAvailable(presence, { rooms, to, sender });
  else if (type === "unavailable" || type === "error") {
    if (!room || !occupant) return;
    // Whoever answers a room with an error cannot take what it says.
    room.leave(occupant, type === "error" ? unavailable() : presence);
    rooms.tidy(room);
  } else if (type !== "probe") {
    throw new StanzaRefusal("service-unavailable", "cancel", "nobody can subscribe to a room");
  } else if (!occupant) throw notInside();
}

/** XEP-0045 §7.2: in a refusal stands the x of whoever wants in. COMPAT(slixmpp 1.8): without it, it waits for ever. */
function tryAvailable(presence: Element, address: Address): void {
  try {
    available(presence, address);
  } catch (error) {
    if (!(error instanceof StanzaRefusal)) throw error;
    const refusal = refusalOf(presence, error);
    if (!refusal) return;
    refusal.append(xml("x", { xmlns: NS.muc }));
    address.sender.deliver(refusal);
  }
}

function available(presence: Element, { rooms, to, sender }: Address): void {
  const room = rooms.find(to);
  const isJoin = presence.getChild("x", NS.muc) !== undefined;
  const current = room?.occupantOf(sender);
  // As Prosody does it: some clients send what changes to the room itself.
  const wanted = to.resourcepart ?? (isJoin ? undefined : current?.nick);
  const nick = nickOf(wanted);
  if (room?.occupant(nick) && room.occupant(nick) !== current) {
    throw new StanzaRefusal("conflict", "cancel", `somebody in this room is called "${nick}" already`);
  }
  const marks = nick === wanted ? [] : (["nickModified"] as const);
  if (room && current && nick !== current.nick) room.rename(current, { nick, presence, marks });
  else if (room && current && !isJoin) room.update(current, presence);
  // XEP-0045 §7.2.1: an <x/> tells somebody who enters from somebody who believes to be inside still.
  else if (!isJoin) throw notJoined();
  // Whoever enters twice has lost sight of the room: it is told everything again.
  else enter(presence, { rooms, to, sender, nick, marks, room });
}

interface Entering extends Address {
  readonly nick: string;
  readonly marks: readonly "nickModified"[];
  readonly room: Room | undefined;
}

function enter(presence: Element, { rooms, to, sender, nick, marks, room }: Entering): void {
  if (room) room.enter({ resource: sender, nick, presence, marks });
  else {
    const made = rooms.create(to, sender);
    made.enter({ resource: sender, nick, presence, marks: ["created", ...marks] });
  }
}

/** @throws StanzaRefusal */
function nickOf(wanted: string | undefined): string {
  // XEP-0045 §7.2.1
  if (wanted === undefined) {
    throw new StanzaRefusal("jid-malformed", "modify", "a nickname is missing: send it to ROOM/NICKNAME");
  }
  const nick = prepareNick(wanted);
  if (nick === undefined)
    throw new StanzaRefusal("jid-malformed", "modify", "nobody could see this nickname");
  return nick;
}

/** XEP-0045 §7.4 */
export function notInside(): StanzaRefusal {
  return new StanzaRefusal("not-acceptable", "modify", "you are not in this room: enter it first");
}

/** As Prosody does it: groupchat 1.0 is not spoken any more. */
function notJoined(): StanzaRefusal {
  return new StanzaRefusal(
    "item-not-found",
    "cancel",
    `you are not in this room: a presence that enters has an element x of ${NS.muc} in it`,
  );
}
