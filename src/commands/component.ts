import { UsageError } from "../errors.ts";
import { errorContent } from "../explain/conditions.ts";
import { featuresReply } from "../session/replies.ts";
import type { SessionState } from "../session/state.ts";
import { waitOptions } from "../shell/asking.ts";
import { explainOption, shakeHands } from "../shell/authentication/component-handshake.ts";
import { type Context, defineCommand } from "../shell/command.ts";
import { connectIfNeeded } from "../shell/connecting/opening.ts";
import type { WhereWishes } from "../shell/connecting/target.ts";
import { formatAddress, parseAddress, parsePort } from "../xmpp/address.ts";
import { DEFAULT_COMPONENT_PORT } from "../xmpp/component.ts";
import { NS } from "../xmpp/namespaces.ts";
import { streamHeader } from "../xmpp/stream-header.ts";

export const component = defineCommand({
  name: "component",
  kind: "wire",
  isHandshake: true,
  connects: true,
  summary: "Open a stream as an external component: connect if need be, and send its header",
  detail:
    "A component is a domain of its own, which the server has in its configuration with a port and a secret. There is " +
    "neither SASL nor bind: the `handshake` proves that both know the secret, and it follows at once where SECRET is given. " +
    "Then every stanza says whom it is from: those of commands are from the domain where --from says nothing else, and " +
    "`reply` is from whom the request was for.",
  spec: "XEP-0114 §3",
  args: {
    domain: { summary: "the component's domain" },
    secret: {
      optional: true,
      secret: true,
      summary: 'what it shares with the server; without it "handshake" is next',
    },
  },
  options: {
    host: {
      value: "HOST",
      summary: "connect to this host; without it the one used last, or the command line's",
    },
    port: { value: "PORT", summary: `and to this port; without it ${DEFAULT_COMPONENT_PORT}` },
    ...explainOption,
    ...waitOptions,
  },
  example: {
    line: "component ext.localhost",
    sends:
      "<?xml version='1.0'?><stream:stream to='ext.localhost' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>",
  },
  block: "reply",
  async run(invocation) {
    const { args, options, ask } = invocation;
    const { secret } = args;
    if (secret !== undefined && options["no-wait"]) throw new UsageError(NO_HEADER);
    const address = addressFor(invocation, options);
    const connected = await connectIfNeeded(invocation, { address, where: {} });
    if (connected.status !== "passed") return connected;
    const opened = await ask(headerOf(args.domain), featuresReply, options);
    const ended = opened.status === "passed" ? whyEnded(invocation) : undefined;
    if (ended !== undefined) return { status: "failed", reason: ended };
    if (opened.status !== "passed" || secret === undefined) return opened;
    return await shakeHands(invocation, { options, secret: async () => secret });
  },
});

const NO_HEADER =
  'Cannot compute the handshake with --no-wait: it needs the id in the server\'s header (leave the secret out, then run "handshake")';

/** XEP-0114 §3: there is no version in it, because there are no features. */
function headerOf(domain: string): string {
  return streamHeader({ to: domain, contentNamespace: NS.component, declaration: "written" });
}

/** Where to connect: undefined for the connection that is there, on which no stream was opened yet. */
function addressFor({ client, target }: Context, { host, port }: WhereWishes): string | undefined {
  const { state } = client.session;
  const isConnected = state.connection === "connected";
  if (isConnected && state.sent) throw new UsageError(alreadyConnected(state));
  if (isConnected && host === undefined && port === undefined) return undefined;
  const known = host ?? state.host ?? target.where.host ?? target.address ?? target.domain;
  if (known === undefined) {
    throw new UsageError(
      'Cannot connect: no address is known (give --host HOST, or start with "xmpp-repl localhost")',
    );
  }
  // The port in a client's address is for clients, and so is a scheme that says TLS.
  const written = host === undefined && state.host === undefined ? parseAddress(known).host : known;
  return formatAddress(written, portNumber(port ?? target.componentPort));
}

function alreadyConnected({ host = "", port = 0 }: SessionState): string {
  return `Cannot open a component's stream: already connected to ${formatAddress(host, port)} (run "disconnect" first, or use another client, as in "@ext component ext.localhost")`;
}

function portNumber(text: string | undefined): number {
  return text === undefined ? DEFAULT_COMPONENT_PORT : parsePort(text);
}

/** A server that does not know the domain sends its header all the same, and the stream error right behind it. */
function whyEnded({ client }: Context): string | undefined {
  const { streamError } = client.session.state;
  if (!streamError) return undefined;
  return `stream error: ${errorContent(streamError, NS.streamErrors).condition}`;
}
