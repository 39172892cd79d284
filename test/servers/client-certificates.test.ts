// A certificate of the client's own: shown to a server that asks, and what comes of one that cannot be used.
import { readFile, writeFile } from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import type { Setup } from "../../src/cli/command-line/setup.ts";
import { UsageError } from "../../src/errors.ts";
import { startTlsServer, type TlsServer, type TlsServerOptions } from "../helpers/tls-server.ts";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";
import { startOpensslServer } from "./harness/openssl-server.ts";
import { politeStarttls } from "./harness/polite-starttls.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();
afterEach(finishTools);

async function startServer(options: Partial<TlsServerOptions> = {}): Promise<TlsServer> {
  const { good, clientCa } = made.certificates;
  const server = await startTlsServer(
    { mode: "starttls", certificate: good, requestCert: true, ca: clientCa, ...options },
    politeStarttls(),
  );
  onTestFinished(() => server.stop());
  return server;
}

function toolFor({ port }: { readonly port: number }, setup: Partial<Setup> = {}): Tool {
  const { ca } = made.certificates;
  return startTool({ address: `127.0.0.1:${port}`, domain: "example.test", ca, ...setup });
}

/** OpenSSL's own words. */
const OPENSSL = /routines|error:[0-9A-F]|openssl\/ssl/;

const own = () => {
  const { certificate, key } = made.certificates.client;
  return { cert: certificate, key };
};

it.each(["TLSv1.2", "TLSv1.3"] as const)("is shown to a server that asks, on %s", async (version) => {
  const server = await startServer({ minVersion: version, maxVersion: version });
  const tool = toolFor(server, own());
  expect(await tool.run("open", "starttls", "restart")).toMatchObject({ status: "passed" });
  const secured = await server.secures();
  expect(secured).toMatchObject({
    version,
    clientSubject: "O=xmpp-repl tests\nCN=client",
    isClientTrusted: true,
  });
  expect(tool.shown).toMatch(/^ {7}client +a certificate of ours/m);
});

it("is not shown unless it is said which, and the server may do without", async () => {
  const server = await startServer();
  const tool = toolFor(server);
  expect(await tool.run("open", "starttls", "restart")).toMatchObject({ status: "passed" });
  expect(await server.secures()).toMatchObject({ clientSubject: undefined });
  expect(tool.shown).not.toMatch(/^ {7}client /m);
});

it("may be named on the line, for that connection only", async () => {
  const server = await startServer();
  const tool = toolFor(server);
  const { cert, key } = own();
  await tool.run("open", `starttls --cert ${cert} --key ${key}`, "restart", "disconnect");
  await tool.run("open", "starttls", "restart");
  expect(server.connections.map(({ secured }) => secured?.clientSubject)).toEqual([
    "O=xmpp-repl tests\nCN=client",
    undefined,
  ]);
});

describe("what cannot be used is told before anything is sent:", () => {
  const BOTH = /--cert and --key belong together/;
  /** What shows as soon as the files are read. */
  const unread = [
    ["DER", () => ({ cert: made.file("der.crt") }), /--cert .*\bPEM\b/],
    ["a missing certificate", () => ({ cert: made.file("missing.crt") }), /--cert .*missing\.crt/],
    ["a missing key", () => ({ key: made.file("missing.key") }), /--key .*missing\.key/],
    ["a directory", () => ({ cert: made.file(".") }), /--cert /],
    ["a certificate without its key", () => ({ key: undefined }), BOTH],
    ["a key without its certificate", () => ({ cert: undefined }), BOTH],
  ] as const;
  const encryptedKey = () => ({ key: made.certificates.client.encryptedKey });
  const otherKey = () => ({ key: made.certificates.good.key });
  /** What shows when TLS has a look at them. */
  const useless = [
    ["a key with a passphrase", encryptedKey, /passphrase.*openssl pkey/],
    ["the key of another certificate", otherKey, /--key does not belong to --cert/],
    ["what only says that it is PEM", () => ({ cert: made.file("broken.crt") }), /\bPEM\b/],
  ] as const;

  beforeAll(async () => {
    const pem = await readFile(own().cert, "utf8");
    await writeFile(made.file("der.crt"), Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64"));
    const broken = "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n";
    await writeFile(made.file("broken.crt"), broken);
  });

  const lineWith = (files: Readonly<Record<string, string | undefined>>) => {
    const known = Object.entries(files).filter(([, file]) => file !== undefined);
    return ["starttls", ...known.map(([name, file]) => `--${name} ${file}`)].join(" ");
  };

  it.each([...unread, ...useless])("%s on the line", async (_, change, words) => {
    const server = await startServer();
    const tool = toolFor(server);
    const outcome = await tool.run("open", lineWith({ ...own(), ...change() }));
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toMatch(words);
    expect(reasonOf(outcome)).not.toMatch(OPENSSL);
    expect(server.received()).not.toContain("<starttls");
    // The right ones can be used at once on the same connection.
    expect(await tool.run(lineWith(own()), "restart")).toMatchObject({ status: "passed" });
    expect(server.connections).toHaveLength(1);
  });

  it.each(unread)("%s on the command line, at once", (_, change, words) => {
    const start = () => toolFor({ port: 1 }, { ...own(), ...change() });
    expect(start).toThrow(UsageError);
    expect(start).toThrow(words);
  });

  it.each(useless)("%s on the command line", async (_, change, words) => {
    const server = await startServer();
    const outcome = await toolFor(server, { ...own(), ...change() }).run("open", "starttls");
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toMatch(words);
    expect(reasonOf(outcome)).not.toMatch(OPENSSL);
    expect(server.received()).not.toContain("<starttls");
  });
});

describe("a server that does not take it says so", () => {
  const start = async (version: "1.2" | "1.3") => {
    const { good, clientCa } = made.certificates;
    const server = await startOpensslServer({ certificate: good, clientCa, version });
    onTestFinished(() => server.stop());
    return server;
  };
  const unknown = () => ({ cert: made.certificates.good.certificate, key: made.certificates.good.key });

  it.each([
    ["none", () => ({}), /wants? a client certificate.*--cert.*--key/],
    ["one of an unknown issuer", unknown, /does not know who signed the client certificate/],
  ])("in the handshake, on TLS 1.2: %s", async (_, setup, words) => {
    const outcome = await toolFor(await start("1.2"), setup()).run("open --direct-tls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(/^Cannot secure the connection to /);
    expect(reasonOf(outcome)).toMatch(words);
  });

  // RFC 8446 §4.4.2: the client has finished before the server has seen its certificate.
  it.each([
    ["none", () => ({}), /wants a client certificate.*--cert.*--key/],
    ["one of an unknown issuer", unknown, /does not know who signed the client certificate/],
  ])("after the handshake, on TLS 1.3: %s", async (_, setup, words) => {
    const tool = toolFor(await start("1.3"), setup());
    const outcome = await tool.run("open --direct-tls");
    expect(exitCode(outcome)).toBe(1);
    expect(tool.shown).toContain("-- secured by TLS 1.3");
    expect(reasonOf(outcome)).toMatch(words);
    expect(tool.shown).toMatch(new RegExp(`-- disconnected by the server \\(.*${words.source}`));
  });

  it("and takes the right one", async () => {
    const tool = toolFor(await start("1.3"), own());
    expect(await tool.run("connect --direct-tls")).toMatchObject({ status: "passed" });
    expect(tool.clients.current.session.state.secure).toBe(true);
  });
});
