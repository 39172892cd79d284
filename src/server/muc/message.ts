// What a message to a room means: for all (XEP-0045 §7.4), a subject (§8.1), for one occupant (§7.5).

import { attribute, type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { readdressed } from "../copy.ts";
import { StanzaRefusal } from "../refusal.ts";
import { prepareNick } from "./names.ts";
import { type Occupant, roleOf, withoutMuc } from "./occupant.ts";
import { type Address, notInside } from "./presence.ts";
import type { Room } from "./room.ts";

/** In characters of XML: it is kept as long as the room. */
const LONGEST_SUBJECT = 16 * 1024;

/** @throws StanzaRefusal */
export function takeMessage(message: Element, { rooms, to, sender }: Address): void {
  const type = attribute(message, "type");
  if (type === "error") return;
  const room = rooms.find(to);
  if (!room) throw new StanzaRefusal("item-not-found", "cancel", "there is no such room");
  const from = room.occupantOf(sender);
  if (to.resourcepart !== undefined) sayToOne(message, { room, from, nick: to.resourcepart });
  else if (type !== "groupchat") throw notForAll(message);
  else if (!from) throw notInside();
  else if (isSubject(message)) changeSubject(message, { room, from });
  else {
    room.say(from, message);
    rooms.shorten();
  }
}

/** XEP-0045 §8.1: a subject, and nothing else. With a body it is a message that has a subject. */
function isSubject(message: Element): boolean {
  return (
    message.getChild("subject") !== undefined && !message.getChild("body") && !message.getChild("thread")
  );
}

function changeSubject(
  message: Element,
  { room, from }: { readonly room: Room; readonly from: Occupant },
): void {
  if (roleOf(from) !== "moderator") {
    throw new StanzaRefusal("forbidden", "auth", "only a moderator changes the subject");
  }
  if (message.toString().length > LONGEST_SUBJECT) {
    throw new StanzaRefusal(
      "not-acceptable",
      "modify",
      `a subject has at most ${LONGEST_SUBJECT} characters`,
    );
  }
  room.changeSubject(from, message);
}

interface Private {
  readonly room: Room;
  readonly from: Occupant | undefined;
  readonly nick: string;
}

/** XEP-0045 §7.5 */
function sayToOne(message: Element, { room, from, nick }: Private): void {
  if (!from) throw notInside();
  if (attribute(message, "type") === "groupchat") {
    throw new StanzaRefusal("bad-request", "modify", "a message of type groupchat is for the whole room");
  }
  const occupant = room.occupant(prepareNick(nick) ?? nick);
  if (!occupant)
    throw new StanzaRefusal("item-not-found", "cancel", `nobody in this room is called "${nick}"`);
  const addresses = { from: `${room.jid}/${from.nick}`, to: formatJid(occupant.resource.jid) };
  const handed = withoutMuc(readdressed(message, addresses));
  handed.append(xml("x", { xmlns: NS.mucUser }));
  occupant.resource.deliver(handed);
}

function notForAll(message: Element): StanzaRefusal {
  return message.getChild("x", NS.mucUser)
    ? new StanzaRefusal("feature-not-implemented", "cancel", "the rooms here forward no invitations")
    : new StanzaRefusal("service-unavailable", "cancel", "a message to a room has the type groupchat");
}
