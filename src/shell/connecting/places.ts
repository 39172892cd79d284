// Where a client connects: what the line says, else the command line, else DNS.
import { ConnectionError, UsageError } from "../../errors.ts";
import type { Destination } from "../../session/session.ts";
import {
  type Address,
  DEFAULT_DIRECT_TLS_PORT,
  DEFAULT_PORT,
  isLookedUp,
  parseAddress,
  parsePort,
  toAscii,
} from "../../xmpp/address.ts";
import type { ClientService } from "../../xmpp/certificate.ts";
import { isRefusal, orderRecords } from "../../xmpp/srv.ts";
import type { Connecting } from "../connecting.ts";
import type { RunningLine } from "../running-line.ts";
import type { WhereWishes } from "./target.ts";

/** The options of a command that connects. */
export const whereOptions = {
  host: { value: "HOST", summary: "connect to this host, whatever DNS says of the domain" },
  port: { value: "PORT", summary: "and to this port" },
  "direct-tls": { summary: "TLS from the first byte (XEP-0368), as with xmpps://" },
} as const;

/** Host and port as two words, as other programs take them. */
export function addressMeant([host = "", port = "", ...rest]: readonly string[]): string | undefined {
  const isPair = rest.length === 0 && /^\d+$/.test(port) && !host.includes(":");
  return isPair ? `${host}:${port}` : undefined;
}

/** Where to connect: never empty. */
export async function placesFor(
  context: RunningLine & Connecting,
  given: Address | undefined,
  where: WhereWishes,
): Promise<readonly Destination[]> {
  const { client, target } = context;
  const { host, port, domain, directTls } = client.session.state;
  // What an address on the line says in so many words wins over the command line.
  const general = given?.port === undefined ? target.where : {};
  const wishes = { ...general, ...withoutBlanks(where) };
  const says = where.host !== undefined || where.port !== undefined || where["direct-tls"] === true;
  if (!given && !says && host !== undefined && port !== undefined) return [{ host, port, domain, directTls }];
  const address = given ?? addressKnown(context);
  const isDirect =
    address.scheme === "xmpps" ||
    where["direct-tls"] === true ||
    (wishes["direct-tls"] === true && !given?.scheme);
  const direct = isDirect ? ({ directTls: true } as const) : {};
  const goesRound = wishes.host !== undefined || wishes.port !== undefined || address.port !== undefined;
  if (goesRound || !isLookedUp(address.host)) {
    const fixed = wishes.port === undefined ? address.port : parsePort(wishes.port);
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
  { client, lookUp, random, signal }: RunningLine & Connecting,
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
  client.session.record({
    type: "connection",
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

function addressKnown({ target, client, origin }: RunningLine & Connecting): Address {
  const { host } = client.session.state;
  const known = target.address ?? host ?? target.where.host ?? target.domain ?? target.served?.domain;
  if (known !== undefined) return parseAddress(known);
  throw new UsageError(
    origin === "script"
      ? "Cannot connect: the script is pointed at no server (--server localhost:5222 says where)"
      : 'Cannot connect: no address is known (run "open localhost", or start with "xmpp-repl localhost")',
  );
}

function withoutBlanks({ host, port, "direct-tls": directTls }: WhereWishes): WhereWishes {
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(directTls ? { "direct-tls": directTls } : {}),
  };
}

export function defaultPort(isDirect: boolean): number {
  return isDirect ? DEFAULT_DIRECT_TLS_PORT : DEFAULT_PORT;
}
