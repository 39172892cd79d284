// Where a client connects and which header it sends when a line does not say: shared by `connect`, `open` and `restart`.
import { ConnectionError, UsageError } from "../../errors.ts";
import type { Destination } from "../../session/session.ts";
import type { SessionState } from "../../session/state.ts";
import { type Address, formatAddress, isLoopback, parseAddress } from "../../xmpp/address.ts";
import { streamHeader } from "../../xmpp/stream-header.ts";
import type { Connecting } from "../connecting.ts";
import type { Definitions } from "../definitions.ts";
import type { Source } from "../draws.ts";
import { type Outcome, PASSED } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";
import type { Sessions } from "../sessions.ts";
import { defaultPort, placesFor } from "./places.ts";
import { checkReach } from "./reach.ts";
import { prepareTls } from "./securing.ts";
import { streamDomain } from "./stream-domain.ts";
import type { TlsWishes, WhereWishes } from "./target.ts";

export interface Opening {
  readonly address?: string | undefined;
  readonly where: WhereWishes & TlsWishes & { readonly timeout?: string | undefined };
  /** The domain that the stream will be opened to, where the line says. */
  readonly to?: string | undefined;
}

/** What connecting takes of the line that asks for it. */
type Connects = RunningLine & Sessions & Connecting & Definitions & Source;

/** Connects the client, unless it is connected to that very address. Sends nothing, but for direct TLS. */
export async function connectIfNeeded(context: Connects, opening: Opening): Promise<Outcome> {
  const { session } = context.client;
  // RFC 6120 §4.4: when both have closed the stream, or one with an error, the connection ends, a moment later.
  if (session.isSpent) await session.disconnect();
  const { state } = session;
  const address = opening.address === undefined ? undefined : parseAddress(opening.address);
  if (state.connection === "connected") {
    const wantsTls = address?.scheme === "xmpps" || opening.where["direct-tls"] === true;
    if (wantsTls && !state.secure) throw new UsageError(withoutTls(state));
    if (!address || isWhere(state, address)) return PASSED;
    const present = formatAddress(state.host ?? "", state.port ?? 0);
    throw new UsageError(
      `Cannot connect to ${opening.address}: already connected to ${present} (run "disconnect" first, or use another client, as in "@juliet open ${opening.address}")`,
    );
  }
  checkReach(context, address, opening.where);
  const places = await placesFor(context, address, opening.where);
  return await connectToOne(context, places, opening);
}

function withoutTls({ host = "", port = 0 }: SessionState): string {
  return `Cannot begin with TLS: already connected to ${formatAddress(host, port)} without it (run "starttls", or "disconnect" first)`;
}

function isWhere({ host, port, domain }: SessionState, address: Address): boolean {
  if (address.port === undefined && domain === address.host) return true;
  return host === address.host && port === (address.port ?? defaultPort(address.scheme === "xmpps"));
}

/** Tries the places in turn. A certificate that is not accepted ends it: to go on would hide an attack. */
async function connectToOne(
  context: Connects,
  places: readonly Destination[],
  { where, to }: Opening,
): Promise<Outcome> {
  const { client, signal, transcript } = context;
  for (const [at, place] of places.entries()) {
    try {
      context.tlsWishes.set(client.session.id, tlsWishesIn(where));
      if (!place.directTls) {
        await client.session.connect(place, signal);
        return PASSED;
      }
      const domain = to ?? streamDomain(context.target, place) ?? place.host;
      const { timeout } = where;
      const secure = await prepareTls(context, { wishes: where, domain, place, how: "direct", timeout });
      await client.session.connect(place, signal);
      return await secure();
    } catch (error) {
      if (signal.aborted || !(error instanceof ConnectionError)) throw error;
      if (at === places.length - 1) throw withPractice(error, context);
      const text = `${error.message}; going on with the next`;
      transcript.append(client.session.id, { type: "note", by: "tool", text });
    }
  }
  return PASSED;
}

/** Whoever has started without an address may take the port that servers usually have for that of the practice server. */
function withPractice(
  error: ConnectionError,
  { practice, client }: RunningLine & Connecting,
): ConnectionError {
  const { host, port } = error;
  if (!practice || !isLoopback(host) || formatAddress(host, port) === practice.address) return error;
  const { state } = client.session;
  const isLast = state.host === undefined || formatAddress(state.host, state.port ?? 0) === practice.address;
  const remedy = isLast ? '"open" alone goes there' : `run "open ${practice.address}"`;
  const message = `${error.message} (the practice server is at ${practice.address}; ${remedy})`;
  return new ConnectionError(message, { host, port, cause: error.cause });
}

function tlsWishesIn(where: TlsWishes): TlsWishes {
  const { insecure, ca, pin, cert, key, "tls-min": oldest, "tls-max": newest } = where;
  return { insecure, ca, pin, cert, key, "tls-min": oldest, "tls-max": newest };
}

export interface HeaderOptions {
  readonly to?: string | undefined;
  readonly "no-to"?: boolean;
  readonly from?: string | undefined;
  readonly lang?: string | undefined;
  readonly "stream-version"?: string | undefined;
  readonly "no-stream-version"?: boolean;
  readonly xmlns?: string | undefined;
  readonly "no-declaration"?: boolean;
}

/**
 * The stream header a client sends. What the options leave open is as in the header it sent last on this connection;
 * the domain is then what the command line says, else the one that was connected to.
 */
export function headerFor({ client, target }: RunningLine & Connecting, options: HeaderOptions): string {
  const { state } = client.session;
  const { sent } = state;
  const to = options.to ?? (sent ? sent.to : streamDomain(target, state));
  const version = options["stream-version"] ?? (sent ? sent.version : "1.0");
  return streamHeader({
    to: options["no-to"] ? undefined : to,
    from: options.from ?? sent?.from,
    lang: options.lang ?? (sent ? sent.lang : "en"),
    version: options["no-stream-version"] ? undefined : version,
    contentNamespace: options.xmlns ?? sent?.contentNamespace,
    declaration: options["no-declaration"] ? "left out" : "written",
  });
}

/** The options of a command that sends a stream header. */
export const headerOptions = {
  to: { value: "DOMAIN", summary: "the domain the stream is for; it may differ from the host" },
  "no-to": { summary: 'leave "to" out' },
  from: { value: "JID", names: "jid", summary: "who opens the stream (RFC 6120 §4.7.1)" },
  lang: { value: "LANGUAGE", summary: "xml:lang, the language of what people read; without it en" },
  "stream-version": { value: "VERSION", summary: "the version of XMPP; without it 1.0" },
  "no-stream-version": { summary: "leave the version out, as before 2004" },
  xmlns: {
    value: "NAMESPACE",
    suggests: ["jabber:client", "jabber:component:accept", "jabber:server"],
    summary: "the content namespace; without it jabber:client",
  },
  "no-declaration": { summary: "leave <?xml version='1.0'?> out" },
} as const;
