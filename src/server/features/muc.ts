// Rooms to talk in, XEP-0045, small: they are at rooms.DOMAIN.
import { attribute } from "../../xml/element.ts";
import { parseJid } from "../../xmpp/jid.ts";
import { ROOMS_TITLE } from "../muc/disco.ts";
import { takeMessage } from "../muc/message.ts";
import { takePresence } from "../muc/presence.ts";
import { takeRequest } from "../muc/requests.ts";
import { Rooms } from "../muc/rooms.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { Server, ServerFeature } from "../server-feature.ts";

export function muc(server: Server): ServerFeature {
  const rooms = new Rooms(server);
  return {
    name: "muc",
    host: {
      domain: rooms.domain,
      title: ROOMS_TITLE,
      receive: (stanza, sender) => {
        const address = { rooms, to: parseJid(attribute(stanza, "to") ?? rooms.domain), sender };
        if (stanza.getName() === "iq") takeRequest(stanza, address);
        else if (address.to.localpart === undefined) {
          throw new StanzaRefusal("service-unavailable", "cancel", "this is no room: send it to ROOM@DOMAIN");
        } else if (stanza.getName() === "presence") takePresence(stanza, address);
        else takeMessage(stanza, address);
      },
    },
    unbound: (resource) => {
      for (const room of rooms.all) {
        const occupant = room.occupantOf(resource);
        if (occupant) room.lose(occupant);
        rooms.tidy(room);
      }
    },
  };
}
