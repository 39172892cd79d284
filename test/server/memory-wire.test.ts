import { expect, test } from "vitest";
import { connectInMemory } from "../../src/server/memory-wire.ts";
import type { Wire } from "../../src/server/wire.ts";
import type { TlsFacts, TlsOptions } from "../../src/stream/security.ts";
import { type Echo, echo, listening } from "./echo.ts";

const NEVER = new AbortController().signal;
const PLACE = { host: "localhost", port: 5222 };
const TLS: TlsOptions = { timeout: 0, alpn: [], servername: "localhost" };
const FACTS: TlsFacts = {
  protocol: "TLSv1.3",
  cipher: "TLS_AES_256_GCM_SHA384",
  chain: [],
  clientCertificate: false,
};

const bytes = (text: string) => Buffer.from(text, "utf8");

async function meet(answer?: (text: string, wire: Wire) => void, facts?: () => TlsFacts) {
  const server = echo(answer);
  const heard = listening();
  const client = await connectInMemory(server.accept, facts)(PLACE, heard, NEVER);
  return { server, heard, client };
}

function wireOf({ wires }: Echo): Wire {
  const [wire] = wires;
  if (!wire) throw new Error("nobody has connected");
  return wire;
}

test("bytes come one turn later, in the order in which they were written", async () => {
  const { client, heard, server } = await meet();
  for (const text of ["a", "b", "c"]) client.write(bytes(text));
  expect(server.received).toEqual([""]);
  await server.receives("abc");
  expect(heard.text).toBe("");
  await heard.receives("abc");
});

test("the client's end comes behind what it has written, and is told to both sides", async () => {
  const { client, heard, server } = await meet(() => {});
  client.write(bytes("last words"));
  client.end();
  expect(client.isWritable).toBe(false);
  await server.receives("last words(closed)");
  expect(heard.text).toBe("(closed)");
  expect(wireOf(server).backlog).toBeUndefined();
});

test("the server's end comes behind what it has written, and is told to both sides", async () => {
  const { client, heard, server } = await meet((text, wire) => {
    wire.write(bytes(`${text}!`));
    wire.end();
    wire.write(bytes("too late"));
  });
  client.write(bytes("hello"));
  await heard.receives("hello!(closed)");
  expect(server.received).toEqual(["hello(closed)"]);
});

test("a reset is told to the client as what it is", async () => {
  const { client, heard } = await meet((_, wire) => wire.reset());
  client.write(bytes("hello"));
  await heard.receives("(broken: it reset the connection)");
});

test("behind STARTTLS both sides are secure, and have the same channel bindings", async () => {
  const { client, heard, server } = await meet(
    (text, wire) => {
      wire.write(bytes(`${text}!`));
      if (text === "starttls") void wire.secure();
    },
    () => FACTS,
  );
  expect(client.channelBinding("tls-exporter")).toBeUndefined();
  client.write(bytes("starttls"));
  await heard.receives("starttls!");
  expect(wireOf(server).isSecure).toBe(false);
  expect(await client.secure(TLS, NEVER)).toEqual(FACTS);
  expect(wireOf(server).isSecure).toBe(true);
  expect(client.channelBinding("tls-exporter")).toEqual(wireOf(server).channelBinding("tls-exporter"));
  expect(client.channelBinding("tls-exporter")?.length).toBeGreaterThan(0);
  client.write(bytes("hello"));
  await heard.receives("starttls!hello!");
});

test("what the client sends in the clear behind starttls is dropped", async () => {
  const { client, heard, server } = await meet(
    (text, wire) => {
      wire.write(bytes(`${text}!`));
      if (text === "starttls") void wire.secure();
    },
    () => FACTS,
  );
  client.write(bytes("starttls"));
  client.write(bytes("injected"));
  await heard.receives("starttls!");
  await client.secure(TLS, NEVER);
  client.write(bytes("hello"));
  await server.receives("starttlshello");
});

test("a client that begins with TLS is secure from the start", async () => {
  const { client, server } = await meet(undefined, () => FACTS);
  await client.secure(TLS, NEVER);
  client.write(bytes("hello"));
  await server.receives("hello");
  expect(wireOf(server).isSecure).toBe(true);
});

test("where there is no TLS it is refused", async () => {
  const { client } = await meet();
  await expect(client.secure(TLS, NEVER)).rejects.toThrow(
    "Cannot secure the connection: there is no TLS in memory",
  );
});

test("a connection that ends in the middle of the handshake fails it on both sides", async () => {
  let failed: Promise<void> = Promise.resolve();
  const { client, heard, server } = await meet(
    (_, wire) => {
      failed = wire.secure();
      failed.catch(() => {});
    },
    () => FACTS,
  );
  client.write(bytes("starttls"));
  client.end();
  await server.receives("starttls(closed)");
  await expect(failed).rejects.toThrow("in the middle of the TLS handshake");
  await expect(client.secure(TLS, NEVER)).rejects.toThrow("it is gone");
  expect(heard.text).toBe("(closed)");
});

test("an aborted handshake ends with the reason, and the connection with it", async () => {
  const { client, server } = await meet(
    () => {},
    () => FACTS,
  );
  client.write(bytes("no TLS yet"));
  await server.receives("no TLS yet");
  const controller = new AbortController();
  const secured = client.secure(TLS, controller.signal);
  controller.abort(new Error("enough"));
  await expect(secured).rejects.toThrow("enough");
  await server.receives("no TLS yet(closed)");
});
