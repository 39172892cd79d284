// The mechanism that `auth` takes by itself, without beginning anything.
import { UsageError } from "../../errors.ts";
import type { Client } from "../../session/clients.ts";
import { offeredMechanisms } from "../../xmpp/sasl/offer.ts";
import type { Target } from "../connecting/target.ts";
import { usualBinding } from "./channel-binding.ts";
import { chooseMechanism } from "./choose-mechanism.ts";
import { whyNotInTheClear } from "./credentials.ts";

/** Undefined where nothing fits. `user` is whom the line names. */
export function usualMechanism(client: Client, target: Target, user: string | undefined): string | undefined {
  const { features, secure, security } = client.session.state;
  try {
    const { mechanism } = chooseMechanism({
      client: client.name,
      offered: offeredMechanisms(features),
      isSecure: secure,
      canBind: usualBinding(client.session) !== undefined,
      hasClientCertificate: security?.tls.clientCertificate ?? false,
      hasUser: (user ?? target.username) !== undefined,
      isUserTyped: user !== undefined,
      whyNotPlain: whyNotInTheClear({ client, target, args: { user }, options: {} }),
    });
    return mechanism.name;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
