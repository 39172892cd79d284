import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TlsFacts, TlsOptions } from "../../../src/stream/security.ts";
import { type Certificates, makeCertificates } from "../../helpers/certificates.ts";
import { answerSasl } from "../../helpers/sasl-answers.ts";
import { TLS_FACTS, type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xmpp-repl-"));
  certificates = await makeCertificates(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

const UNTRUSTED: TlsFacts = { ...TLS_FACTS, chainError: "DEPTH_ZERO_SELF_SIGNED_CERT" };
const PIN = "ab".repeat(32);
const FINGERPRINT = Array.from({ length: 32 }, () => "AB").join(":");

interface Secured {
  readonly tool: TryOut;
  readonly wanted: readonly TlsOptions[];
}

/** A tool on an open stream, whose server shows this certificate. */
async function opened(
  facts: TlsFacts = TLS_FACTS,
  options: TryOutOptions = {},
  open = "open",
): Promise<Secured> {
  const wanted: TlsOptions[] = [];
  const tool = tryOut({
    ...options,
    tls: (given) => {
      wanted.push(given);
      return facts;
    },
  });
  answerSasl(tool, { mechanisms: ["PLAIN"] });
  await tool.run(open);
  return { tool, wanted };
}

function verdictOf({ tool }: Secured) {
  return tool.clients.current.session.state.security?.verdict;
}

describe("starttls", () => {
  test("asks, does the handshake, and makes a restart due", async () => {
    const { tool } = await opened();
    expect(await tool.run("starttls")).toEqual({ status: "passed" });
    expect(tool.server.received).toMatch(/<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"\/>$/);
    expect(tool.clients.current.session.state).toMatchObject({ secure: true, restartDue: "TLS" });
    expect(await tool.run("restart")).toMatchObject({ status: "passed" });
  });

  test("asks for the stream's domain, and for no protocol", async () => {
    const { tool, wanted } = await opened();
    await tool.run("starttls");
    expect(wanted).toMatchObject([{ servername: "localhost", alpn: [], timeout: 5000 }]);
  });

  test("goes by the domain of the stream, not by the host", async () => {
    const secured = await opened(TLS_FACTS, {}, "open --to example.org");
    expect(await secured.tool.run("starttls")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(
        'Cannot trust the server\'s certificate for "example.org": it is not for "example.org", the domain of the stream: expected DNS example.org or SRV _xmpp-client.example.org; found DNS localhost. Nothing was sent over TLS, and the connection was dropped',
      ),
    });
    expect(secured.wanted).toMatchObject([{ servername: "example.org" }]);
  });

  test("that the server refuses has failed, without a handshake", async () => {
    const tool = tryOut();
    tool.server.onData((text) => {
      if (text.startsWith("<starttls"))
        tool.server.send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    });
    await tool.run("open --no-wait");
    tool.server.send(
      "<stream:stream version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
    );
    expect(await tool.run("starttls")).toMatchObject({ status: "failed", reason: "the server refuses TLS" });
    expect(tool.clients.current.session.state.secure).toBe(false);
  });

  test("with --no-wait leaves the handshake to tls", async () => {
    const { tool, wanted } = await opened();
    expect(await tool.run("starttls --no-wait")).toEqual({ status: "passed" });
    expect(wanted).toEqual([]);
    expect(await tool.run("tls")).toEqual({ status: "passed" });
    expect(wanted).toMatchObject([{ alpn: [] }]);
  });

  test("stops at plaintext behind <proceed/>", async () => {
    const tool = tryOut();
    tool.server.onData((text) => {
      if (text.startsWith("<starttls"))
        tool.server.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\n");
    });
    await tool.run("open --no-wait");
    tool.server.send(
      "<stream:stream version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
    );
    expect(await tool.run("starttls")).toEqual({
      status: "failed",
      reason: "Cannot secure the connection: it was dropped (injected-plaintext)",
    });
    expect(tool.shown).toContain("injected-plaintext: something came behind <proceed/> before TLS began.");
    expect(tool.shown).not.toContain("secured");
    expect(tool.clients.current.session.state.connection).toBe("offline");
  });
});

describe("tls", () => {
  test("before any stream is TLS from the first byte", async () => {
    const { tool, wanted } = await opened(TLS_FACTS, {}, "connect");
    expect(await tool.run("tls")).toEqual({ status: "passed" });
    expect(wanted).toMatchObject([{ alpn: ["xmpp-client"], servername: "localhost" }]);
    expect(tool.server.received).toBe("");
  });

  test("behind <starttls/> typed by hand is the rest of it", async () => {
    const { tool, wanted } = await opened();
    await tool.run("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    expect(await tool.run("tls")).toEqual({ status: "passed" });
    expect(wanted).toMatchObject([{ alpn: [] }]);
    expect(tool.clients.current.session.state).toMatchObject({ secure: true, restartDue: "TLS" });
  });

  test("twice is refused", async () => {
    const { tool } = await opened(TLS_FACTS, {}, "connect");
    await tool.run("tls");
    expect(await tool.run("tls")).toEqual({
      status: "wrong usage",
      reason: "Cannot begin TLS: the connection is encrypted already",
    });
  });
});

describe("a certificate that is not trusted", () => {
  test("ends the connection, and it is said how to decide otherwise", async () => {
    const { tool } = await opened(UNTRUSTED);
    const before = tool.server.received;
    expect(await tool.run("starttls")).toEqual({
      status: "failed",
      reason:
        'Cannot trust the server\'s certificate for "localhost": it is signed by itself, and nobody who is trusted here vouches for it. Nothing was sent over TLS, and the connection was dropped (--pin with the SHA-256 above takes this very certificate, --ca FILE trusts its issuer, --insecure goes on without verification)',
    });
    expect(tool.server.received.slice(before.length)).toBe(
      `<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`,
    );
    expect(tool.clients.current.session.state).toMatchObject({ connection: "offline", secure: false });
    expect(tool.shown).toContain("was there, but the certificate is not accepted");
    expect(tool.shown).toContain(`SHA-256      ${FINGERPRINT}`);
  });

  test.each([
    ["--insecure", "not verified"],
    [`--pin ${PIN}`, "pinned"],
  ])("is accepted with %s", async (option, accepted) => {
    const secured = await opened(UNTRUSTED);
    expect(await secured.tool.run(`starttls ${option}`)).toEqual({ status: "passed" });
    expect(verdictOf(secured)).toMatchObject({ accepted });
  });

  test.each<[string, TryOutOptions["setup"]]>([
    ["not verified", { insecure: true }],
    ["pinned", { pin: PIN }],
  ])("is accepted as %s by the command line, for every connection", async (accepted, setup = {}) => {
    const secured = await opened(UNTRUSTED, { setup });
    for (const line of ["starttls", "disconnect", "open"]) await secured.tool.run(line);
    expect(await secured.tool.run("starttls")).toEqual({ status: "passed" });
    expect(verdictOf(secured)).toMatchObject({ accepted });
  });

  test("is accepted for the one connection of its line", async () => {
    const { tool } = await opened(UNTRUSTED);
    for (const line of ["starttls --insecure", "disconnect", "open"]) await tool.run(line);
    expect(await tool.run("starttls")).toMatchObject({ status: "failed" });
  });
});

describe("what a line says of trust replaces what the command line says:", () => {
  test.each<[string, TryOutOptions["setup"], string, "failed" | "passed"]>([
    ["--pin over --insecure", { insecure: true }, `starttls --pin ${"cd".repeat(32)}`, "failed"],
    ["--insecure over --pin", { pin: "cd".repeat(32) }, "starttls --insecure", "passed"],
    ["--pin over --pin", { pin: "cd".repeat(32) }, `starttls --pin ${PIN}`, "passed"],
  ])("%s", async (_what, setup = {}, line, status) => {
    const { tool } = await opened(UNTRUSTED, { setup });
    expect(await tool.run(line)).toMatchObject({ status });
  });

  test("--ca over --insecure", async () => {
    const { tool, wanted } = await opened(UNTRUSTED, { setup: { insecure: true } });
    expect(await tool.run(`starttls --ca ${certificates.root}`)).toMatchObject({ status: "failed" });
    expect(wanted).toMatchObject([{ ca: expect.stringContaining("-----BEGIN CERTIFICATE-----") }]);
  });

  test("the rest stays", async () => {
    const setup = { "tls-min": "1.2", cert: certificates.client.certificate, key: certificates.client.key };
    const { tool, wanted } = await opened(TLS_FACTS, { setup });
    await tool.run("starttls --insecure --tls-max 1.2");
    expect(wanted).toMatchObject([
      {
        ...{ minVersion: "1.2", maxVersion: "1.2" },
        cert: expect.stringContaining("-----BEGIN CERTIFICATE-----"),
        key: expect.stringContaining("-----BEGIN PRIVATE KEY-----"),
      },
    ]);
  });
});

describe("a pin is read however it is spelled:", () => {
  test.each([
    PIN,
    PIN.toUpperCase(),
    FINGERPRINT,
    FINGERPRINT.toLowerCase(),
    `sha256:${PIN}`,
    `SHA-256=${FINGERPRINT}`,
    `"sha256 Fingerprint=${FINGERPRINT}"`,
    `"SHA256 Fingerprint=${FINGERPRINT}"`,
    `"${FINGERPRINT.replaceAll(":", " ")}"`,
  ])("%s", async (pin) => {
    const secured = await opened(UNTRUSTED);
    expect(await secured.tool.run(`starttls --pin ${pin}`)).toEqual({ status: "passed" });
    expect(verdictOf(secured)).toMatchObject({ accepted: "pinned" });
  });

  test.each(["abcd", `${PIN}ab`, "g".repeat(64), "''", "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="])(
    "and %s is none",
    async (pin) => {
      const { tool, wanted } = await opened();
      expect(await tool.run(`starttls --pin ${pin}`)).toMatchObject({
        status: "wrong usage",
        reason: expect.stringMatching(
          /^Cannot use --pin ".*": it is the SHA-256 of the certificate, 64 hexadecimal digits, with or without colons/,
        ),
      });
      expect(wanted).toEqual([]);
    },
  );
});

describe("what cannot be used is refused before anything is sent:", () => {
  const cases: [string, string, () => string][] = [
    [
      "--pin with --insecure",
      "Cannot use --insecure and --pin: they exclude each other",
      () => `--insecure --pin ${PIN}`,
    ],
    [
      "--cert without --key",
      "Cannot show a client certificate: --cert and --key belong together",
      () => `--cert ${certificates.client.certificate}`,
    ],
    [
      "--key without --cert",
      "Cannot show a client certificate: --cert and --key belong together",
      () => `--key ${certificates.client.key}`,
    ],
    [
      "a file that is not there",
      "Cannot read --ca /no/such/file.pem: there is no such file (is the name spelled right?)",
      () => "--ca /no/such/file.pem",
    ],
    ["a folder", "Cannot read --ca /: it is a folder (name a file in it)", () => "--ca /"],
    [
      "a file that is no PEM",
      "certificate.der: it has no certificate in PEM (-----BEGIN CERTIFICATE-----)",
      () => `--ca ${notPem()}`,
    ],
    [
      "a key where certificates belong",
      "it has no certificate in PEM (-----BEGIN CERTIFICATE-----)",
      () => `--ca ${certificates.client.key}`,
    ],
    [
      "a key in place of the certificate",
      "it has no certificate in PEM (-----BEGIN CERTIFICATE-----)",
      () => `--cert ${certificates.client.key} --key ${certificates.client.key}`,
    ],
    [
      "a certificate in place of the key",
      "it has no private key in PEM (-----BEGIN PRIVATE KEY-----)",
      () => `--cert ${certificates.client.certificate} --key ${certificates.client.certificate}`,
    ],
    [
      "a key of another certificate",
      "--key does not belong to --cert",
      () => `--cert ${certificates.client.certificate} --key ${certificates.good.key}`,
    ],
    [
      "a key of another kind than the certificate's",
      "--key does not belong to --cert",
      () => `--cert ${certificates.client.certificate} --key ${certificates.rsa.key}`,
    ],
    [
      "a key with a passphrase",
      "the key is encrypted with a passphrase",
      () => `--cert ${certificates.client.certificate} --key ${certificates.client.encryptedKey}`,
    ],
    [
      "a newest version that is older than the oldest",
      "Cannot use TLS: the newest version to take, 1.2, is older than the oldest, 1.3 (set --tls-min and --tls-max both)",
      () => "--tls-min 1.3 --tls-max 1.2",
    ],
    [
      "a newest version that is older than the oldest by itself",
      "Cannot use TLS: the newest version to take, 1.1, is older than the oldest, 1.2 (set --tls-min and --tls-max both)",
      () => "--tls-max 1.1",
    ],
    ["a version that there is not", 'tls-min is one of 1.0, 1.1, 1.2, 1.3, not "1.4"', () => "--tls-min 1.4"],
  ];
  test.each(cases)("%s", async (_what, reason, options) => {
    const { tool, wanted } = await opened();
    const before = tool.server.received;
    expect(await tool.run(`starttls ${options()}`)).toMatchObject({
      status: "wrong usage",
      reason: expect.stringContaining(reason),
    });
    expect(wanted).toEqual([]);
    expect(tool.server.received).toBe(before);
  });

  function notPem(): string {
    const file = join(folder, "certificate.der");
    writeFileSync(file, Uint8Array.of(0x30, 0x82, 0x01));
    return file;
  }
});

describe("where nobody types the lines,", () => {
  test.each([
    "open localhost --insecure",
    "connect xmpps://localhost --insecure",
    "tls --insecure",
    "starttls --insecure",
  ])("a line may not make the connection less safe: %s", async (line) => {
    const { tool, wanted } = await opened(UNTRUSTED, { isInteractive: false }, "connect");
    const [name] = line.split(" ");
    expect(await tool.run(line)).toEqual({
      status: "wrong usage",
      reason: `Cannot run ${name}: --insecure decides whom to trust, and counts at the prompt and on the command line only`,
    });
    expect(wanted).toEqual([]);
  });

  test("the command line may", async () => {
    const { tool } = await opened(UNTRUSTED, { isInteractive: false, setup: { insecure: true } });
    expect(await tool.run("starttls")).toEqual({ status: "passed" });
  });

  test.each([`--pin ${PIN}`, "--ca /no/such/file.pem", "--tls-min 1.0", "--tls-min 1.1"])(
    "nor decide whom to trust, or take what is too old: %s",
    async (options) => {
      const { tool, wanted } = await opened(TLS_FACTS, { isInteractive: false });
      const [option] = options.split(" ");
      expect(await tool.run(`starttls ${options}`)).toMatchObject({
        status: "wrong usage",
        reason: expect.stringMatching(
          new RegExp(
            `^Cannot run starttls: ${option} .*, and counts at the prompt and on the command line only`,
          ),
        ),
      });
      expect(wanted).toEqual([]);
    },
  );

  test.each(["--tls-min 1.3", "--tls-min 1.2", "--tls-max 1.2"])(
    "a line may choose among what is safe: %s",
    async (options) => {
      const { tool } = await opened(TLS_FACTS, { isInteractive: false });
      expect(await tool.run(`starttls ${options}`)).toEqual({ status: "passed" });
    },
  );

  test("the command line may decide whom to trust", async () => {
    const { tool } = await opened(UNTRUSTED, { isInteractive: false, setup: { pin: PIN } });
    expect(await tool.run("starttls")).toEqual({ status: "passed" });
  });
});
