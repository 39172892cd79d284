// A DNS server that knows a few names, and can be as unhelpful about them as real ones are.
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, type SrvData } from "dns-packet";

export interface Records {
  /** A target "." says that there is no such service; "priority" and "weight" are 0 when they are left out. */
  readonly SRV?: readonly SrvData[];
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
}

/** By name, without a dot at its end. A name that is not here does not exist; a type that is not here has no data. */
export type Zone = Readonly<Record<string, Records | "silent" | "servfail" | "refused">>;

export interface DnsQuery {
  readonly name: string;
  readonly type: string;
}

export interface DnsServer {
  /** "127.0.0.1:PORT", as Resolver.setServers takes it. */
  readonly address: string;
  readonly port: number;
  /** All that were received, in their order; a client that gets no answer asks again. */
  readonly queries: readonly DnsQuery[];
  stop(): Promise<void>;
}

const codes = { ok: 0, servfail: 2, unknown: 3, refused: 5 } as const;

/** It speaks UDP alone, on a free port of 127.0.0.1. */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const known = new Map(Object.entries(zone).map(([name, records]) => [name.toLowerCase(), records]));
  const queries: DnsQuery[] = [];
  const socket = createSocket("udp4", (message, client) => {
    const query = decode(message);
    const { name = "", type = "" } = query.questions?.[0] ?? {};
    queries.push({ name, type });
    const records = known.get(name.toLowerCase());
    if (records === "silent") return;
    const code = typeof records === "string" ? codes[records] : records ? codes.ok : codes.unknown;
    const answers = typeof records === "object" ? answersFor(name, type, records) : [];
    socket.send(reply(query, code, answers), client.port, client.address);
  });
  await once(socket.bind(0, "127.0.0.1"), "listening");
  const { port } = socket.address();
  return {
    address: `127.0.0.1:${port}`,
    port,
    queries,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answersFor(name: string, type: string, { SRV = [], A = [], AAAA = [] }: Records): readonly Answer[] {
  if (type === "SRV") return SRV.map((data) => ({ name, type, ttl: 60, data }));
  if (type === "A") return A.map((data) => ({ name, type, ttl: 60, data }));
  return type === "AAAA" ? AAAA.map((data) => ({ name, type, ttl: 60, data })) : [];
}

function reply({ id, questions }: Packet, code: number, answers: readonly Answer[]): Buffer {
  // RFC 1035 §4.1.1: the response code is the last four of the flags' bits.
  const flags = AUTHORITATIVE_ANSWER | code;
  return encode({ type: "response", id, flags, questions, answers: [...answers] });
}
