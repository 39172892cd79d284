// Where a message goes, RFC 6121 §8.5.
import { attribute, type Element } from "../../xml/element.ts";
import { parseJid } from "../../xmpp/jid.ts";
import type { Account } from "../accounts.ts";
import { copyOf } from "../copy.ts";
import { accountAt, availableResources } from "../local-accounts.ts";
import { nobodyThere } from "../nobody-there.ts";
import { storeOffline } from "../offline.ts";
import type { MakeServerFeature, Resource, Server } from "../server-feature.ts";

export const message: MakeServerFeature = (server) => ({
  name: "message",
  // XEP-0160 §4
  discoFeatures: ["msgoffline"],
  stanzas: {
    message: (stanza, sender) => {
      const deliveredTo = readersOf(stanza, server);
      for (const resource of deliveredTo) resource.deliver(copyOf(stanza));
      for (const feature of server.features) feature.routed?.(stanza, { sender, deliveredTo });
    },
  },
});

/**
 * The resources that get a message; one that nobody gets is kept, or dropped where nobody would miss it.
 * @throws StanzaRefusal
 */
function readersOf(stanza: Element, server: Server): readonly Resource[] {
  const to = attribute(stanza, "to") ?? "";
  const type = typeOf(stanza);
  const account = accountAt(to, server);
  const jid = parseJid(to);
  if (!account) {
    // RFC 6121 §8.5.1, and RFC 6120 §8.3.1: an error is not answered.
    if (type === "error") return [];
    throw nobodyThere(jid, server);
  }
  if (jid.resourcepart === undefined) return readersAt(account, stanza, server);
  // RFC 6121 §8.5.3.1
  const resource = server.find(jid);
  if (resource) return [resource];
  // RFC 6121 §8.5.3.2.1: a conversation goes on at another resource, anything else was for this one.
  if (type === "chat") return readersAt(account, stanza, server);
  if (type === "error") return [];
  throw nobodyThere(jid, server);
}

/** For a bare JID: RFC 6121 §8.5.2.1.1 where somebody is there, §8.5.2.2.1 where nobody is. */
function readersAt(account: Account, stanza: Element, server: Server): readonly Resource[] {
  // RFC 6121 §4.7.2.3: a negative priority means that nothing is to come that way.
  const willing = availableResources(account, server).filter(({ priority }) => priority >= 0);
  const type = typeOf(stanza);
  switch (type) {
    case "error":
      return [];
    case "groupchat":
      throw nobodyThere(parseJid(attribute(stanza, "to") ?? ""), server);
    case "headline":
      return willing;
    case "normal":
    case "chat": {
      if (willing.length === 0) storeOffline(stanza, account, server);
      const highest = Math.max(...willing.map(({ priority }) => priority));
      return willing.filter(({ priority }) => priority === highest);
    }
  }
}

/** RFC 6121 §5.2.2: a type that nobody knows counts as "normal". */
function typeOf(stanza: Element): "chat" | "error" | "groupchat" | "headline" | "normal" {
  const type = attribute(stanza, "type");
  switch (type) {
    case "chat":
    case "error":
    case "groupchat":
    case "headline":
      return type;
    default:
      return "normal";
  }
}
