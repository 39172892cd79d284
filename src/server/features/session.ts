// The session of RFC 3921 §3, which RFC 6121 no longer has. Old clients ask for it, so it is offered as something
// that can be left out (draft-cridland-xmpp-session).
import { xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { StanzaRefusal } from "../refusal.ts";
import type { MakeServerFeature } from "../server-feature.ts";

export const session: MakeServerFeature = () => ({
  name: "session",
  offer({ account, resource }) {
    return account && !resource ? xml("session", { xmlns: NS.session }, xml("optional")) : undefined;
  },
  requests: [
    {
      payload: "session",
      namespace: NS.session,
      types: ["set"],
      at: ["server", "own account"],
      answer({ resource }) {
        // RFC 3921 §3: it follows resource binding.
        if (resource) return undefined;
        throw new StanzaRefusal("unexpected-request", "wait", "a resource is bound before");
      },
    },
  ],
});
