// Where a client connects and which header it sends when a line does not say: shared by `connect`, `open` and `restart`.
import { ConnectionError, UsageError } from "../errors.ts";
import type { Destination } from "../session/session.ts";
import type { SessionState } from "../session/state.ts";
import {
  type Address,
  DEFAULT_DIRECT_TLS_PORT,
  DEFAULT_PORT,
  formatAddress,
  isLookedUp,
  parseAddress,
  toAscii,
} from "../xmpp/address.ts";
import type { ClientService } from "../xmpp/certificate.ts";
import { isRefusal, orderRecords } from "../xmpp/srv.ts";
import { streamHeader } from "../xmpp/stream-header.ts";
import { type Context, type Outcome, PASSED, type TlsWishes, type WhereWishes } from "./command.ts";
import { prepareTls } from "./securing.ts";

/** The options of a command that connects. */
export const whereOptions = {
  host: { value: "HOST", summary: "connect to this host, whatever DNS says of the domain" },
  port: { value: "PORT", summary: "and to this port" },
  "direct-tls": { summary: "TLS from the first byte (XEP-0368), as with xmpps://" },
} as const;

export interface Opening {
  readonly address?: string | undefined;
  readonly where: WhereWishes & TlsWishes & { readonly timeout?: string | undefined };
  /** The domain that the stream will be opened to, where the line says. */
  readonly to?: string | undefined;
}

/** Connects the client, unless it is connected to that very address. Sends nothing, but for direct TLS. */
export async function connectIfNeeded(context: Context, opening: Opening): Promise<Outcome> {
  const { session } = context.client;
  const { state } = session;
  const address = opening.address === undefined ? undefined : parseAddress(opening.address);
  if (state.connection === "connected") {
    if (!address || isWhere(state, address)) return PASSED;
    const present = formatAddress(state.host ?? "", state.port ?? 0);
    throw new UsageError(
      `Cannot connect to ${opening.address}: already connected to ${present} (run "disconnect" first, or use another client, as in "@juliet open ${opening.address}")`,
    );
  }
  const places = await placesFor(context, address, opening.where);
  return await connectToOne(context, places, opening);
}

function isWhere({ host, port, domain }: SessionState, address: Address): boolean {
  if (address.port === undefined && domain === address.host) return true;
  return host === address.host && port === (address.port ?? defaultPort(address.scheme === "xmpps"));
}

/** Tries the places in turn. A certificate that is not accepted ends it: to go on would hide an attack. */
async function connectToOne(
  context: Context,
  places: readonly Destination[],
  { where, to }: Opening,
): Promise<Outcome> {
  const { client, signal, transcript } = context;
  for (const [at, place] of places.entries()) {
    try {
      if (!place.directTls) {
        await client.session.connect(place, signal);
        return PASSED;
      }
      const domain = to ?? context.target.domain ?? place.domain ?? place.host;
      const { timeout } = where;
      const secure = await prepareTls(context, { wishes: where, domain, how: "direct", timeout });
      await client.session.connect(place, signal);
      return await secure();
    } catch (error) {
      if (signal.aborted || !(error instanceof ConnectionError) || at === places.length - 1) throw error;
      const text = `${error.message}; going on with the next`;
      transcript.append(client.session.id, { type: "note", by: "tool", text });
    }
  }
  return PASSED;
}

/** Where to connect: never empty. */
async function placesFor(
  context: Context,
  given: Address | undefined,
  where: WhereWishes,
): Promise<readonly Destination[]> {
  const { client, target } = context;
  const { host, port, domain, directTls } = client.session.state;
  const wishes = { ...target.where, ...withoutBlanks(where) };
  const says = where.host !== undefined || where.port !== undefined || where["direct-tls"] === true;
  if (!given && !says && host !== undefined && port !== undefined) return [{ host, port, domain, directTls }];
  const address = given ?? addressKnown(context);
  const isDirect = wishes["direct-tls"] === true || address.scheme === "xmpps";
  const direct = isDirect ? ({ directTls: true } as const) : {};
  const goesRound = wishes.host !== undefined || wishes.port !== undefined || address.port !== undefined;
  if (goesRound || !isLookedUp(address.host)) {
    const fixed = wishes.port === undefined ? address.port : portFrom(wishes.port);
    return [
      {
        host: wishes.host ?? address.host,
        port: fixed ?? defaultPort(isDirect),
        domain: address.host,
        ...direct,
      },
    ];
  }
  return await lookUpPlaces(context, address, isDirect);
}

async function lookUpPlaces(
  { client, lookUp, random, signal }: Context,
  { host: domain, scheme }: Address,
  isDirect: boolean,
): Promise<readonly Destination[]> {
  const services: ClientService[] = isDirect
    ? ["xmpps-client"]
    : scheme === "xmpp"
      ? ["xmpp-client"]
      : ["xmpps-client", "xmpp-client"];
  const asked = toAscii(domain);
  if (asked === "") throw new UsageError(`Cannot look up "${domain}": it is no name that DNS can have`);
  const { records, problem } = await lookUp(asked, services, signal);
  const refused = services.filter((service) =>
    records.some((one) => one.service === service && isRefusal(one)),
  );
  const ordered = orderRecords(
    records.filter(({ service }) => !refused.includes(service)),
    random,
  );
  client.session.noteLookup({
    change: "looked-up",
    domain,
    records: ordered,
    refused,
    ...(problem === undefined ? {} : { problem }),
  });
  const found = ordered.map(
    ({ target: host, port, service }): Destination => ({
      host,
      port,
      domain,
      ...(service === "xmpps-client" ? { directTls: true } : {}),
    }),
  );
  if (found.length > 0) return found;
  // RFC 6120 §3.2.1: the domain itself is tried only where there is no SRV record at all.
  if (records.length === 0) {
    return [{ host: domain, port: defaultPort(isDirect), ...(isDirect ? { directTls: true } : {}) }];
  }
  throw new ConnectionError(
    `Cannot connect to ${domain}: its DNS says that it has no such service for clients (--host and --port go round DNS)`,
    { host: domain, port: defaultPort(isDirect) },
  );
}

function addressKnown({ target, client }: Context): Address {
  const { host } = client.session.state;
  const known = target.address ?? host ?? target.where.host ?? target.domain;
  if (known !== undefined) return parseAddress(known);
  throw new UsageError(
    'Cannot connect: no address is known (run "open localhost", or start with "xmpp-repl localhost")',
  );
}

function withoutBlanks({ host, port, "direct-tls": directTls }: WhereWishes): WhereWishes {
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(directTls ? { "direct-tls": directTls } : {}),
  };
}

function defaultPort(isDirect: boolean): number {
  return isDirect ? DEFAULT_DIRECT_TLS_PORT : DEFAULT_PORT;
}

function portFrom(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw new UsageError(`Cannot use the port "${text}": a port is a number from 1 to 65535`);
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
export function headerFor({ client, target }: Context, options: HeaderOptions): string {
  const { sent, host, domain } = client.session.state;
  const to = options.to ?? (sent ? sent.to : (target.domain ?? domain ?? host));
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
