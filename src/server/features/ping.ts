// XEP-0199: whether somebody is there.
import { NS } from "../../xmpp/namespaces.ts";
import type { MakeServerFeature } from "../server-feature.ts";

export const ping: MakeServerFeature = () => ({
  name: "ping",
  discoFeatures: [NS.ping],
  requests: [
    {
      payload: "ping",
      namespace: NS.ping,
      types: ["get"],
      at: ["server", "own account"],
      answer: () => undefined,
    },
  ],
});
