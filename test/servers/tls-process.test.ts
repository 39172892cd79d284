// TLS in the program as it is run: exit codes, files, and how it ends wherever it stands.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LeafName } from "../helpers/certificates.ts";
import { offerScram } from "../helpers/scram-server.ts";
import { PROCEED, STARTTLS_FEATURES, startTlsServer, type TlsServer } from "../helpers/tls-server.ts";
import { type FakeServer, header, startFakeServer } from "./harness/fake-server.ts";
import { program, runPiped } from "./harness/piped.ts";
import { politeStarttls } from "./harness/polite-starttls.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();

const HELLO = "\u0016\u0003";
const trusting = ({ port }: { readonly port: number }, ...options: string[]) => [
  ...["--domain", "example.test", "--ca", made.certificates.ca, ...options],
  `127.0.0.1:${port}`,
];

async function startSecure(leaf: LeafName = "good"): Promise<TlsServer> {
  const offer = offerScram({ username: "me", password: "test", mechanisms: ["SCRAM-SHA-256-PLUS"] });
  const server = await startTlsServer(
    { mode: "starttls", certificate: made.certificates[leaf] },
    politeStarttls((text, secured) => offer.answer(text, secured)),
  );
  onTestFinished(() => server.stop());
  return server;
}

/** Agrees to TLS and then does as it is told. */
async function startBroken(handshake: (server: FakeServer) => void): Promise<FakeServer> {
  const server = await startFakeServer((text, fake) => {
    if (text.includes("<stream:stream")) fake.send(header + STARTTLS_FEATURES);
    else if (text.includes("</stream:stream>")) fake.end("</stream:stream>");
    else if (text.includes("<starttls")) fake.send(PROCEED);
    else if (text.startsWith(HELLO)) handshake(fake);
  });
  onTestFinished(() => server.stop());
  return server;
}

/** Listens, takes nobody, and has no room left for anybody who waits: connections to it never come about. */
async function startDeaf(): Promise<{ readonly port: number }> {
  const listen = `
    const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      require("node:fs").writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ["-e", listen], { stdio: ["ignore", "pipe", "inherit"] });
  const waiting: Socket[] = [];
  onTestFinished(() => {
    for (const socket of waiting) socket.destroy();
    child.kill("SIGKILL");
  });
  const [text] = await once(child.stdout, "data");
  const port = Number(text);
  // Linux lets one more wait than the backlog says.
  for (let place = 0; place < 2; place += 1) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    waiting.push(socket);
    await once(socket, "connect");
  }
  return { port };
}

it("a whole session by STARTTLS and SCRAM with channel binding passes, and the password is nowhere", async () => {
  const server = await startSecure();
  const log = made.file("session.ndjson");
  const lines = ["open", "starttls", "restart", "auth me test --explain", "restart", "bind desk", "quit"];
  const { code, output, messages } = await runPiped(trusting(server, "--log", log), lines);
  expect({ code, messages }).toEqual({ code: 0, messages: "" });
  expect(output).toContain("-- secured by TLS 1.3");
  const stored = await readFile(log, "utf8");
  for (const text of [output, stored])
    expect(text).not.toMatch(/auth me test|ClientProof[^\n]{0,20}[0-9a-f]{32}/);

  // Every entry on the wire says whether it was secure, and they are from one moment on.
  const entries = stored
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  const traffic = entries.filter(({ type }) => type === "traffic");
  const first = traffic.findIndex(({ secure }) => secure);
  expect(traffic[first - 1].event.raw).toBe(PROCEED);
  expect(traffic.map(({ secure }) => secure)).toEqual(traffic.map((_, at) => at >= first));
  const secured = entries.find(({ change }) => change === "secured");
  expect(secured.tls).toMatchObject({
    protocol: "TLSv1.3",
    servername: "example.test",
    clientCertificate: false,
  });
  expect(secured.verdict).toEqual({
    domain: "example.test",
    coveredBy: "DNS example.test",
    reasons: [],
    accepted: "trusted",
  });
});

describe("the exit code", () => {
  it.each([
    ["a certificate that is not accepted", "otherName", [], "starttls", 1],
    ["one that is taken all the same", "otherName", ["--insecure"], "starttls", 0],
    ["a fingerprint that is another one's", "good", ["--pin", "00".repeat(32)], "starttls", 1],
    [
      "a version that the server does not have",
      "good",
      ["--tls-max", "1.1", "--tls-min", "1.1"],
      "starttls",
      3,
    ],
    ["a version that there is not", "good", [], "starttls --tls-max 2.0", 2],
    ["a newest version that is older than the usual oldest one", "good", [], "starttls --tls-max 1.1", 2],
    ["a file that is not there", "good", [], "starttls --cert missing.pem --key missing.pem", 2],
    ["--insecure on a line", "good", [], "starttls --insecure", 2],
    ["--ca on a line", "good", [], "starttls --ca missing.pem", 2],
    ["--pin on a line", "good", [], `starttls --pin ${"00".repeat(32)}`, 2],
    ["an old version of TLS on a line", "good", [], "starttls --tls-min 1.0", 2],
  ] as const)("of %s", async (_, leaf, options, line, expected) => {
    const server = await startSecure(leaf);
    const { code, messages } = await runPiped(trusting(server, ...options), ["open", line]);
    expect(code).toBe(expected);
    expect(messages).toMatch(expected === 0 ? /^$/ : /^line 2: .*\n$/);
    expect(messages).not.toMatch(/ at .*\.js:\d+|SSL routines/);
  });

  it.each([
    ["--ca that is not there", ["--ca", "missing.pem"], /--ca missing\.pem/],
    ["--cert and --key that are not there", ["--cert", "missing.crt", "--key", "x"], /--cert missing\.crt/],
    ["--cert without --key", ["--cert", "missing.crt"], /--cert and --key belong together/],
    ["--ca that is a directory", ["--ca", "."], /--ca \./],
    ["--pin that is none", ["--pin", "abc"], /--pin "abc"/],
    ["--tls-max below --tls-min", ["--tls-max", "1.2", "--tls-min", "1.3"], /--tls-min and --tls-max/],
    ["--tls-max below the usual minimum", ["--tls-max", "1.1"], /--tls-min and --tls-max/],
  ])("of %s on the command line is 2 at once, before any line is run", async (_, options, words) => {
    const { code, output, messages } = await runPiped([...options, "127.0.0.1:1"], ["open"]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(messages).toMatch(/^Cannot [^\n]*\n$/);
    expect(messages).toMatch(words);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("of %s, while a host that does not answer is connected to, is %i", async (signal, expected) => {
    const { port } = await startDeaf();
    const child = spawn(process.execPath, [program, `127.0.0.1:${port}`], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.end("open\nopen\n");
    child.stdout.setEncoding("utf8").once("data", (text: string) => {
      expect(text).toContain("> open");
      child.kill(signal);
    });
    expect(await once(child, "close")).toEqual([expected, null]);
  });

  it.each([
    ["closes the connection", (server: FakeServer) => server.end()],
    ["resets it", (server: FakeServer) => server.reset()],
    ["answers with XML", (server: FakeServer) => server.send("<stream:features/>")],
  ])("is 3 where the server %s in the handshake, and what was said is kept", async (_, handshake) => {
    const server = await startBroken(handshake);
    const log = made.file("broken.ndjson");
    const { code, output, messages } = await runPiped(trusting(server, "--log", log), [
      "open",
      "starttls",
      "restart",
    ]);
    expect(code).toBe(3);
    expect(messages).toMatch(/^line 2: Cannot secure the connection to 127\.0\.0\.1:\d+: [^\n]*\n$/);
    expect(messages).not.toMatch(/ at .*\.js:\d+|SSL routines/);
    expect(output).toContain("<proceed ");
    expect(output).not.toContain("> restart");
    const last = JSON.parse((await readFile(log, "utf8")).trimEnd().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ type: "connection", change: "failed", port: server.port });
  });

  it("is 130 after an interrupt in the handshake", async () => {
    const server = await startBroken(() => {});
    const child = spawn(process.execPath, [program, ...trusting(server)], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stdin.end("open\nset timeout 0s\nstarttls\nrestart\n");
    await server.receives(HELLO);
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
    expect(output).toContain("-- disconnected by this side (interrupted in the TLS handshake)");
  });

  it("is 130 after an interrupt while the password is being computed, however long that would take", async () => {
    const offered = { username: "me", password: "test", mechanisms: ["SCRAM-SHA-256"] };
    const offer = offerScram({ ...offered, fault: "endless-iterations" });
    const server = await startFakeServer((text, fake) => offer.answer(text, fake));
    onTestFinished(() => server.stop());
    const child = spawn(process.execPath, [program, `127.0.0.1:${server.port}`], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.end("open\nauth me test --max-iterations 2147483647\nrestart\n");
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const isNew = !output.includes("<challenge ");
      output += text;
      if (isNew && output.includes("<challenge ")) child.kill("SIGINT");
    });
    expect(await once(child, "close")).toEqual([130, null]);
    expect(output).not.toContain("C: <response");
  });
});

describe("--keylog", () => {
  // https://datatracker.ietf.org/doc/html/draft-ietf-tls-keylogfile: label, client random, secret.
  const LINE = /^[A-Z][A-Z0-9_]+ [0-9a-f]{64} [0-9a-f]{64,96}$/;
  const keysIn = async (file: string) => (await readFile(file, "utf8")).trimEnd().split("\n");

  it("writes what Wireshark reads, for nobody else, behind what was there", async () => {
    const server = await startSecure();
    const file = made.file("keys.log");
    await writeFile(file, "# an earlier session\n", { mode: 0o644 });
    const run = (version: string) =>
      runPiped(trusting(server, "--keylog", file, "--tls-max", version, "--tls-min", version), [
        "open",
        "starttls",
      ]);
    expect(await run("1.3")).toMatchObject({ code: 0, messages: "" });
    const [comment, ...keys] = await keysIn(file);
    expect(comment).toBe("# an earlier session");
    for (const key of keys) expect(key).toMatch(LINE);
    const labels = keys.map((key) => key.split(" ")[0]);
    expect(labels).toContain("CLIENT_TRAFFIC_SECRET_0");
    expect(labels).toContain("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    expect(await run("1.2")).toMatchObject({ code: 0 });
    const more = await keysIn(file);
    expect(more.slice(0, keys.length + 1)).toEqual([comment, ...keys]);
    expect(more.slice(keys.length + 1)).toEqual([
      expect.stringMatching(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/),
    ]);
  });

  // What a device is, is not ours to change; only root can make one to find out.
  it.runIf(process.getuid?.() === 0)("leaves a device as it is", async ({ skip }) => {
    const device = made.file("device");
    const isMade = await promisify(execFile)("mknod", ["-m", "0622", device, "c", "1", "3"])
      .then(() => writeFile(device, "x"))
      .then(
        () => true,
        () => false,
      );
    if (!isMade) skip("no device can be made here");
    const server = await startSecure();
    const { code, messages } = await runPiped(trusting(server, "--keylog", device), ["open", "starttls"]);
    expect({ code, messages }).toEqual({ code: 0, messages: "" });
    const { mode } = await stat(device);
    expect(mode & 0o777).toBe(0o622);
  });

  it("that cannot be written is told at once", async () => {
    const { code, messages } = await runPiped(
      ["--keylog", made.file("missing/keys.log"), "127.0.0.1:1"],
      ["open"],
    );
    expect(code).toBe(2);
    expect(messages).toMatch(/^Cannot write the TLS keys to .*missing/);
  });
});

describe("the end of the input", () => {
  const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  it.each([
    ["the end", []],
    ["quit", ["quit"]],
  ])("by %s, between TLS and the restart, ends the connection without a word", async (_, last) => {
    const server = await startSecure();
    const { code, output } = await runPiped(trusting(server), ["open", "starttls", ...last]);
    expect(code).toBe(0);
    expect(output.trimEnd()).toMatch(/-- disconnected by this side$/);
    // The old stream is gone, and its end tag would be an error on the new one.
    expect(server.received()).not.toContain("</stream:stream>");
  });

  it.each([
    ["the end", []],
    ["quit", ["quit"]],
  ])("by %s, between <proceed/> and TLS, sends nothing where TLS is waited for", async (_, last) => {
    const server = await startSecure();
    const { code } = await runPiped(trusting(server), ["open", STARTTLS, ...last]);
    expect(code).toBe(0);
    expect(server.received()).toMatch(/<starttls [^>]*>$/);
  });

  it("in an exchange of SASL ends the stream by TLS", async () => {
    const server = await startSecure();
    const lines = ["open", "starttls", "restart", "auth me test --step"];
    const { code, output } = await runPiped(trusting(server), lines);
    expect(code).toBe(0);
    expect(output).toMatch(
      /C: <\/stream:stream>\n +\d+ S: <\/stream:stream>\n +-- disconnected by this side\n$/,
    );
    expect(server.connections[0]?.receivedInClear()).not.toContain("</stream:stream>");
  });

  it("after direct TLS, before any stream, ends the connection", async () => {
    const { good } = made.certificates;
    const server = await startTlsServer({ mode: "direct", certificate: good }, () => {});
    onTestFinished(() => server.stop());
    const { code, output } = await runPiped(trusting(server, "--direct-tls"), ["connect"]);
    expect(code).toBe(0);
    expect(output.trimEnd()).toMatch(/-- disconnected by this side$/);
    expect(server.received()).toBe("");
  });
});
