// Which types of channel binding the -PLUS mechanisms take (XEP-0440).
import { xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { channelBindingsOf } from "../sasl/channel-bindings.ts";
import type { MakeServerFeature } from "../server-feature.ts";

export const channelBinding: MakeServerFeature = () => ({
  name: "channel-binding",
  offer(connection) {
    const types = connection.account ? [] : channelBindingsOf(connection);
    if (types.length === 0) return undefined;
    const list = types.map((type) => xml("channel-binding", { type }));
    return xml("sasl-channel-binding", { xmlns: NS.channelBinding }, ...list);
  },
});
