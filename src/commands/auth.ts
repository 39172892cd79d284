import { UsageError } from "../errors.ts";
import { type Asking, type Waiting, waitOptions } from "../shell/asking.ts";
import { converse, type Pace, showWork } from "../shell/authentication/authentication.ts";
import { chooseMechanism } from "../shell/authentication/choose-mechanism.ts";
import { type Authenticating, whyNotInTheClear } from "../shell/authentication/credentials.ts";
import type { OpenExchange } from "../shell/authentication/exchanges.ts";
import { bindingFor, bindingNote, saslOptions } from "../shell/authentication/sasl-options.ts";
import { defineCommand } from "../shell/command.ts";
import type { Outcome } from "../shell/outcome.ts";
import { encodeMessage } from "../xmpp/sasl/base64.ts";
import { CHANNEL_BINDINGS } from "../xmpp/sasl/gs2.ts";
import type { SaslMechanism } from "../xmpp/sasl/mechanism.ts";
import { mechanismNamed } from "../xmpp/sasl/mechanisms.ts";
import { offeredMechanisms } from "../xmpp/sasl/offer.ts";
import { saslAuth } from "../xmpp/stanzas.ts";

type AuthInvocation = Authenticating & Asking & { readonly options: Waiting };

export const auth = defineCommand({
  name: "auth",
  kind: "wire",
  isHandshake: true,
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
    user: {
      optional: true,
      names: "user",
      summary: "the localpart of your JID, or the JID; without it that of --jid",
    },
    password: { optional: true, secret: true, asked: true, summary: "asked for without echo when left out" },
  },
  options: {
    mechanism: { value: "NAME", names: "mechanism", summary: "the SASL mechanism, as the server writes it" },
    username: {
      value: "TEXT",
      summary: "the user name exactly as it is, also with an @ in it; then the only word is the password",
      replaces: "user",
    },
    authzid: { value: "JID", names: "jid", summary: "act as this identity, when it differs from the user" },
    "channel-binding": {
      value: "TYPE",
      summary: "how -PLUS names the TLS connection",
      choices: CHANNEL_BINDINGS,
    },
    explain: { summary: 'show how every value comes about (as "set explain all" does)' },
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
  block: "reply",
  action: "authenticate",
  async run(invocation) {
    const { options } = invocation;
    const initial = initialByHand(options);
    const isExplained = options.explain || invocation.settings.get("explain") === "all";
    const shows = isExplained ? "all" : options.step ? "replies" : "nothing";
    if (initial !== undefined) {
      if (options.mechanism === undefined) {
        throw new UsageError("Cannot auth: --initial needs --mechanism, the name of what it belongs to");
      }
      return await begin(invocation, { mechanism: options.mechanism, shows }, initial);
    }
    const mechanism = mechanismFor(invocation);
    if (!mechanism) {
      // A mechanism that is not computed: the server speaks first, or not at all.
      return await begin(invocation, { mechanism: options.mechanism ?? "", shows }, undefined);
    }
    const exchange = await mechanism.start(await saslOptions(invocation, mechanism));
    const { message, work } = await exchange.begin();
    const open: OpenExchange = { mechanism: mechanism.name, computed: exchange, shows };
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
  const pace: Pace = options.step ? "one" : "all";
  const message = saslAuth(exchange.mechanism, initial);
  return await converse(invocation, { exchange, pace, waiting: options }, message);
}

function initialByHand({ initial, "initial-text": text }: AuthInvocation["options"]): string | undefined {
  if (initial !== undefined && text !== undefined) {
    throw new UsageError("Cannot auth: --initial and --initial-text exclude each other");
  }
  return text === undefined ? initial : encodeMessage(text);
}

/** The mechanism to compute; undefined for one that is known by its name only. */
function mechanismFor(invocation: AuthInvocation): SaslMechanism | undefined {
  const { options, args, client, target, transcript, configFile } = invocation;
  const { session } = client;
  if (options.mechanism !== undefined) return forced(invocation, options.mechanism);
  const { features, secure, security } = session.state;
  const { mechanism, why } = chooseMechanism({
    client: client.name,
    configFile,
    offered: offeredMechanisms(features),
    isSecure: secure,
    canBind: bindingFor(invocation) !== undefined,
    hasClientCertificate: security?.tls.clientCertificate ?? false,
    hasUser: (options.username ?? args.user ?? target.username) !== undefined,
    isUserTyped: (options.username ?? args.user) !== undefined,
    whyNotPlain: whyNotInTheClear(invocation),
  });
  const text = why + bindingNote(invocation, mechanism);
  transcript.append(session.id, { type: "note", by: "tool", text });
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
