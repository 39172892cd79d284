// XEP-0280: what one resource sends or receives is copied to the account's others that ask for it.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { copyOf } from "../copy.ts";
import { accountAt, addressOf } from "../local-accounts.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature, RequestHandler, Resource } from "../server-feature.ts";

export const carbons: MakeServerFeature = (server) => {
  const enabled = new WeakSet<Resource>();
  const change = (payload: "enable" | "disable"): RequestHandler => ({
    payload,
    namespace: NS.carbons,
    types: ["set"],
    at: ["own account"],
    answer: ({ resource }) => {
      if (!resource) throw new StanzaRefusal("not-allowed", "cancel", "no resource is bound");
      if (payload === "enable") enabled.add(resource);
      else enabled.delete(resource);
      return undefined;
    },
  });
  return {
    name: "carbons",
    discoFeatures: [NS.carbons],
    requests: [change("enable"), change("disable")],
    routed: (message, { sender, deliveredTo }) => {
      // XEP-0280 §6.1: what comes from a room or a service is not copied.
      if (!sender || !isEligible(message)) return;
      const reached = new Set<Resource>([sender, ...deliveredTo]);
      const copies = (direction: "received" | "sent", account = sender.account) => {
        for (const resource of server.resourcesOf(account)) {
          if (!enabled.has(resource) || reached.has(resource)) continue;
          // Somebody who writes to themselves gets one copy.
          reached.add(resource);
          const [from, to] = [addressOf(account, server), formatJid(resource.jid)];
          resource.deliver(carbon({ direction, from, to, message }));
        }
      };
      const recipient = accountAt(attribute(message, "to") ?? "", server);
      if (recipient) copies("received", recipient);
      copies("sent");
    },
    // XEP-0280 §9: it was for the server.
    delivering: (stanza) => {
      if (stanza.getName() !== "message") return;
      stanza.children = stanza.children.filter(
        (child) => typeof child === "string" || !child.is("private", NS.carbons),
      );
    },
  };
};

/** XEP-0280 §6.1 and §9, XEP-0334 §4.3; a server need not track to what an error is the answer. */
function isEligible(message: Element): boolean {
  if (message.getChild("private", NS.carbons) || message.getChild("no-copy", NS.hints)) return false;
  const type = attribute(message, "type") ?? "normal";
  return type === "chat" || (type === "normal" && message.getChild("body") !== undefined);
}

interface Carbon {
  readonly direction: "received" | "sent";
  readonly from: string;
  readonly to: string;
  readonly message: Element;
}

function carbon({ direction, from, to, message }: Carbon): Element {
  const original = copyOf(message);
  // XEP-0297 §4: inside, the namespace is no longer that of the stream.
  original.attrs.xmlns = NS.client;
  const forwarded = xml("forwarded", { xmlns: NS.forward }, original);
  const type = attribute(message, "type");
  return xml("message", { type, from, to }, xml(direction, { xmlns: NS.carbons }, forwarded));
}
