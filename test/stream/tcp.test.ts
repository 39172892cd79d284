import { expect, test } from "vitest";
import { connectTcp } from "../../src/stream/tcp.ts";
import type { Transport } from "../../src/stream/transport.ts";
import { type FakeServer, startFakeServer } from "../servers/harness/fake-server.ts";

const NEVER = new AbortController().signal;
/** More than is read from a connection at a time. */
const MUCH = 70_000;

interface Ends {
  readonly server: FakeServer;
  readonly transport: Transport;
}

/** How much had come of what a server sends when this was done with the first of it, and how much comes in all. */
async function received(first: (ends: Ends) => void): Promise<{ then: number; inAll: number }> {
  const server = await startFakeServer(() => {});
  let then = 0;
  let inAll = 0;
  const begin = (transport: Transport) => {
    then = inAll;
    first({ server, transport });
  };
  await new Promise<void>((resolve, reject) => {
    const data = (bytes: Uint8Array) => {
      if (inAll === 0) connected.then(begin, reject);
      inAll += bytes.length;
    };
    const listener = { data, closed: () => resolve() };
    const connected = connectTcp({ host: "127.0.0.1", port: server.port }, listener, NEVER);
    connected.then((transport) => {
      transport.write(Buffer.from("now"));
    }, reject);
    server.receives("now").then(() => server.send("x".repeat(MUCH)), reject);
  });
  await server.stop();
  return { then, inAll };
}

test("all that has come is read, also where the server then breaks the connection", async () => {
  expect((await received(({ server }) => server.reset())).inAll).toBe(MUCH);
});

test("of a connection that is dropped nothing more is read", async () => {
  const { then, inAll } = await received(({ transport }) => transport.destroy());
  expect(inAll).toBe(then);
  expect(then).toBeLessThan(MUCH);
});

test("a server that breaks the connection just before TLS begins is told as a failure, and nothing worse", async () => {
  const server = await startFakeServer(() => {});
  const listener = { data: () => {}, closed: () => {} };
  const transport = await connectTcp({ host: "127.0.0.1", port: server.port }, listener, NEVER);
  transport.write(Buffer.from("now"));
  await server.receives("now");
  const secured = transport.secure({ timeout: 0, alpn: [] }, NEVER);
  server.reset();
  await expect(secured).rejects.toThrow(/^Cannot secure the connection to 127\.0\.0\.1:\d+: /);
  await server.stop();
});
