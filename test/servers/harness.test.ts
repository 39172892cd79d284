import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type SecureVersion } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClientCertificate } from "./harness/client-certificate.ts";
import { externalOf } from "./harness/external.ts";
import { freePorts } from "./harness/free-ports.ts";
import { type ServerKind, serverKinds } from "./harness/server-kinds.ts";
import { type RunningServer, startServer } from "./harness/start-server.ts";

const headerTo = (domain: string) =>
  `<?xml version='1.0'?><stream:stream xmlns='jabber:client' to='${domain}' version='1.0'` +
  " xmlns:stream='http://etherx.jabber.org/streams'>";
const header = headerTo("localhost");
const auth = (mechanism: string, initial: string) =>
  `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'>${initial}</auth>`;
const login = auth("PLAIN", btoa("\0juliet\0test"));

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

it.each(["prosody-seed", "ejabberd-seed", "prosody-modern", "ejabberd-modern"] as const)(
  "%s lets anybody in on its host for ANONYMOUS",
  async (kind) => {
    const server = await startServer(kind);
    try {
      const stream = secure(server, "anon.localhost");
      expect(await reply(stream, headerTo("anon.localhost"), "</stream:features>")).toContain(">ANONYMOUS<");
      expect(await reply(stream, auth("ANONYMOUS", ""), ">")).toMatch(/^<success /);
      stream.destroy();
    } finally {
      await server.stop();
    }
  },
);

describe.each(["prosody-modern", "ejabberd-modern"] as const)("%s, on its host for EXTERNAL", (kind) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(kind);
  });
  afterAll(() => server.stop());

  describe.each(["TLSv1.2", "TLSv1.3"] as const)("with %s", (version) => {
    it.each([
      ["after STARTTLS", startTls],
      ["on direct TLS", directTls],
    ])("takes a certificate for the password of whom it names, %s", async (_, open) => {
      const { domain, jid, issue, ...me } = server.external;
      const you = await issue("you", [`you@${domain}`]);
      const verdict = async (client: ClientCertificate) => {
        const stream = await open(server, tlsOptions(server, client, version));
        expect(await reply(stream, headerTo(domain), "</stream:features>")).toContain(">EXTERNAL<");
        const answer = await reply(stream, auth("EXTERNAL", btoa(jid)), ">");
        stream.destroy();
        return answer;
      };
      expect(await verdict(me)).toMatch(/^<success /);
      expect(await verdict(you)).toMatch(/^<failure .*<not-authorized\/>/);
    });
  });
});

it("says of a kind without TLS that no client certificate can be shown", () => {
  expect(() => externalOf("prosody-seed", "", 0)).toThrow(
    "Cannot show a client certificate: prosody-seed has no TLS (start a modern kind)",
  );
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
function secure({ kind, host, port }: RunningServer, servername = "localhost"): Socket {
  return serverKinds[kind].tls === "required"
    ? connectTls({ host, port: port + 1, servername, rejectUnauthorized: false })
    : connect({ host, port });
}

/** The host for EXTERNAL must have the certificate that it is said to have; the client shows this one. */
function tlsOptions(server: RunningServer, client: ClientCertificate, version: SecureVersion) {
  return {
    ...{ servername: server.external.domain, ca: readFileSync(server.certificate) },
    ...{ cert: readFileSync(client.certificate), key: readFileSync(client.key) },
    ...{ minVersion: version, maxVersion: version },
  };
}

async function directTls({ host, external }: RunningServer, options: ConnectionOptions): Promise<Socket> {
  return connectTls({ ...options, host, port: external.directTls });
}

async function startTls({ host, external }: RunningServer, options: ConnectionOptions): Promise<Socket> {
  const plain = connect({ host, port: external.starttls });
  await reply(plain, headerTo(external.domain), "</stream:features>");
  await reply(plain, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed ");
  return connectTls({ ...options, socket: plain });
}

/** Writes a text and resolves with what comes back, up to the first chunk that completes `end`. */
async function reply(socket: Socket, text: string, end: string): Promise<string> {
  socket.setEncoding("utf8").write(text);
  let answer = "";
  while (!answer.includes(end)) answer += (await once(socket, "data"))[0];
  return answer;
}
