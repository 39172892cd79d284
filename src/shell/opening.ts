// Where a client connects and which header it sends when a line does not say: shared by `connect`, `open` and `restart`.
import { UsageError } from "../errors.ts";
import type { SessionState } from "../session/state.ts";
import type { Endpoint } from "../stream/transport.ts";
import { DEFAULT_PORT, formatAddress, parseAddress } from "../xmpp/address.ts";
import { streamHeader } from "../xmpp/stream-header.ts";
import type { Context } from "./command.ts";

/** Reads an address into an endpoint. */
export function endpointOf(address: string): Endpoint {
  const { host, port, directTls } = parseAddress(address);
  if (directTls)
    throw new UsageError(
      `Cannot connect to "${address}": this version of xmpp-repl has no TLS yet (use xmpp://)`,
    );
  return { host, port: port ?? DEFAULT_PORT };
}

/** Connects the client, unless it is connected to that very address. Sends nothing. */
export async function connectIfNeeded(context: Context, address: string | undefined): Promise<void> {
  const { session } = context.client;
  const wanted = address === undefined ? undefined : endpointOf(address);
  if (session.state.connection === "connected") {
    if (!wanted || isWhere(session.state, wanted)) return;
    const present = formatAddress(session.state.host ?? "", session.state.port ?? 0);
    throw new UsageError(
      `Cannot connect to ${address}: already connected to ${present} (run "disconnect" first, or use another client, as in "@juliet open ${address}")`,
    );
  }
  await session.connect(wanted ?? presentEndpoint(context), context.signal);
}

function isWhere({ host, port }: SessionState, wanted: Endpoint): boolean {
  return host === wanted.host && port === wanted.port;
}

/** Where the client was connected last, else what the command line said. */
function presentEndpoint({ client, target }: Context): Endpoint {
  const { host, port } = client.session.state;
  const endpoint = host !== undefined && port !== undefined ? { host, port } : target.endpoint;
  if (endpoint) return endpoint;
  throw new UsageError(
    'Cannot connect: no address is known (run "open localhost", or start with "xmpp-repl localhost")',
  );
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
 * the domain is then what the command line says, else the host.
 */
export function headerFor({ client, target }: Context, options: HeaderOptions): string {
  const { sent, host } = client.session.state;
  const to = options.to ?? (sent ? sent.to : (target.domain ?? host));
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
  from: { value: "JID", summary: "who opens the stream (RFC 6120 §4.7.1)" },
  lang: { value: "LANGUAGE", summary: "xml:lang, the language of what people read; without it en" },
  "stream-version": { value: "VERSION", summary: "the version of XMPP; without it 1.0" },
  "no-stream-version": { summary: "leave the version out, as before 2004" },
  xmlns: { value: "NAMESPACE", summary: "the content namespace; without it jabber:client" },
  "no-declaration": { summary: "leave <?xml version='1.0'?> out" },
} as const;
