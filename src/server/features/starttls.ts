// STARTTLS (RFC 6120 §5).
import { xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { Connection, MakeServerFeature } from "../server-feature.ts";

export const starttls: MakeServerFeature = (server) => {
  const isPossible = ({ isSecure, account }: Connection) => server.tls !== "off" && !isSecure && !account;
  return {
    name: "starttls",
    offer(connection) {
      if (!isPossible(connection)) return undefined;
      return xml("starttls", { xmlns: NS.tls }, server.tls === "required" ? xml("required") : undefined);
    },
    nonzas: {
      namespace: NS.tls,
      take(element, connection) {
        if (element.getName() !== "starttls") {
          connection.fail("unsupported-stanza-type", {
            text: `<${element.getName()}/> is for the server to say`,
          });
          return undefined;
        }
        if (!isPossible(connection)) {
          // RFC 6120 §5.4.2.2: the stream and the connection end with it.
          connection.send(xml("failure", { xmlns: NS.tls }));
          connection.close();
          return undefined;
        }
        // In one write: what an attacker puts behind it comes in the same chunk.
        connection.send(`${xml("proceed", { xmlns: NS.tls })}${server.fault?.behindProceed ?? ""}`);
        return connection.secure();
      },
    },
  };
};
