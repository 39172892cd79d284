import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TlsOptions } from "../../src/stream/security.ts";
import { connectTcp } from "../../src/stream/tcp.ts";
import type { Transport } from "../../src/stream/transport.ts";
import { type Certificates, type LeafName, makeCertificates } from "../helpers/certificates.ts";
import { startTlsServer, type TlsServer, type TlsServerOptions } from "../helpers/tls-server.ts";

let folder: string;
let certificates: Certificates;
let server: TlsServer;
let transport: Transport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-"));
  certificates = await makeCertificates(folder);
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  transport.destroy();
  await server.stop();
});

const NEVER = new AbortController().signal;

/** Connects to a server that does TLS from the first byte. */
async function connect(
  options: Partial<TlsServerOptions> = {},
  answer: (text: string) => unknown = () => {},
): Promise<void> {
  const mode = { mode: "direct", certificate: certificates.good, ...options } as const;
  server = await startTlsServer(mode, answer);
  const listener = { data: () => {}, closed: () => {} };
  transport = await connectTcp({ host: "127.0.0.1", port: server.port }, listener, NEVER);
}

async function secure(options: Partial<TlsOptions> = {}, signal = NEVER) {
  const ca = await readFile(certificates.ca, "utf8");
  return await transport.secure(
    { timeout: 0, alpn: ["xmpp-client"], servername: "example.test", ca, ...options },
    signal,
  );
}

describe("what came of a handshake is told", () => {
  test("in full", async () => {
    await connect({ ALPNProtocols: ["xmpp-client"] });
    const { raw, validFrom, validTo } = new X509Certificate(await readFile(certificates.good.certificate));
    const facts = await secure();
    expect(facts).toEqual({
      protocol: "TLSv1.3",
      cipher: "TLS_AES_256_GCM_SHA384",
      keyExchange: "X25519",
      servername: "example.test",
      alpn: "xmpp-client",
      alpnOffered: ["xmpp-client"],
      chain: [
        {
          subject: "O=xmpp-repl tests, CN=good",
          issuer: "O=xmpp-repl tests, CN=root",
          names: [{ kind: "DNS", value: "example.test" }],
          validFrom: new Date(validFrom).toISOString(),
          validTo: new Date(validTo).toISOString(),
          fingerprint: createHash("sha256")
            .update(raw)
            .digest("hex")
            .toUpperCase()
            .replace(/..(?!$)/g, "$&:"),
        },
        expect.objectContaining({ subject: "O=xmpp-repl tests, CN=root" }),
      ],
      clientCertificate: false,
    });
  });

  test.each<[LeafName, string]>([
    ["expired", "CERT_HAS_EXPIRED"],
    ["notYetValid", "CERT_NOT_YET_VALID"],
    ["selfSigned", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ])("with the reason why %s is not trusted, and without an end: %s", async (name, chainError) => {
    await connect({ certificate: certificates[name] });
    expect(await secure()).toMatchObject({ chainError });
  });

  test("with the reason where the intermediate certificate is missing", async () => {
    const { key, certificate } = certificates.throughIntermediate;
    await connect({ certificate: { key, chain: certificate } });
    expect(await secure()).toMatchObject({ chainError: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  });

  test.each<[LeafName, object]>([
    ["srvIdOnly", { kind: "SRV", value: "_xmpp-client.example.test" }],
    ["wildcard", { kind: "DNS", value: "*.example.test" }],
    ["otherName", { kind: "DNS", value: "other.test" }],
  ])("with the names in %s, whatever they are", async (name, found) => {
    await connect({ certificate: certificates[name] });
    const { chain, chainError } = await secure();
    expect(chain[0]?.names).toEqual([found]);
    expect(chainError).toBeUndefined();
  });
});

test("the server is asked for a name and a protocol", async () => {
  await connect();
  await secure();
  await server.secures();
  expect(server.connections[0]?.hello).toEqual({
    servername: "example.test",
    alpnProtocols: ["xmpp-client"],
  });
});

test("the server is asked for nothing where nothing is wanted", async () => {
  await connect();
  await secure({ servername: undefined, alpn: [] });
  await server.secures();
  expect(server.connections[0]?.hello).toEqual({ servername: undefined, alpnProtocols: [] });
});

describe.each(["1.2", "1.3"] as const)("on TLS %s", (version) => {
  test.each(["tls-exporter", "tls-unique", "tls-server-end-point"] as const)(
    "both sides name the connection alike by %s",
    async (type) => {
      await connect();
      const { protocol } = await secure({ minVersion: version, maxVersion: version });
      await server.secures();
      expect(protocol).toBe(`TLSv${version}`);
      const [ours = [], theirs = []] = [transport.channelBinding(type), server.bindingData(type)];
      expect(ours.length).toBeGreaterThan(8);
      expect(Buffer.from(ours)).toEqual(theirs);
    },
  );
});

test("an Ed25519 certificate gives no tls-server-end-point", async () => {
  await connect({ certificate: certificates.ed25519 });
  await secure();
  expect(transport.channelBinding("tls-server-end-point")).toBeUndefined();
});

test("without TLS there is no channel binding", async () => {
  await connect();
  expect(transport.channelBinding("tls-exporter")).toBeUndefined();
});

test("the server sees the client's certificate", async () => {
  await connect({ requestCert: true, ca: certificates.clientCa });
  const [cert, key] = [certificates.client.certificate, certificates.client.key];
  const facts = await secure({ cert: await readFile(cert, "utf8"), key: await readFile(key, "utf8") });
  expect(facts).toMatchObject({ clientCertificate: true });
  expect(await server.secures()).toMatchObject({ clientSubject: "O=xmpp-repl tests\nCN=client" });
});

test("the keys are told in the format of SSLKEYLOGFILE", async () => {
  await connect();
  const lines: string[] = [];
  await secure({ keylog: (line) => lines.push(line) });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+\n$/);
  expect(lines.join("")).toContain("CLIENT_TRAFFIC_SECRET_0 ");
});

describe("where TLS does not come about, the connection is gone, and it is said why:", () => {
  const plain = { mode: "starttls" } as const;

  async function expectFailure(options: Partial<TlsOptions>, reason: string): Promise<void> {
    await expect(secure(options)).rejects.toThrow(
      `Cannot secure the connection to 127.0.0.1:${server.port}: ${reason}`,
    );
    expect(transport.isWritable).toBe(false);
  }

  test("no version in common", async () => {
    await connect({ maxVersion: "TLSv1.2" });
    await expectFailure({ minVersion: "1.3" }, "the two sides have no version of TLS in common");
  });

  test("a server that speaks XML", async () => {
    await connect(plain, (text) => text !== "" && server.send("<stream:stream>"));
    await expectFailure({}, "what came back is no TLS");
  });

  test("a server that hangs up", async () => {
    await connect(plain, (text) => text !== "" && server.end());
    await expectFailure({}, "the server dropped the connection in the middle of the TLS handshake");
  });

  test("a server that says nothing", async () => {
    await connect(plain);
    const reason = "nothing came within 0.02 s in the TLS handshake (is TLS spoken here?)";
    await expectFailure({ timeout: 20 }, reason);
  });

  test("a key of another certificate", async () => {
    await connect();
    const cert = await readFile(certificates.client.certificate, "utf8");
    const key = await readFile(certificates.good.key, "utf8");
    await expectFailure({ cert, key }, "--key does not belong to --cert");
  });

  test("a key with a passphrase", async () => {
    await connect();
    const { certificate, encryptedKey } = certificates.client;
    const reason =
      "the key is encrypted with a passphrase (write a copy without: openssl pkey -in KEY -out KEY.plain)";
    const files = { cert: await readFile(certificate, "utf8"), key: await readFile(encryptedKey, "utf8") };
    await expectFailure(files, reason);
  });

  test("a certificate that is no PEM", async () => {
    await connect();
    const cert = "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n";
    const key = await readFile(certificates.client.key, "utf8");
    await expectFailure({ cert, key }, "a certificate or key is not PEM (-----BEGIN CERTIFICATE-----)");
  });

  test("whoever waited was interrupted before the handshake had even begun", async () => {
    await connect(plain);
    const controller = new AbortController();
    const securing = transport.secure({ timeout: 0, alpn: [] }, controller.signal);
    controller.abort(new Error("enough"));
    await expect(securing).rejects.toThrow("enough");
    expect(transport.isWritable).toBe(false);
  });

  test("whoever waited was interrupted", async () => {
    const controller = new AbortController();
    await connect(plain, (text) => text !== "" && controller.abort(new Error("enough")));
    await expect(secure({}, controller.signal)).rejects.toThrow("enough");
    expect(transport.isWritable).toBe(false);
  });
});
