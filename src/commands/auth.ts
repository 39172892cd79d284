import { UsageError } from "../errors.ts";
import { saslReply } from "../session/replies.ts";
import { converse, type Pace, showWork } from "../shell/authentication.ts";
import { bindingNamed, flagWithoutBinding, usualBinding } from "../shell/channel-binding.ts";
import { chooseMechanism } from "../shell/choose-mechanism.ts";
import { type Context, defineCommand, type Outcome, type Waiting, waitOptions } from "../shell/command.ts";
import { accountOf, approverOf, passwordOf, whyNotInTheClear } from "../shell/credentials.ts";
import type { OpenExchange } from "../shell/exchanges.ts";
import { encodeMessage } from "../xmpp/sasl/base64.ts";
import { CHANNEL_BINDINGS } from "../xmpp/sasl/gs2.ts";
import type { SaslMechanism, SaslOptions } from "../xmpp/sasl/mechanism.ts";
import { mechanismNamed } from "../xmpp/sasl/mechanisms.ts";
import { offeredMechanisms } from "../xmpp/sasl/offer.ts";
import { saslAuth } from "../xmpp/stanzas.ts";

interface AuthOptions extends Waiting {
  readonly mechanism?: string | undefined;
  readonly username?: string | undefined;
  readonly authzid?: string | undefined;
  readonly "channel-binding"?: string | undefined;
  readonly initial?: string | undefined;
  readonly "initial-text"?: string | undefined;
  readonly "max-iterations"?: string | undefined;
  readonly explain: boolean;
  readonly step: boolean;
}

type AuthInvocation = Context & {
  readonly args: { readonly user?: string | undefined; readonly password?: string | undefined };
  readonly options: AuthOptions;
};

export const auth = defineCommand({
  name: "auth",
  kind: "wire",
  summary: "Authenticate with SASL, by the strongest mechanism that is offered and fits",
  detail:
    "Computed are EXTERNAL, SCRAM-SHA-512, -256 and -1, each also as -PLUS (tied to the TLS connection), PLAIN and " +
    "ANONYMOUS; --mechanism takes one of them, also one that was not offered. Any other goes by hand: --initial, then " +
    "`respond`. --explain shows every value on the way, --step stops at each challenge. Without a password, " +
    "XMPP_PASSWORD_NAME and XMPP_PASSWORD are looked at (NAME is the client's), then you are asked. PLAIN sends the " +
    "password itself: it is computed on an encrypted connection or for this machine only, and elsewhere with " +
    "--allow-plaintext on the command line. After <success/> comes `restart`.",
  spec: "RFC 6120 §6",
  args: {
    user: { optional: true, summary: "the localpart of your JID, or the JID; without it that of --jid" },
    password: { optional: true, secret: true, summary: "asked for without echo when left out" },
  },
  options: {
    mechanism: { value: "NAME", summary: "the SASL mechanism, as the server writes it" },
    username: {
      value: "TEXT",
      summary: "the user name exactly as it is, also with an @ in it; then the only word is the password",
      replaces: "user",
    },
    authzid: { value: "JID", summary: "act as this identity, when it differs from the user" },
    "channel-binding": {
      value: "TYPE",
      summary: "how -PLUS names the TLS connection",
      choices: CHANNEL_BINDINGS,
    },
    explain: { summary: 'show how every value comes about (as "set explain on" does)' },
    step: { summary: "send the first message only; then `respond`, or `abort`" },
    initial: { value: "BASE64", summary: "the first message, computed elsewhere", secret: true },
    "initial-text": {
      value: "TEXT",
      summary: 'the first message before it is base64, as "\\u{0}me\\u{0}test"',
      secret: true,
    },
    "max-iterations": {
      value: "NUMBER",
      summary: "how many iterations a server may ask of SCRAM; without it more than 1000000 are asked about",
    },
    ...waitOptions,
  },
  example: {
    line: "auth me test --mechanism PLAIN",
    after: [{ line: "open --no-wait" }],
    sends: `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">AG1lAHRlc3Q=</auth>`,
  },
  needs: "connection",
  action: "authenticate",
  async run(invocation) {
    const { options } = invocation;
    const initial = initialByHand(options);
    const isExplained = options.explain || invocation.settings.get("explain") === "on";
    if (initial !== undefined) {
      if (options.mechanism === undefined) {
        throw new UsageError("Cannot auth: --initial needs --mechanism, the name of what it belongs to");
      }
      return await begin(invocation, { mechanism: options.mechanism, isExplained }, initial);
    }
    const mechanism = mechanismFor(invocation);
    if (!mechanism) {
      // A mechanism that is not computed: the server speaks first, or not at all.
      return await begin(invocation, { mechanism: options.mechanism ?? "", isExplained }, undefined);
    }
    const exchange = await mechanism.start(await saslOptions(invocation, mechanism));
    const { message, work } = await exchange.begin();
    const open: OpenExchange = { mechanism: mechanism.name, exchange, isExplained };
    showWork(invocation, open, work);
    return await begin(invocation, open, message === undefined ? undefined : encodeMessage(message));
  },
});

/** Sends the first message, and goes on from there. */
async function begin(
  invocation: AuthInvocation,
  exchange: OpenExchange,
  initial: string | undefined,
): Promise<Outcome> {
  const { options } = invocation;
  const element = saslAuth(exchange.mechanism, initial);
  const sent = await invocation.ask(element.toString(), saslReply, options);
  const pace: Pace = options.step ? "one" : "all";
  return await converse(invocation, { exchange, pace, waiting: options }, sent);
}

function initialByHand({ initial, "initial-text": text }: AuthOptions): string | undefined {
  if (initial !== undefined && text !== undefined) {
    throw new UsageError("Cannot auth: --initial and --initial-text exclude each other");
  }
  return text === undefined ? initial : encodeMessage(text);
}

/** The mechanism to compute; undefined for one that is known by its name only. */
function mechanismFor(invocation: AuthInvocation): SaslMechanism | undefined {
  const { options, args, client, target, transcript } = invocation;
  const { session } = client;
  if (options.mechanism !== undefined) return forced(invocation, options.mechanism);
  const { features, secure, security } = session.state;
  const { mechanism, why } = chooseMechanism({
    offered: offeredMechanisms(features),
    isSecure: secure,
    canBind: bindingFor(invocation) !== undefined,
    hasClientCertificate: security?.tls.clientCertificate ?? false,
    hasUser: (options.username ?? args.user ?? target.username) !== undefined,
    hasPassword: args.password !== undefined,
    whyNotPlain: whyNotInTheClear(invocation),
  });
  transcript.append(session.id, { type: "note", by: "tool", text: why });
  return mechanism;
}

function forced(invocation: AuthInvocation, name: string): SaslMechanism | undefined {
  const mechanism = mechanismNamed(name);
  if (name === "DIGEST-MD5" && !invocation.options.step) throw new UsageError(DIGEST_MD5);
  const leaks = name === "PLAIN" ? whyNotInTheClear(invocation) : undefined;
  if (leaks !== undefined) throw new UsageError(`Cannot auth with PLAIN: ${leaks}`);
  if (mechanism || invocation.options.step) return mechanism;
  const known = mechanismNamed(name.toUpperCase());
  if (known)
    throw new UsageError(
      `Cannot auth with "${name}": mechanisms are written in capital letters (${known.name})`,
    );
  throw new UsageError(
    `Cannot auth with "${name}": it is not computed here (give its first message with --initial BASE64 or --initial-text TEXT, or with --step let the server speak first; then "respond BASE64")`,
  );
}

const DIGEST_MD5 =
  'Cannot auth with DIGEST-MD5: it is not computed, because nobody should use it. It hashes with MD5, its servers must keep what is as good as the password, and implementations do not agree about it (RFC 6331 made it historic; use SCRAM). By hand: --step lets the server send its challenge, and "respond BASE64" answers';

function bindingFor({ client, options }: AuthInvocation) {
  const named = options["channel-binding"];
  if (named === undefined) return usualBinding(client.session);
  return client.session.state.secure ? bindingNamed(client.session, named) : undefined;
}

async function saslOptions(invocation: AuthInvocation, mechanism: SaslMechanism): Promise<SaslOptions> {
  const { options, client, transcript } = invocation;
  const { session } = client;
  const isBound = mechanism.needs.includes("channel binding");
  const binding = isBound ? requiredBinding(invocation) : undefined;
  if (binding?.type === "tls-unique" && session.state.security?.tls.protocol === "TLSv1.3") {
    const text =
      "tls-unique has no meaning on TLS 1.3 (RFC 9266 §3). Servers differ: ejabberd 23.01 takes nothing else there";
    transcript.append(session.id, { type: "note", by: "tool", text });
  }
  const needsPassword = mechanism.needs.includes("password");
  const username = needsPassword ? accountOf(invocation, mechanism.name) : "";
  const password = passwordOf(invocation, username);
  // Asked for before anything is sent, so that the server does not wait for somebody who types.
  if (needsPassword && !options.step) await password();
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

function requiredBinding(invocation: AuthInvocation) {
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
