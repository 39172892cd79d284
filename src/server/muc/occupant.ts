// XEP-0045 §5: who is in a room, and how the others see it.

import { type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { copyOf, readdressed } from "../copy.ts";
import type { Resource } from "../server-feature.ts";

export interface Occupant {
  readonly nick: string;
  readonly resource: Resource;
  /** Whoever made the room owns it; everybody else has no affiliation. */
  readonly affiliation: "owner" | "none";
  /** What the client has said of itself last. */
  readonly presence: Element;
}

/** What the room says about an occupant in a presence (XEP-0045 §7.2.2). */
export interface Standing {
  /** The new nickname, for whoever changes it (§7.6). */
  readonly newNick?: string | undefined;
  /** The status codes (§15.6), rising. */
  readonly codes: readonly number[];
}

/** XEP-0045 §7.2.2: a presence of an occupant, with where it stands. */
export function occupantPresence(
  occupant: Occupant,
  { room, to, newNick, codes }: Standing & { readonly room: string; readonly to: Resource },
): Element {
  const addresses = { from: `${room}/${occupant.nick}`, to: formatJid(to.jid) };
  const made = withoutMuc(readdressed(occupant.presence, addresses));
  // The id is for whoever sent it.
  if (to !== occupant.resource) delete made.attrs.id;
  const role = made.attrs.type === "unavailable" ? "none" : roleOf(occupant);
  const { affiliation, resource } = occupant;
  made.append(
    xml(
      "x",
      { xmlns: NS.mucUser },
      // XEP-0045 §7.2.3: the rooms here are non-anonymous, so everybody sees the real JIDs.
      xml("item", { affiliation, role, jid: formatJid(resource.jid), nick: newNick }),
      ...codes.map((code) => xml("status", { code: String(code) })),
    ),
  );
  return made;
}

/** XEP-0045 §5.1.2: the default roles of an open, unmoderated room. */
export function roleOf({ affiliation }: Occupant): "moderator" | "participant" {
  return affiliation === "owner" ? "moderator" : "participant";
}

/** The presence with which somebody goes. */
export function unavailable(presence?: Element): Element {
  if (!presence) return xml("presence", { type: "unavailable" });
  const made = copyOf(presence);
  made.attrs.type = "unavailable";
  return made;
}

/** Without what only the room itself may say: a client could make up a status code. */
export function withoutMuc(stanza: Element): Element {
  stanza.children = stanza.children.filter(
    (child) => typeof child === "string" || !(child.is("x", NS.muc) || child.is("x", NS.mucUser)),
  );
  return stanza;
}
