import { CHANNEL_BINDINGS, type ChannelBindingType } from "../../xmpp/sasl/gs2.ts";
import type { Connection } from "../server-feature.ts";

/** The types of channel binding that this connection has a value for; none without TLS. */
export function channelBindingsOf(connection: Connection): readonly ChannelBindingType[] {
  if (!connection.isSecure) return [];
  return CHANNEL_BINDINGS.filter((type) => connection.channelBinding(type) !== undefined);
}
