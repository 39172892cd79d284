// Which channel binding a SCRAM exchange uses, and what its first message says of it (RFC 5802 §6, RFC 9266, XEP-0440).
import { UsageError } from "../../errors.ts";
import type { Session } from "../../session/session.ts";
import {
  CHANNEL_BINDINGS,
  type ChannelBinding,
  type ChannelBindingType,
  type Gs2Flag,
} from "../../xmpp/sasl/gs2.ts";
import { offeredBindings, offeredMechanisms } from "../../xmpp/sasl/offer.ts";

/** The binding that is used by itself: of those the server lists, else the one that fits the version of TLS. */
export function usualBinding(session: Session): ChannelBinding | undefined {
  const { features, security } = session.state;
  if (!security) return undefined;
  const isOld = security.tls.protocol !== "TLSv1.3";
  const listed = offeredBindings(features);
  // RFC 9266 §3: tls-unique is not defined for TLS 1.3.
  const fitting = CHANNEL_BINDINGS.filter((type) => isOld || type !== "tls-unique");
  const usual: ChannelBindingType = isOld ? "tls-unique" : "tls-exporter";
  const types = listed ? fitting.filter((type) => listed.includes(type)) : [usual];
  for (const type of types) {
    const data = session.channelBinding(type);
    if (data) return { type, data };
  }
  return undefined;
}

/** @throws UsageError for a type that there is not, or that this connection has no value for. */
export function bindingNamed(session: Session, name: string): ChannelBinding {
  const type = CHANNEL_BINDINGS.find((known) => known === name);
  if (type === undefined) {
    throw new UsageError(`Cannot bind to the channel by "${name}": there are ${CHANNEL_BINDINGS.join(", ")}`);
  }
  if (!session.state.secure)
    throw new UsageError(`Cannot use ${type}: the connection is not encrypted (run "starttls")`);
  const data = session.channelBinding(type);
  if (data) return { type, data };
  throw new UsageError(`Cannot use ${type}: this TLS connection has no value for it`);
}

/**
 * `y` tells the server that this client could bind and takes it that the server cannot: had somebody in between taken
 * the -PLUS mechanisms out of the offer, the server would notice. It would be a lie where -PLUS was offered.
 */
export function flagWithoutBinding(session: Session): Gs2Flag {
  const { features } = session.state;
  const offered = offeredMechanisms(features);
  if (offered.length === 0 || offered.some((name) => name.endsWith("-PLUS"))) return "n";
  return usualBinding(session) ? "y" : "n";
}
