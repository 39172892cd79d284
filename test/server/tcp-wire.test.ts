import { connect as connectSocket } from "node:net";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ConnectionError } from "../../src/errors.ts";
import { certificateFor, type ServerCertificate } from "../../src/server/certificate.ts";
import { type Listening, listenTcp } from "../../src/server/tcp-wire.ts";
import type { Wire } from "../../src/server/wire.ts";
import type { TlsOptions } from "../../src/stream/security.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import type { Transport } from "../../src/stream/transport.ts";
import { type Echo, echo, type Heard, listening } from "./echo.ts";

const NEVER = new AbortController().signal;
const BINDINGS = ["tls-exporter", "tls-unique", "tls-server-end-point"] as const;

let certificate: ServerCertificate;
beforeAll(() => {
  certificate = certificateFor("localhost");
});

interface Meeting {
  readonly server: Echo;
  readonly listener: Listening;
  readonly client: Transport;
  readonly heard: Heard;
}

async function meet(answer?: (text: string, wire: Wire) => void): Promise<Meeting> {
  const server = echo(answer);
  const listener = await listenTcp({ host: "127.0.0.1", port: 0, tls: certificate, accept: server.accept });
  onTestFinished(() => listener.close());
  const heard = listening();
  const client = await connectTcp(listener, heard, NEVER);
  return { server, listener, client, heard };
}

function tlsOptions(options: Partial<TlsOptions> = {}): TlsOptions {
  return { timeout: 0, alpn: ["xmpp-client"], servername: "localhost", ca: certificate.cert, ...options };
}

const bytes = (text: string) => Buffer.from(text, "utf8");

function wireOf({ wires }: Echo): Wire {
  const [wire] = wires;
  if (!wire) throw new Error("nobody has connected");
  return wire;
}

describe("in the clear", () => {
  test("what comes in is told, and what is written goes out", async () => {
    const { client, heard, server } = await meet();
    client.write(bytes("hello"));
    await heard.receives("hello");
    expect(wireOf(server).peer).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(wireOf(server)).toMatchObject({ isSecure: false, backlog: 0 });
    expect(wireOf(server).channelBinding("tls-exporter")).toBeUndefined();
  });

  test("the end of the client's side is told once, and nothing can be written any more", async () => {
    const { client, server } = await meet();
    client.end();
    await server.receives("(closed)");
    const wire = wireOf(server);
    expect(wire.backlog).toBeUndefined();
    wire.write(bytes("too late"));
    wire.end();
    expect(server.received).toEqual(["(closed)"]);
  });

  test("end lets out what was written before", async () => {
    const { client, heard } = await meet((text, wire) => {
      wire.write(bytes(`${text}, goodbye`));
      wire.end();
      wire.write(bytes("too late"));
    });
    client.write(bytes("hello"));
    await heard.receives("hello, goodbye(closed)");
  });

  test("a reset is told to the client as what it is", async () => {
    const { client, heard } = await meet((_, wire) => wire.reset());
    client.write(bytes("hello"));
    await heard.receives("(broken: it reset the connection)");
  });

  test("behind a half-close the client may still write", async () => {
    const { listener, server } = await meet((_, wire) => wire.halfClose());
    const socket = connectSocket({ port: listener.port, host: listener.host, allowHalfOpen: true });
    socket.write("first");
    await new Promise((resolve) => socket.resume().once("end", resolve));
    socket.end(", second");
    await server.receives("first, second(closed)", 1);
  });
});

describe("STARTTLS", () => {
  const upgrade = (text: string, wire: Wire) => {
    if (text !== "<starttls/>") return wire.write(bytes(text));
    wire.write(bytes("<proceed/>"));
    void wire.secure();
  };

  test("encrypts the connection from then on, and both sides name it alike", async () => {
    const { client, heard, server } = await meet(upgrade);
    client.write(bytes("<starttls/>"));
    await heard.receives("<proceed/>");
    const facts = await client.secure(tlsOptions(), NEVER);
    expect(facts).toMatchObject({ protocol: "TLSv1.3", alpn: "xmpp-client" });
    expect(facts.chain.map(({ fingerprint }) => fingerprint)).toEqual([certificate.fingerprint]);
    expect(facts.chainError).toBeUndefined();
    client.write(bytes("hello"));
    await heard.receives("<proceed/>hello");
    const wire = wireOf(server);
    expect(wire.isSecure).toBe(true);
    expect(wire.channelBinding("tls-exporter")).toEqual(client.channelBinding("tls-exporter"));
    expect(wire.channelBinding("tls-exporter")).toHaveLength(32);
    expect(wire.channelBinding("tls-server-end-point")).toEqual(certificate.endPoint);
    expect(wire.channelBinding("tls-unique")).toBeUndefined();
  });

  test("with TLS 1.2, all three channel bindings are the same on both sides", async () => {
    const { client, heard, server } = await meet(upgrade);
    client.write(bytes("<starttls/>"));
    await heard.receives("<proceed/>");
    await client.secure(tlsOptions({ maxVersion: "1.2" }), NEVER);
    client.write(bytes("hello"));
    await heard.receives("<proceed/>hello");
    for (const type of BINDINGS) {
      expect(wireOf(server).channelBinding(type), type).toEqual(client.channelBinding(type));
      expect(wireOf(server).channelBinding(type)?.length, type).toBeGreaterThan(11);
    }
  });

  test.each([
    ["what is no TLS behind it", (client: Transport) => client.write(bytes("<auth/> in the clear"))],
    ["a client that goes away in the middle of it", (client: Transport) => client.destroy()],
  ])("%s fails it, and ends the connection", async (_, disturb) => {
    let failed: Promise<void> = Promise.resolve();
    const { client, heard, server } = await meet((_, wire) => {
      wire.write(bytes("<proceed/>"));
      failed = wire.secure();
      failed.catch(() => {});
    });
    client.write(bytes("<starttls/>"));
    await heard.receives("<proceed/>");
    disturb(client);
    await server.receives("<starttls/>(closed)");
    await expect(failed).rejects.toThrow();
  });
});

describe("direct TLS on the same port", () => {
  test("is noticed by the first byte", async () => {
    const { client, heard, server } = await meet();
    const facts = await client.secure(tlsOptions(), NEVER);
    expect(facts).toMatchObject({ protocol: "TLSv1.3", alpn: "xmpp-client" });
    client.write(bytes("hello"));
    await heard.receives("hello");
    expect(server.received).toEqual(["hello"]);
    expect(wireOf(server).isSecure).toBe(true);
  });

  test("a client that speaks something else by TLS is refused", async () => {
    const { client, server } = await meet();
    await expect(client.secure(tlsOptions({ alpn: ["h2"] }), NEVER)).rejects.toThrow("ALPN");
    await server.receives("(closed)");
  });

  test("a client that breaks it off is told as gone, and does nobody else any harm", async () => {
    const { client, server, listener } = await meet();
    client.write(Buffer.from([0x16, 0x03, 0x01, 0x02]));
    client.end();
    await server.receives("(closed)");
    const heard = listening();
    const other = await connectTcp(listener, heard, NEVER);
    other.write(bytes("hello"));
    await heard.receives("hello");
  });
});

describe("listening", () => {
  test("a port that is taken is refused with what to do", async () => {
    const { listener, server } = await meet();
    const again = listenTcp({ host: listener.host, port: listener.port, accept: server.accept });
    await expect(again).rejects.toThrow(ConnectionError);
    await expect(again).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${listener.port}: something listens there already (is it this server, started before? --port 0 takes a free port)`,
    );
  });

  test("an address of another machine is refused", async () => {
    const { accept } = echo();
    await expect(listenTcp({ host: "192.0.2.1", port: 0, accept })).rejects.toThrow(
      "Cannot listen on 192.0.2.1:0: this machine has no such address",
    );
  });

  test("close ends all connections, in the clear and by TLS, and lets out what was written", async () => {
    const server = echo((text, wire) => wire.write(bytes(`${text}!`)));
    const listener = await listenTcp({ host: "127.0.0.1", port: 0, tls: certificate, accept: server.accept });
    const [plain, secured] = [listening(), listening()];
    const clients = [
      await connectTcp(listener, plain, NEVER),
      await connectTcp(listener, secured, NEVER),
    ] as const;
    await clients[1].secure(tlsOptions(), NEVER);
    for (const client of clients) client.write(bytes("hello"));
    await Promise.all([plain.receives("hello!"), secured.receives("hello!")]);
    for (const wire of server.wires) wire.write(bytes(" goodbye"));
    await listener.close();
    await Promise.all([plain.receives("hello! goodbye(closed)"), secured.receives("hello! goodbye(closed)")]);
    expect(server.received).toEqual(["hello(closed)", "hello(closed)"]);
  });

  test("close does not wait for a client that never closes its side", async () => {
    const { listener, server } = await meet();
    const socket = connectSocket({ port: listener.port, host: listener.host, allowHalfOpen: true });
    socket.on("error", () => {}).write("hello");
    await new Promise((resolve) => socket.once("data", resolve));
    await listener.close();
    expect(server.received).toEqual(["(closed)", "hello(closed)"]);
    socket.destroy();
  });
});
