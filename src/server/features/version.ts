// XEP-0092: what the server is. The operating system is nobody's business (XEP-0092 §5).
import { xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { MakeServerFeature } from "../server-feature.ts";

export const SERVER_NAME = "xmpp-repl practice server";

export const version: MakeServerFeature = () => ({
  name: "version",
  discoFeatures: [NS.version],
  requests: [
    {
      payload: "query",
      namespace: NS.version,
      types: ["get"],
      at: ["server"],
      answer: () =>
        xml("query", { xmlns: NS.version }, xml("name", {}, SERVER_NAME), xml("version", {}, "practice")),
    },
  ],
});
