// A certificate of the client's own: shown to a server that asks, and what comes of one that cannot be used.
import { readFile, writeFile } from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/exit-codes.ts";
import type { Setup } from "../../src/cli/setup.ts";
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

/** What a usage error says; "" where there is none. */
function misuse(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe("what cannot be used is told before anything is sent:", () => {
  const wrong = [
    [
      "a key with a passphrase",
      () => ({ key: made.certificates.client.encryptedKey }),
      /passphrase.*openssl pkey/,
    ],
    [
      "the key of another certificate",
      () => ({ key: made.certificates.good.key }),
      /--key does not belong to --cert/,
    ],
    ["a certificate that is not there", () => ({ cert: made.file("missing.crt") }), /--cert .*missing\.crt/],
    ["a key that is not there", () => ({ key: made.file("missing.key") }), /--key .*missing\.key/],
    ["a directory", () => ({ cert: made.file(".") }), /--cert /],
    ["a certificate without its key", () => ({ key: undefined }), /--cert and --key belong together/],
    ["a key without its certificate", () => ({ cert: undefined }), /--cert and --key belong together/],
    ["DER", () => ({ cert: made.file("der.crt") }), /--cert .*\bPEM\b/],
    ["what only says that it is PEM", () => ({ cert: made.file("broken.crt") }), /\bPEM\b/],
  ] as const;

  beforeAll(async () => {
    const pem = await readFile(own().cert, "utf8");
    await writeFile(made.file("der.crt"), Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64"));
    const broken = "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n";
    await writeFile(made.file("broken.crt"), broken);
  });

  const optionsFor = (files: Partial<ReturnType<typeof own>>) =>
    Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);

  it.each(wrong)("%s on the line", async (_, changes, words) => {
    const server = await startServer();
    const tool = toolFor(server);
    const options = optionsFor(withoutBlanks({ ...own(), ...changes() }));
    const outcome = await tool.run("open", `starttls ${options.join(" ")}`);
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toMatch(words);
    expect(reasonOf(outcome)).not.toMatch(OPENSSL);
    expect(server.received()).not.toContain("<starttls");
    // The right one can be used at once on the same connection.
    const right = `starttls ${optionsFor(own()).join(" ")}`;
    expect(await tool.run(right, "restart")).toMatchObject({ status: "passed" });
    expect(server.connections).toHaveLength(1);
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
