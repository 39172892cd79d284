// How the program gets to a server: in plain TCP, by STARTTLS, or by TLS from the first byte.
import { externalOf } from "./external.ts";
import type { RunningServer } from "./start-server.ts";

export interface Way {
  readonly how: "plain TCP" | "STARTTLS" | "direct TLS";
  /** The only version of TLS that is taken; without it the newest that both sides have. */
  readonly version?: "1.2" | "1.3";
}

export const plainTcp: Way = { how: "plain TCP" };
export const directTls: Way = { how: "direct TLS" };
export const directTls12: Way = { how: "direct TLS", version: "1.2" };
export const directTls13: Way = { how: "direct TLS", version: "1.3" };

/** Every way to a modern kind. */
export const tlsWays: readonly Way[] = [
  { how: "STARTTLS", version: "1.2" },
  directTls12,
  { how: "STARTTLS", version: "1.3" },
  directTls13,
];

/** "by STARTTLS with 1.2", for the name of a test. */
export function nameOf({ how, version }: Way): string {
  return version === undefined ? `in ${how}` : `by ${how} with ${version}`;
}

/** The command line that leads this way to a domain of the server, whose certificate is trusted. */
export function argumentsFor(
  server: RunningServer,
  { how, version }: Way,
  domain = "localhost",
): readonly string[] {
  const port = portFor(server, how, domain);
  const address = how === "direct TLS" ? `xmpps://localhost:${port}` : `localhost:${port}`;
  const trust = how === "plain TCP" ? [] : ["--ca", server.certificate];
  const only = version === undefined ? [] : ["--tls-min", version, "--tls-max", version];
  return [address, "--domain", domain, ...trust, ...only];
}

/** The lines after which authentication is due. */
export function opening({ how }: Way): readonly string[] {
  return how === "STARTTLS" ? ["open", "starttls", "restart"] : ["open"];
}

function portFor({ kind, port, scratch }: RunningServer, how: Way["how"], domain: string): number {
  if (domain === "certs.localhost") {
    const external = externalOf(kind, scratch, port);
    return how === "direct TLS" ? external.directTls : external.starttls;
  }
  return how === "direct TLS" ? port + 1 : port;
}
