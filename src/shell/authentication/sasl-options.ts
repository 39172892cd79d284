// What a SASL exchange is given: the user, the password, the channel binding, all from the line and the connection.
import { UsageError } from "../../errors.ts";
import type { SaslMechanism, SaslOptions } from "../../xmpp/sasl/mechanism.ts";
import { offeredBindings } from "../../xmpp/sasl/offer.ts";
import { prepare } from "../../xmpp/sasl/prepare.ts";
import { bindingNamed, flagWithoutBinding, usualBinding } from "./channel-binding.ts";
import { type Authenticating, accountOf, passwordOf } from "./credentials.ts";
import { approverOf } from "./iterations.ts";

/** The channel binding that the line names, else the usual one. */
export function bindingFor({ client, options }: Authenticating) {
  const named = options["channel-binding"];
  if (named === undefined) return usualBinding(client.session);
  return client.session.state.secure ? bindingNamed(client.session, named) : undefined;
}

/** What an exchange needs to know; remarks on what the line says in vain. */
export async function saslOptions(
  invocation: Authenticating,
  mechanism: SaslMechanism,
): Promise<SaslOptions> {
  const { args, options, client, transcript } = invocation;
  const { session } = client;
  const remark = (text: string) => transcript.append(session.id, { type: "note", by: "tool", text });
  const isBound = mechanism.needs.includes("channel binding");
  if (!isBound && options["channel-binding"] !== undefined) {
    throw new UsageError(
      `Cannot bind to the channel: ${mechanism.name} does not, only the mechanisms with -PLUS do, and ${options.mechanism === undefined ? "the server offers none that fits here" : "--mechanism names another"}`,
    );
  }
  const binding = isBound ? requiredBinding(invocation) : undefined;
  if (binding?.type === "tls-unique" && session.state.security?.tls.protocol === "TLSv1.3") {
    remark(
      "tls-unique has no meaning on TLS 1.3 (RFC 9266 §3). Servers differ: ejabberd 23.01 takes nothing else there",
    );
  }
  const needsPassword = mechanism.needs.includes("password");
  const named = options.username ?? args.user;
  if (!needsPassword && named !== undefined) {
    remark(`${mechanism.name} sends no user name: "${named}" is left out (--authzid names an identity)`);
  }
  const username = needsPassword ? accountOf(invocation, mechanism.name) : "";
  const password = passwordOf(invocation, username);
  // Asked for before anything is sent, so that the server does not wait for somebody who types.
  if (needsPassword && !options.step) {
    const typed = await password();
    if (mechanism.prepares) await prepare(typed, "the password");
  }
  if (mechanism.name === "PLAIN" && session.state.security?.verdict.accepted === "not verified") {
    remark(
      "PLAIN sends the password itself, and the server's certificate was not verified: whoever is at the other end has it then",
    );
  }
  return {
    authzid: options.authzid,
    username: () => username,
    password,
    nonce: invocation.nonce,
    gs2Flag: binding ? `p=${binding.type}` : flagWithoutBinding(session),
    binding,
    approveIterations: approverOf(invocation),
  };
}

function requiredBinding(invocation: Authenticating) {
  const { client, options } = invocation;
  const binding =
    options["channel-binding"] === undefined
      ? usualBinding(client.session)
      : bindingNamed(client.session, options["channel-binding"]);
  if (binding) return binding;
  throw new UsageError(
    client.session.state.secure
      ? "Cannot bind to the channel: the server lists no type that this connection has (--channel-binding forces one)"
      : 'Cannot use -PLUS: it ties the password to a TLS connection, and this one is not encrypted (run "starttls")',
  );
}

/** A server that does not list what it takes may not take what is usual. */
export function bindingNote(invocation: Authenticating, { needs }: SaslMechanism): string {
  const binding = needs.includes("channel binding") ? bindingFor(invocation) : undefined;
  if (!binding) return "";
  const isListed = offeredBindings(invocation.client.session.state.features) !== undefined;
  return isListed
    ? `, by ${binding.type}`
    : `, by ${binding.type} (the server does not say what it takes; --channel-binding names another type)`;
}
