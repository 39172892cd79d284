import { once } from "node:events";
import { createServer, type Server } from "node:net";

// Below the range that the kernel hands out for outgoing connections, so that only another server can take them.
const lowest = 20_000;
const highest = 32_000;

/** The loopback addresses that this machine really has, IPv4 first. */
export async function loopbackAddresses(): Promise<readonly string[]> {
  const ipv6 = await listen(0, "::1");
  if (ipv6 === undefined) return ["127.0.0.1"];
  await close(ipv6);
  return ["127.0.0.1", "::1"];
}

/** The first of `count` consecutive ports that were all free, on every loopback address, a moment ago. */
export async function freePorts(count: number): Promise<number> {
  const addresses = await loopbackAddresses();
  for (let tries = 0; tries < 100; tries += 1) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest - count));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const servers = await Promise.all(
      ports.flatMap((port) => addresses.map((address) => listen(port, address))),
    );
    await Promise.all(servers.map((server) => server && close(server)));
    if (servers.every((server) => server !== undefined)) return first;
  }
  throw new Error(`Cannot find ${count} free consecutive ports between ${lowest} and ${highest}`);
}

async function listen(port: number, host: string): Promise<Server | undefined> {
  const server = createServer();
  try {
    await once(server.listen({ port, host, exclusive: true }), "listening");
    return server;
  } catch {
    return undefined;
  }
}

async function close(server: Server): Promise<void> {
  await once(server.close(), "close");
}
