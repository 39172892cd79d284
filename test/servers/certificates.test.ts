// Which certificates are taken for a domain, and what is told of those that are not.
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:tls";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import type { Setup } from "../../src/cli/command-line/setup.ts";
import type { LeafName } from "../helpers/certificates.ts";
import { startTlsServer, type TlsServer } from "../helpers/tls-server.ts";
import { polite } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool, type ToolOptions } from "./harness/in-process.ts";
import { politeStarttls } from "./harness/polite-starttls.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();
afterEach(finishTools);

const STARTTLS = ["open", "starttls"];
const DIRECT_TLS = ["open --direct-tls"];

interface Meeting extends Partial<Setup> {
  readonly mode?: "starttls" | "direct";
  readonly tool?: ToolOptions;
}

/** Somebody types the lines: only then may they say whom to trust. */
const typed = { tool: { isInteractive: true } } as const;

/** A server that shows a certificate, and a tool that trusts the roots of them all and means example.test. */
async function meet(
  leaf: LeafName,
  { mode = "starttls", tool: options, ...setup }: Meeting = {},
): Promise<{ readonly server: TlsServer; readonly tool: Tool }> {
  const { certificates } = made;
  const answer = mode === "direct" ? polite : politeStarttls();
  const server = await startTlsServer({ mode, certificate: certificates[leaf] }, answer);
  onTestFinished(() => server.stop());
  const address = `127.0.0.1:${server.port}`;
  const tool = startTool({ address, ca: certificates.ca, domain: "example.test", ...setup }, options);
  return { server, tool };
}

async function fingerprintOf(leaf: LeafName): Promise<string> {
  return new X509Certificate(await readFile(made.certificates[leaf].certificate)).fingerprint256;
}

/** Whether the chain is good, so that only the name is wrong. */
function isTrusted(leaf: LeafName): boolean {
  return !["expired", "notYetValid", "selfSigned"].includes(leaf);
}

/** What the client sent inside TLS. */
function sealed({ connections: [connection] }: TlsServer): string {
  return connection?.received().slice(connection.receivedInClear().length) ?? "";
}

/** The row of the certificate's description that has this name. */
function row(tool: Tool, name: string): string | undefined {
  return new RegExp(`^ {7}${name} +(.*)$`, "m").exec(tool.shown)?.[1];
}

describe.each([
  ["starttls", STARTTLS],
  ["direct", DIRECT_TLS],
] as const)("by %s", (mode, lines) => {
  it.each([
    ["good", "DNS example.test"],
    ["srvIdOnly", "SRV _xmpp-client.example.test"],
    ["throughIntermediate", "DNS example.test"],
    ["rsa", "DNS example.test"],
    ["rsaPss", "DNS example.test"],
    ["ed25519", "DNS example.test"],
  ] as const)("the certificate %s is taken, by %s", async (leaf, name) => {
    const { server, tool } = await meet(leaf, { mode });
    expect(await tool.run(...lines, "open")).toMatchObject({ status: "passed" });
    expect(row(tool, "covers")).toBe(`example.test, by ${name}`);
    expect(row(tool, "trusted")).toMatch(/^yes/);
    expect(row(tool, "names")).toBe(name);
    expect(row(tool, "SHA-256")).toBe(await fingerprintOf(leaf));
    expect(sealed(server)).toMatch(/^<\?xml version='1.0'\?><stream:stream to='example.test' /);
  });

  const expectedNames =
    mode === "direct"
      ? "expected DNS example.test or SRV _xmpp-client.example.test or SRV _xmpps-client.example.test"
      : "expected DNS example.test or SRV _xmpp-client.example.test";

  it.each([
    ["expired", ["expired", "2020-02-01"]],
    ["notYetValid", ["not valid yet", "2090-01-01", "clock"]],
    ["selfSigned", ["signed by itself"]],
    ["otherName", ['not for "example.test"', expectedNames, "found DNS other.test"]],
    ["commonNameOnly", [expectedNames, "found no names", "common name", "RFC 9525"]],
    ["wildcard", [expectedNames, "found DNS *.example.test"]],
    ["partialWildcard", [expectedNames, "found DNS x*.example.test"]],
  ] as const)("the certificate %s is refused, and the message says why", async (leaf, words) => {
    const { server, tool } = await meet(leaf, { mode });
    const outcome = await tool.run(...lines);
    expect(outcome.status).toBe("failed");
    const reason = reasonOf(outcome);
    expect(reason).toContain('Cannot trust the server\'s certificate for "example.test": ');
    for (const word of words) expect(reason).toContain(word);
    expect(reason).toContain("Nothing was sent over TLS, and the connection was dropped (");
    // The roots are not what is wrong where the chain is trusted.
    const advice = isTrusted(leaf)
      ? /--pin with the SHA-256 above .*very certificate, --insecure/
      : /--pin .*, the file of --ca must have the root of its chain, --insecure/;
    expect(reason).toMatch(advice);

    // What could decide otherwise is there to be read: the certificate is described all the same.
    expect(row(tool, "SHA-256")).toBe(await fingerprintOf(leaf));
    expect(tool.shown).toContain("the certificate is not accepted");
    expect(tool.clients.current.session.state).toMatchObject({ connection: "offline", secure: false });
    expect(sealed(server)).toBe("");
    expect(await tool.run("restart")).toMatchObject({ status: "no connection" });
  });
});

it("an SRV-ID for xmpps-client alone is for direct TLS only", async () => {
  const direct = await meet("xmppsSrvIdOnly", { mode: "direct" });
  expect(await direct.tool.run(...DIRECT_TLS)).toMatchObject({ status: "passed" });
  expect(row(direct.tool, "covers")).toBe("example.test, by SRV _xmpps-client.example.test");

  const { server, tool } = await meet("xmppsSrvIdOnly");
  const reason = reasonOf(await tool.run(...STARTTLS));
  expect(reason).toContain("expected DNS example.test or SRV _xmpp-client.example.test");
  expect(reason).toContain("found SRV _xmpps-client.example.test");
  expect(sealed(server)).toBe("");
});

describe.each([
  ["starttls", STARTTLS],
  ["direct", DIRECT_TLS],
] as const)("a certificate of a trusted root, by %s,", (mode, lines) => {
  it("does not cover a domain by names that only look like it", async () => {
    const { server, tool } = await meet("lookalikes", { mode });
    const outcome = await tool.run(...lines);
    expect(outcome.status).toBe("failed");
    expect(reasonOf(outcome)).toContain('not for "example.test"');
    expect(row(tool, "covers")).toBe("not example.test");
    expect(row(tool, "trusted")).toMatch(/^yes/);
    for (const name of [
      "DNS example.test/.evil.test",
      "DNS example.test#x",
      "DNS ex%61mple.test",
      "SRV _xmpp-client.example.test/x",
    ])
      expect(row(tool, "names")).toContain(name);
    expect(sealed(server)).toBe("");
    // What is in a certificate cannot write on the terminal.
    expect(tool.shown).not.toMatch(/[\0\t]/);
  });
});

describe("a date that cannot be read", () => {
  it("is a certificate that is refused, and the message says so", async () => {
    const { server, tool } = await meet("unreadableDate");
    const outcome = await tool.run(...STARTTLS);
    expect(outcome.status).toBe("failed");
    expect(reasonOf(outcome)).toMatch(/its dates cannot be read: ".*" to "Bad time value"/);
    expect(row(tool, "SHA-256")).toBe(await fingerprintOf("unreadableDate"));
    expect(tool.clients.current.session.state).toMatchObject({ connection: "offline", secure: false });
    expect(sealed(server)).toBe("");
  });

  it.each(["insecure", "pin"] as const)("is no reason against it with --%s", async (option) => {
    const trust = { insecure: { insecure: true }, pin: { pin: await fingerprintOf("unreadableDate") } };
    const { tool } = await meet("unreadableDate", trust[option]);
    expect(await tool.run(...STARTTLS, "restart", "show state")).toMatchObject({ status: "passed" });
  });
});

it("a server whose certificate is not accepted is dropped at once, though it stays", async () => {
  const { certificate, key } = made.certificates.otherName;
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key) });
  const gone = new Promise((resolve) => {
    // It never ends the connection by itself.
    server.on("connection", (socket) => socket.on("error", () => {}).once("close", resolve));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const setup = { address: `127.0.0.1:${port}`, ca: made.certificates.ca, domain: "example.test" };
  const tool = startTool(setup);
  expect(await tool.run(...DIRECT_TLS)).toMatchObject({ status: "failed" });
  expect(tool.clients.current.session.state.connection).toBe("offline");
  expect(tool.shown.trimEnd()).toMatch(/-- disconnected by this side$/);
  await gone;
});

describe("the domain", () => {
  it.each([
    ["wildcard", "chat.example.test", "passed"],
    ["wildcard", "CHAT.Example.Test", "passed"],
    ["wildcard", "a.chat.example.test", "failed"],
    ["partialWildcard", "xchat.example.test", "failed"],
    ["partialWildcard", "x.example.test", "failed"],
    ["good", "chat.example.test", "failed"],
    ["good", "EXAMPLE.test", "passed"],
    ["srvIdOnly", "chat.example.test", "failed"],
    ["idn", "münchen.test", "passed"],
    ["idn", "MÜNCHEN.test", "passed"],
    ["idn", "xn--mnchen-3ya.test", "passed"],
    ["idn", "munchen.test", "failed"],
  ] as const)("of the certificate %s is %s: %s", async (leaf, domain, status) => {
    const { tool } = await meet(leaf, { domain });
    expect(await tool.run(...STARTTLS)).toMatchObject({ status });
  });

  it("is that of the stream's header, and neither the host's nor the command line's", async () => {
    const { server, tool } = await meet("good", { domain: "other.test" });
    expect(await tool.run("open --to example.test", "starttls")).toMatchObject({ status: "passed" });
    expect(server.connections[0]?.hello?.servername).toBe("example.test");

    const other = await meet("good");
    expect(reasonOf(await other.tool.run("open --to other.test", "starttls"))).toContain(
      'not for "other.test"',
    );
    expect(other.server.connections[0]?.hello?.servername).toBe("other.test");
  });

  it("goes with direct TLS by --to as well, before any header", async () => {
    const { tool } = await meet("good", { mode: "direct", domain: "other.test" });
    expect(await tool.run("open --direct-tls --to example.test")).toMatchObject({ status: "passed" });
  });

  it("that is asked for as SNI is an A-label", async () => {
    const { server, tool } = await meet("idn", { domain: "münchen.test" });
    await tool.run(...STARTTLS);
    expect(server.connections[0]?.hello?.servername).toBe("xn--mnchen-3ya.test");
  });

  it("that is an IP address is never sent as SNI, and no name of a domain covers it", async () => {
    const { server, tool } = await meet("good", { mode: "direct", domain: undefined });
    const reason = reasonOf(await tool.run("open --direct-tls"));
    expect(reason).toContain('not for "127.0.0.1"');
    expect(server.connections[0]?.hello?.servername).toBeUndefined();
    expect(row(tool, "asked for")).toContain("no name");
  });
});

describe("a chain", () => {
  it("without its intermediate certificate is refused, and the message says which is missing", async () => {
    const { certificates } = made;
    const { key, certificate } = certificates.throughIntermediate;
    const server = await startTlsServer(
      { mode: "starttls", certificate: { key, chain: certificate } },
      politeStarttls(),
    );
    onTestFinished(() => server.stop());
    const setup = { address: `127.0.0.1:${server.port}`, domain: "example.test", ca: certificates.root };
    const reason = reasonOf(await startTool(setup).run(...STARTTLS));
    expect(reason).toContain("CN=intermediate");
    expect(reason).toContain("did not send it");
    expect(sealed(server)).toBe("");

    // OpenSSL fills the chain up with what it trusts.
    const both = made.file("both.pem");
    const files = [certificates.root, certificates.intermediate].map((path) => readFile(path));
    await writeFile(both, Buffer.concat(await Promise.all(files)));
    expect(await startTool({ ...setup, ca: both }).run(...STARTTLS)).toMatchObject({ status: "passed" });
    // An intermediate one is no root, though it is trusted: the chain must go on.
    const alone = await startTool({ ...setup, ca: certificates.intermediate }).run(...STARTTLS);
    expect(reasonOf(alone)).toContain("CN=root");
  });

  it("whose root is not among those of --ca is refused, and the message names the root", async () => {
    const { server, tool } = await meet("good", { ca: made.certificates.clientCa });
    const reason = reasonOf(await tool.run(...STARTTLS));
    expect(reason).toContain("CN=root");
    expect(reason).toContain("trusted");
    expect(sealed(server)).toBe("");
  });

  it("is not trusted without --ca: the roots of these tests are nobody else's", async () => {
    const { tool } = await meet("good", { ca: undefined });
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "failed" });
    expect(row(tool, "trusted")).toMatch(/^no/);
  });

  it("and a name that are both wrong are both told", async () => {
    const { tool } = await meet("otherName", { ca: made.certificates.clientCa });
    const reason = reasonOf(await tool.run(...STARTTLS));
    expect(reason).toContain("CN=root");
    expect(reason).toContain("found DNS other.test");
  });
});

describe("on a line that is not typed", () => {
  it.each([
    ["starttls --insecure", "--insecure"],
    [`starttls --pin ${"00".repeat(32)}`, "--pin"],
    ["starttls --ca root.crt", "--ca"],
    ["starttls --tls-min 1.0", "--tls-min"],
    ["starttls --tls-min 1.1", "--tls-min"],
    ["tls --insecure", "--insecure"],
    ["connect --direct-tls --pin abc", "--pin"],
  ])("%s is refused, and nothing is sent", async (line, option) => {
    const { server, tool } = await meet("otherName");
    await tool.run("open");
    const outcome = await tool.run(line);
    expect(outcome.status).toBe("wrong usage");
    expect(reasonOf(outcome)).toContain(
      `${option} decides whom to trust, and counts at the prompt and on the command line only`,
    );
    expect(server.received()).not.toContain("<starttls");
  });

  it.each(["1.2", "1.3"])("--tls-min %s makes nothing less safe, and is taken", async (version) => {
    const { tool } = await meet("good");
    expect(await tool.run("open", `starttls --tls-min ${version}`)).toMatchObject({ status: "passed" });
  });
});

describe("options on the line that opens the connection", () => {
  it.each(["open", "connect"])("of %s hold for a later starttls", async (command) => {
    const { server, tool } = await meet("good", typed);
    const pin = await fingerprintOf("expired");
    const outcome = await tool.run(
      `${command} --pin ${pin}`,
      ...(command === "connect" ? ["open"] : []),
      "starttls",
    );
    expect(outcome.status).toBe("failed");
    expect(reasonOf(outcome)).toContain(`expected ${pin}, found ${await fingerprintOf("good")}`);
    expect(sealed(server)).toBe("");
    // And for no other connection.
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "passed" });
  });

  it("give way to those of starttls itself", async () => {
    const { tool } = await meet("good", typed);
    const lines = [`open --pin ${await fingerprintOf("expired")}`, "starttls --insecure"];
    expect(await tool.run(...lines)).toMatchObject({ status: "passed" });
  });

  it("hold for the TLS handshake by hand, too", async () => {
    const { tool } = await meet("good", typed);
    const pin = await fingerprintOf("expired");
    const starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    expect(reasonOf(await tool.run(`open --pin ${pin}`, starttls, "tls"))).toContain(`expected ${pin}`);
  });
});

describe("--insecure", () => {
  it.each(["expired", "selfSigned", "otherName", "commonNameOnly"] as const)(
    "takes the certificate %s, with a remark that says what is wrong with it",
    async (leaf) => {
      const { tool } = await meet(leaf, { insecure: true });
      expect(await tool.run(...STARTTLS, "restart")).toMatchObject({ status: "passed" });
      const [, why = ""] =
        /^ {4}-- the certificate was not verified, because you said --insecure: (.*)$/m.exec(tool.shown) ??
        [];
      expect(why).toMatch(
        { expired: /2020/, selfSigned: /itself/, otherName: /other\.test/, commonNameOnly: /common name/ }[
          leaf
        ],
      );
    },
  );

  it("has nothing to remark on a certificate that is good", async () => {
    const { tool } = await meet("good", { insecure: true });
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "passed" });
    expect(tool.shown).not.toContain("was not verified");
  });

  it("counts on a line that somebody types, for that connection only", async () => {
    const { tool } = await meet("otherName", typed);
    expect(await tool.run("open", "starttls --insecure")).toMatchObject({ status: "passed" });
    await tool.run("disconnect");
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "failed" });
  });
});

describe("--pin", () => {
  it.each(["good", "expired", "selfSigned", "otherName"] as const)(
    "takes the certificate %s alone, however untrusted it is",
    async (leaf) => {
      const { server, tool } = await meet(leaf, { ca: undefined, pin: await fingerprintOf(leaf) });
      expect(await tool.run(...STARTTLS, "restart")).toMatchObject({ status: "passed" });
      expect(sealed(server)).toContain("<stream:stream");
    },
  );

  it("refuses any other, also a good one, and tells both fingerprints", async () => {
    const pin = await fingerprintOf("expired");
    const { server, tool } = await meet("good", { pin });
    const outcome = await tool.run(...STARTTLS);
    expect(outcome.status).toBe("failed");
    expect(reasonOf(outcome)).toContain(`expected ${pin}, found ${await fingerprintOf("good")}`);
    expect(reasonOf(outcome)).toMatch(
      /\(either the server has a new certificate, or somebody is in between: ask whoever runs it [^)]*\)$/,
    );
    expect(sealed(server)).toBe("");
  });

  it.each([
    ["lower-case without colons", (pin: string) => pin.toLowerCase().replaceAll(":", "")],
    ["as ssh-keygen and browsers write it", (pin: string) => `SHA256:${pin}`],
    ["as openssl writes it", (pin: string) => `sha256=${pin}`],
  ])("may be written %s", async (_, write) => {
    const { tool } = await meet("otherName", { pin: write(await fingerprintOf("otherName")) });
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "passed" });
  });

  it("that is no fingerprint is told before anything is sent", async () => {
    const { server, tool } = await meet("good", typed);
    const outcome = await tool.run("open", "starttls --pin abc");
    expect(outcome.status).toBe("wrong usage");
    expect(reasonOf(outcome)).toContain('"abc"');
    expect(server.received()).not.toContain("<starttls");
  });

  it("on a line overrides the command line, for that connection only", async () => {
    const { tool } = await meet("good", { ...typed, pin: await fingerprintOf("expired") });
    expect(await tool.run("open", `starttls --pin ${await fingerprintOf("good")}`)).toMatchObject({
      status: "passed",
    });
    await tool.run("disconnect");
    expect(await tool.run(...STARTTLS)).toMatchObject({ status: "failed" });
  });

  it("on a line takes back the --insecure of the command line", async () => {
    const { tool } = await meet("good", { ...typed, insecure: true });
    const outcome = await tool.run("open", `starttls --pin ${await fingerprintOf("expired")}`);
    expect(outcome.status).toBe("failed");
  });
});

it("--ca on a line overrides the command line, for that connection only", async () => {
  const { root, clientCa } = made.certificates;
  const { tool } = await meet("good", { ...typed, ca: clientCa });
  expect(await tool.run("open", `starttls --ca ${root}`)).toMatchObject({ status: "passed" });
  await tool.run("disconnect");
  expect(await tool.run(...STARTTLS)).toMatchObject({ status: "failed" });
});
