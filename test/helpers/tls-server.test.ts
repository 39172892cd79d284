import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect as connectPlain, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { polite } from "../servers/harness/fake-server.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { offerScram } from "./scram-server.ts";
import {
  offerStarttls,
  PROCEED,
  startTlsServer,
  type TlsAnswer,
  type TlsServer,
  type TlsServerOptions,
} from "./tls-server.ts";

let folder: string;
let certificates: Certificates;
let server: TlsServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-"));
  certificates = await makeCertificates(folder);
});

afterAll(() => rm(folder, { recursive: true }));
afterEach(() => server.stop());

type Options = Partial<TlsServerOptions> & Pick<TlsServerOptions, "mode">;
const start = async (options: Options, answer: TlsAnswer) => {
  server = await startTlsServer({ certificate: certificates.good, ...options }, answer);
};

const open = async (socket: Socket, text: string): Promise<string> => {
  socket.write(text);
  const [answer]: Buffer[] = await once(socket, "data");
  return `${answer}`;
};

const starttls = async (): Promise<Socket> => {
  const socket = connectPlain(server.port, "127.0.0.1");
  expect(await open(socket, "<stream:stream>")).toContain("<starttls ");
  expect(await open(socket, "<starttls/>")).toBe(PROCEED);
  return socket;
};

const secure = async (options: ConnectionOptions = {}): Promise<TLSSocket> => {
  const ca = await readFile(certificates.ca);
  const target = options.socket ? {} : { host: "127.0.0.1", port: server.port };
  const socket = connect({ ...target, ca, servername: "example.test", ...options });
  await once(socket, "secureConnect");
  return socket;
};

it.each([
  ["TLSv1.2", "starttls"],
  ["TLSv1.3", "starttls"],
  ["TLSv1.2", "direct"],
  ["TLSv1.3", "direct"],
] as const)("speaks %s, %s", async (version, mode) => {
  const answer = mode === "direct" ? polite : offerStarttls(polite);
  await start({ mode, minVersion: version, maxVersion: version }, answer);
  const socket = await secure(mode === "direct" ? {} : { socket: await starttls() });
  expect(await open(socket, "<stream:stream to='a'>")).toContain("<mechanism>PLAIN</mechanism>");

  const { secured } = server.connections[0] ?? {};
  expect(secured).toMatchObject({ version, alpnProtocol: undefined, clientSubject: undefined });
  expect(secured?.cipher).toBe(socket.getCipher().name);
  const [connection] = server.connections;
  expect(connection?.receivedInClear()).toBe(mode === "direct" ? "" : "<stream:stream><starttls/>");
  expect(connection?.received()).toBe(`${connection?.receivedInClear()}<stream:stream to='a'>`);
  expect(server.received()).toBe(connection?.received());
});

it.each(["TLSv1.2", "TLSv1.3"] as const)(
  "takes the same for channel bindings as the client, on %s",
  async (version) => {
    await start({ mode: "direct", maxVersion: version }, polite);
    const socket = await secure();
    await server.secures();
    const certificate = new X509Certificate(await readFile(certificates.good.certificate));
    const exported = socket.exportKeyingMaterial(32, "EXPORTER-Channel-Binding", Buffer.alloc(0));
    expect(server.bindingData("tls-unique")).toEqual(socket.getFinished());
    expect(server.bindingData("tls-exporter")).toEqual(exported);
    expect(server.bindingData("tls-server-end-point")).toEqual(
      createHash("sha256").update(certificate.raw).digest(),
    );
    expect(server.endPoint("sha384")).toEqual(createHash("sha384").update(certificate.raw).digest());
    expect(server.bindingData("other")).toBeUndefined();
  },
);

it.each([
  [["xmpp-client", "h2"], ["xmpp-client"], "xmpp-client"],
  [["xmpp-client"], undefined, undefined],
  [[], ["xmpp-client"], undefined],
])(
  "tells of a client that asks for ALPN %j and a server that has %j",
  async (asked, ALPNProtocols, alpnProtocol) => {
    await start({ mode: "direct", ...(ALPNProtocols && { ALPNProtocols }) }, polite);
    await secure(asked.length > 0 ? { ALPNProtocols: asked } : {});
    expect(await server.secures()).toMatchObject({ alpnProtocol });
    expect(server.connections[0]?.hello).toEqual({ servername: "example.test", alpnProtocols: asked });
  },
);

it("tells of a client that asks for no name", async () => {
  await start({ mode: "direct" }, polite);
  await secure({ servername: "", checkServerIdentity: () => undefined });
  await server.secures();
  expect(server.connections[0]?.hello).toEqual({ servername: undefined, alpnProtocols: [] });
});

it.each([
  ["clientCa", true],
  ["root", false],
] as const)("tells of the client's certificate, with the authority %s", async (ca, isClientTrusted) => {
  await start({ mode: "direct", requestCert: true, ca: certificates[ca] }, polite);
  const { encryptedKey, certificate, passphrase } = certificates.client;
  await secure({ key: await readFile(encryptedKey), cert: await readFile(certificate), passphrase });
  const clientSubject = "O=xmpp-repl tests\nCN=client";
  expect(await server.secures()).toMatchObject({ clientSubject, isClientTrusted });
});

it("tells why the handshake failed", async () => {
  await start({ mode: "direct", maxVersion: "TLSv1.2" }, polite);
  await expect(secure({ minVersion: "TLSv1.3" })).rejects.toThrow("alert protocol version");
  await expect(server.secures()).rejects.toThrow("unsupported protocol");
});

it("turns away a client that goes on in the clear", async () => {
  await start({ mode: "starttls" }, offerStarttls(polite));
  const socket = await starttls();
  socket.on("error", () => {}).write("<stream:stream>");
  await expect(server.secures()).rejects.toThrow("SSL routines");
});

it("sends what is glued to <proceed/> in the same write", async () => {
  await start({ mode: "starttls" }, offerStarttls(polite, "<injected/>"));
  const socket = connectPlain(server.port, "127.0.0.1");
  expect(await open(socket, "<starttls/>")).toBe(`${PROCEED}<injected/>`);
  await secure({ socket });
});

it("can be one that offers SCRAM behind STARTTLS", async () => {
  const mechanisms = ["SCRAM-SHA-256-PLUS"];
  const { answer, exchanges } = offerScram({ username: "me", password: "test", mechanisms });
  await start({ mode: "starttls" }, offerStarttls(answer));
  const socket = await secure({ socket: await starttls() });
  expect(await open(socket, "<stream:stream>")).toContain("<mechanism>SCRAM-SHA-256-PLUS</mechanism>");
  const auth = `<auth mechanism='SCRAM-SHA-256-PLUS'>${btoa("p=tls-exporter,,n=me,r=a")}</auth>`;
  expect(await open(socket, auth)).toContain("<challenge ");
  const gs2Header = "p=tls-exporter,,";
  expect(exchanges).toMatchObject([{ mechanism: "SCRAM-SHA-256-PLUS", gs2Header }]);
});

it("stays in the clear unless it is told to upgrade", async () => {
  await start({ mode: "starttls" }, (text) => {
    if (text === "<starttls/>") server.send(`${PROCEED} `);
    if (text === "<presence/>") server.send("<message/>");
  });
  const socket = connectPlain(server.port, "127.0.0.1");
  expect(await open(socket, "<starttls/>")).toBe(`${PROCEED} `);
  expect(await open(socket, "<presence/>")).toBe("<message/>");
});

it("ends and resets connections that are secured", async () => {
  await start({ mode: "direct" }, polite);
  const first = await secure();
  expect(await open(first, "</stream:stream>")).toBe("</stream:stream>");
  await once(first, "close");
  const second = await secure();
  await server.secures();
  server.reset();
  await expect(once(second, "close")).rejects.toMatchObject({ code: "ECONNRESET" });
});

it.each(["rsa", "rsaSha384", "rsaPss", "ed25519", "throughIntermediate"] as const)(
  "presents the certificate %s, which a client trusts",
  async (name) => {
    await start({ mode: "direct", certificate: certificates[name] }, polite);
    expect((await secure()).authorized).toBe(true);
  },
);
