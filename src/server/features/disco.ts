// XEP-0030: what the server and its accounts are and can do.
import { attribute, type Element, xml } from "../../xml/element.ts";
import { formatJid } from "../../xmpp/jid.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { accountAt, addressOf } from "../local-accounts.ts";
import { isVisible } from "../probes.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature, RequestHandler, Server, ServerRequest } from "../server-feature.ts";
import { SERVER_NAME } from "./version.ts";

/** What every account can be asked, by those who may. */
const ACCOUNT_FEATURES: readonly string[] = [NS.discoInfo, NS.discoItems];

export const disco: MakeServerFeature = (server) => {
  const about = (namespace: string, content: (place: Place) => readonly Element[]): RequestHandler => ({
    payload: "query",
    namespace,
    types: ["get"],
    at: ["server", "own account", "any account"],
    answer: (request) => {
      const place = placeOf(request, server);
      const node = attribute(request.payload, "node");
      // XEP-0030 §3.2: nothing here has nodes.
      if (node !== undefined)
        throw new StanzaRefusal("item-not-found", "cancel", `there is no node "${node}"`);
      return xml("query", { xmlns: namespace }, ...content(place));
    },
  });
  return {
    name: "disco",
    discoFeatures: [NS.discoInfo, NS.discoItems],
    requests: [
      about(NS.discoInfo, (place) => (place === "server" ? serverInfo(server) : accountInfo())),
      about(NS.discoItems, (place) => (place === "server" ? hosts(server) : [])),
    ],
  };
};

type Place = "server" | "account";

/** XEP-0030 §8: an account tells something only to those who may see its presence. */
function placeOf({ to, connection }: ServerRequest, server: Server): Place {
  if (to.localpart === undefined && to.resourcepart === undefined) return "server";
  const account = accountAt(formatJid(to), server);
  const asker = connection.account;
  if (!account || !asker || !isVisible(account, addressOf(asker, server), server)) {
    throw new StanzaRefusal("service-unavailable", "cancel");
  }
  return "account";
}

function serverInfo(server: Server): readonly Element[] {
  const features = new Set(server.features.flatMap(({ discoFeatures = [] }) => discoFeatures));
  return [
    xml("identity", { category: "server", type: "im", name: SERVER_NAME }),
    ...[...features].sort().map((name) => xml("feature", { var: name })),
  ];
}

function accountInfo(): readonly Element[] {
  return [
    xml("identity", { category: "account", type: "registered" }),
    ...ACCOUNT_FEATURES.map((name) => xml("feature", { var: name })),
  ];
}

function hosts(server: Server): readonly Element[] {
  return server.features.flatMap(({ host }) =>
    host ? [xml("item", { jid: host.domain, name: host.title })] : [],
  );
}
