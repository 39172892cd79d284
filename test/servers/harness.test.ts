import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { freePorts } from "./harness/free-ports.ts";
import { type ServerKind, serverKinds } from "./harness/server-kinds.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const header =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' to='localhost' version='1.0'" +
  " xmlns:stream='http://etherx.jabber.org/streams'>";
const login = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${btoa("\0juliet\0test")}</auth>`;

describe.each(Object.keys(serverKinds) as ServerKind[])("%s", (kind) => {
  it("answers, knows the accounts, and leaves nothing behind when it is stopped", async () => {
    const server = await startServer(kind);
    try {
      const stream = connect(server.port, server.host);
      expect(await reply(stream, header, "</stream:features>")).toContain("<stream:features>");
      stream.destroy();

      const secured = secure(server);
      await reply(secured, header, "</stream:features>");
      expect(await reply(secured, login, ">")).toMatch(/^<success /);
      secured.destroy();
      expect(existsSync(server.scratch)).toBe(true);
    } finally {
      await server.stop();
    }
    await expect(once(connect(server.port, server.host), "connect")).rejects.toThrow("ECONNREFUSED");
    expect(existsSync(server.scratch)).toBe(false);
    expect(await server.log()).toContain("127.0.0.1");
  });
});

it.each(["prosody-seed", "ejabberd-seed"] as const)(
  "%s is given other ports when its own are taken",
  async (kind) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    const offers = [taken];
    const server = await startServer(kind, async (count) => offers.pop() ?? (await freePorts(count)));
    try {
      expect(server.port).not.toBe(taken);
      expect(await reply(connect(server.port, server.host), header, "</stream:features>")).toContain("PLAIN");
    } finally {
      await server.stop();
      other.close();
    }
  },
);

it("tells what the server wrote when it cannot start", async () => {
  // There is no such port, which ejabberd finds out for itself.
  const started = startServer("ejabberd-seed", async () => 70_000);
  await expect(started).rejects.toThrow(
    /^Cannot start ejabberd-seed: it ended at once .*\n(.*\n)*.*Invalid value of option listen->1->port/,
  );
});

/** A connection over which a password may be sent in the clear: with direct TLS where the kind requires TLS. */
function secure({ kind, host, port }: RunningServer): Socket {
  return serverKinds[kind].tls === "required"
    ? connectTls({ host, port: port + 1, servername: "localhost", rejectUnauthorized: false })
    : connect({ host, port });
}

/** Writes a text and resolves with what comes back, up to the first chunk that completes `end`. */
async function reply(socket: Socket, text: string, end: string): Promise<string> {
  socket.setEncoding("utf8").write(text);
  let answer = "";
  while (!answer.includes(end)) answer += (await once(socket, "data"))[0];
  return answer;
}
