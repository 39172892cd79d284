// What is agreed on in a handshake, and what servers can do in it.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import type { Setup } from "../../src/cli/command-line/setup.ts";
import {
  PROCEED,
  STARTTLS_FEATURES,
  startTlsServer,
  type TlsAnswer,
  type TlsServerOptions,
} from "../helpers/tls-server.ts";
import { type FakeServer, features, header, polite, startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";
import { politeStarttls } from "./harness/polite-starttls.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();
afterEach(finishTools);

interface Meeting extends Partial<Omit<TlsServerOptions, "certificate">> {
  readonly setup?: Partial<Setup>;
  readonly answer?: TlsAnswer;
}

async function meet({ setup = {}, answer, ...options }: Meeting = {}) {
  const { certificates } = made;
  const { mode = "starttls" } = options;
  const server = await startTlsServer(
    { mode, certificate: certificates.good, ...options },
    answer ?? (mode === "direct" ? polite : politeStarttls()),
  );
  onTestFinished(() => server.stop());
  return { server, tool: toolFor(server.port, setup) };
}

function toolFor(port: number, setup: Partial<Setup> = {}): Tool {
  return startTool({
    address: `127.0.0.1:${port}`,
    ca: made.certificates.ca,
    domain: "example.test",
    ...setup,
  });
}

/** Whether it was said why, in words for users, and no trace of the program or of OpenSSL is in them. */
function expectPlainWords(text: string): void {
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node:|\.ts\b|SSL routines|openssl|:error:|undefined/);
}

describe("the version", () => {
  it.each(["1.2", "1.3"] as const)("is TLS %s where both sides allow nothing else", async (version) => {
    const { server, tool } = await meet({ setup: { "tls-min": version, "tls-max": version } });
    expect(await tool.run("open", "starttls")).toMatchObject({ status: "passed" });
    expect((await server.secures()).version).toBe(`TLSv${version}`);
    expect(tool.shown).toMatch(new RegExp(`-- secured by TLS ${version} with TLS_\\w+ \\(\\w+\\)`));
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("is the server's, here %s", async (version) => {
    const { tool } = await meet({ minVersion: version, maxVersion: version });
    await tool.run("open", "starttls");
    expect(tool.shown).toContain(`-- secured by ${version.replace("v", " ")} with `);
  });

  it.each([
    ["the server's are older", { maxVersion: "TLSv1.2" }, { "tls-min": "1.3" }],
    ["the server's are newer", { minVersion: "TLSv1.3" }, { "tls-max": "1.2" }],
  ] as const)("has to be one that both sides know: %s", async (_, options, setup) => {
    const { server, tool } = await meet({ ...options, setup });
    const outcome = await tool.run("open", "starttls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toContain(`127.0.0.1:${server.port}`);
    expect(reasonOf(outcome)).toMatch(/no version of TLS in common.*--tls-min.*--tls-max/);
    expectPlainWords(reasonOf(outcome));
    expect(tool.clients.current.session.state.connection).toBe("offline");
  });

  it("is decided on the line, for that connection only", async () => {
    const { server, tool } = await meet({ setup: { "tls-max": "1.2" } });
    await tool.run("open", "starttls --tls-max 1.3", "disconnect", "open", "starttls");
    expect(server.connections.map(({ secured }) => secured?.version)).toEqual(["TLSv1.3", "TLSv1.2"]);
  });
});

describe("versions that cannot be are wrong usage, and nothing is sent:", () => {
  it.each([
    ["--tls-max 1.1", "1.1, is older than the oldest, 1.2"],
    ["--tls-max 1.2 --tls-min 1.3", "1.2, is older than the oldest, 1.3"],
  ])("%s", async (options, words) => {
    const { server, tool } = await meet();
    const outcome = await tool.run("open", `starttls ${options}`);
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toContain(`the newest version to take, ${words} (set --tls-min and --tls-max`);
    expect(server.received()).not.toContain("<starttls");
    await tool.run("disconnect");
    // A line that says less than the command line is judged together with it.
    const other = toolFor(server.port, { "tls-min": "1.3" });
    expect(exitCode(await other.run("open", "starttls --tls-max 1.2"))).toBe(2);
  });
});

describe("after the handshake", () => {
  /** Does TLS 1.2, and another handshake when it hears anything: nobody would look at its certificate again. */
  async function meetRenegotiating() {
    const { key, certificate } = made.certificates.good;
    const refusals: (Error | null)[] = [];
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const server = createTlsServer(
      { key: await readFile(key), cert: await readFile(certificate), maxVersion: "TLSv1.2" },
      (socket) => {
        const settle = (error: Error | null) => {
          refusals.push(error);
          asked();
        };
        socket.on("error", settle).on("close", asked);
        socket.once("data", () => void socket.renegotiate({}, settle));
      },
    );
    await once(server.listen(0, "127.0.0.1"), "listening");
    const sockets: Socket[] = [];
    server.on("connection", (socket) => sockets.push(socket));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return { tool: toolFor((server.address() as AddressInfo).port), refusals, isAsked };
  }

  it("there is no other one", async () => {
    const { tool, refusals, isAsked } = await meetRenegotiating();
    expect(reasonOf(await tool.run("open --direct-tls"))).toMatch(/^no reply: .* closed the connection/);
    await isAsked;
    await tool.untilOffline();
    expect(refusals.filter((refusal) => refusal === null)).toEqual([]);
    expect(tool.shown.match(/-- secured by/g)).toHaveLength(1);
    expectPlainWords(tool.shown);
  });

  it("the end of the connection is not taken for a want of TLS", async () => {
    const { tool } = await meet({
      mode: "direct",
      answer: (text, server) => {
        if (text !== "") server.end();
      },
    });
    const outcome = await tool.run("open --direct-tls");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/^no reply: .* closed the connection/);
    expect(tool.shown).toMatch(/-- .*closed the encrypted connection without a stream header/);
    expect(tool.shown + reasonOf(outcome)).not.toMatch(/TLS from the first byte|--direct-tls,/);
  });
});

describe("ALPN", () => {
  it("names xmpp-client with direct TLS, and SNI the domain", async () => {
    const { server, tool } = await meet({ mode: "direct", ALPNProtocols: ["xmpp-client"] });
    expect(await tool.run("open --direct-tls")).toMatchObject({ status: "passed" });
    expect(server.connections[0]?.hello).toEqual({
      servername: "example.test",
      alpnProtocols: ["xmpp-client"],
    });
    expect((await server.secures()).alpnProtocol).toBe("xmpp-client");
    expect(tool.shown).toMatch(/^ {7}ALPN +xmpp-client$/m);
  });

  it("is not used by STARTTLS, which has agreed on XMPP already", async () => {
    const { server, tool } = await meet({ ALPNProtocols: ["xmpp-client"] });
    expect(await tool.run("open", "starttls")).toMatchObject({ status: "passed" });
    expect(server.connections[0]?.hello).toEqual({ servername: "example.test", alpnProtocols: [] });
    expect(tool.shown).toMatch(/^ {7}ALPN +none$/m);
  });

  it("that the server knows other names for ends the handshake, and it is said so", async () => {
    const { tool } = await meet({ mode: "direct", ALPNProtocols: ["h2"] });
    const outcome = await tool.run("open --direct-tls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(/does not speak xmpp-client.*ALPN/);
  });
});

describe("direct TLS", () => {
  it.each([
    ["open", (port: number) => [`open xmpps://127.0.0.1:${port}`]],
    ["connect, then open", (port: number) => [`connect xmpps://127.0.0.1:${port}`, "open"]],
    ["connect --direct-tls", (port: number) => [`connect 127.0.0.1:${port} --direct-tls`, "open"]],
    ["connect and tls", (port: number) => [`connect 127.0.0.1:${port}`, "tls", "open"]],
  ])("comes about by %s", async (_, lines) => {
    const { server, tool } = await meet({ mode: "direct" });
    expect(await tool.run(...lines(server.port))).toMatchObject({ status: "passed" });
    const [connection] = server.connections;
    expect(connection?.hello).toEqual({ servername: "example.test", alpnProtocols: ["xmpp-client"] });
    expect(connection?.receivedInClear()).toBe("");
    // Nothing was said before: there is nothing to restart.
    expect(tool.clients.current.session.state).toMatchObject({
      secure: true,
      streams: 1,
      restartDue: undefined,
    });
  });

  it("is what open does again after disconnect", async () => {
    const { server, tool } = await meet({ mode: "direct" });
    const lines = [`open xmpps://127.0.0.1:${server.port}`, "disconnect", "open"];
    expect(await tool.run(...lines)).toMatchObject({ status: "passed" });
    expect(server.connections).toHaveLength(2);
    expect(tool.clients.current.session.state.secure).toBe(true);
  });
});

describe("by hand", () => {
  it("<starttls/> typed, then tls, then restart is the same as starttls", async () => {
    const { server, tool } = await meet();
    const lines = ["open", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "tls", "restart"];
    expect(await tool.run(...lines)).toMatchObject({ status: "passed" });
    expect(server.connections[0]?.hello).toEqual({ servername: "example.test", alpnProtocols: [] });
    expect(tool.clients.current.session.state).toMatchObject({ secure: true, streams: 2 });
  });

  it.each(["tls", "starttls --timeout 300ms"])("twice TLS is refused or not answered: %s", async (line) => {
    const { server, tool } = await meet();
    expect(await tool.run("open", "starttls")).toMatchObject({ status: "passed" });
    const outcome = await tool.run(line);
    expect(outcome.status).not.toBe("passed");
    expect(server.connections).toHaveLength(1);
    // The connection is as good as before.
    expect(await tool.run("restart")).toMatchObject({ status: "passed" });
  });

  it("tls says that the connection is encrypted already, and sends nothing", async () => {
    const { server, tool } = await meet();
    await tool.run("open", "starttls");
    const before = server.received();
    const outcome = await tool.run("tls");
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toContain("encrypted already");
    expect(server.received()).toBe(before);
  });

  it("tls without a connection is refused", async () => {
    const outcome = await toolFor(1).run("tls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toContain("not connected");
  });
});

describe("a server that", () => {
  /** Agrees to TLS, and meets the client's first TLS bytes with something else. */
  async function meetBroken(
    handshake: (server: FakeServer) => void,
    proceed = (server: FakeServer) => server.send(PROCEED),
  ) {
    let isAgreed = false;
    const server = await startFakeServer((text, fake) => {
      if (text.includes("</stream:stream>")) fake.end("</stream:stream>");
      else if (isAgreed && text !== "") handshake(fake);
      else if (text.includes("<stream:stream")) fake.send(header + STARTTLS_FEATURES);
      else if (text.includes("<starttls")) {
        isAgreed = true;
        proceed(fake);
      }
    });
    onTestFinished(() => server.stop());
    return { server, tool: toolFor(server.port) };
  }

  it.each([
    ["closes the connection", (server: FakeServer) => server.end(), /closed|dropped/],
    ["resets the connection", (server: FakeServer) => server.reset(), /dropped|reset/],
    ["answers with XML", (server: FakeServer) => server.send("<stream:features/>"), /no TLS/],
    ["answers with HTTP", (server: FakeServer) => server.send("HTTP/1.1 400 Bad Request\r\n\r\n"), /no TLS/],
    // A fatal alert, handshake_failure (RFC 8446 §6.2).
    [
      "refuses with an alert",
      (server: FakeServer) => server.send(Buffer.from("15030300020228", "hex")),
      /no way to encrypt/,
    ],
    [
      "says that it knows no such name",
      (server: FakeServer) => server.send(Buffer.from("15030300020270", "hex")),
      /no certificate for the name.*SNI/,
    ],
    [
      "reports an error of its own",
      (server: FakeServer) => server.send(Buffer.from("15030300020250", "hex")),
      /error of its own/,
    ],
    [
      "does not like the version",
      (server: FakeServer) => server.send(Buffer.from("15030300020246", "hex")),
      /no version of TLS in common/,
    ],
  ])("%s in the handshake fails the step, which says so", async (_, handshake, words) => {
    const { server, tool } = await meetBroken(handshake);
    const outcome = await tool.run("open", "starttls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(
      new RegExp(`^Cannot secure the connection to 127\\.0\\.0\\.1:${server.port}: `),
    );
    expect(reasonOf(outcome)).toMatch(words);
    expectPlainWords(reasonOf(outcome));
    expect(tool.clients.current.session.state).toMatchObject({ connection: "offline", secure: false });
    // What was said before is still there.
    expect(await tool.run("show last")).toMatchObject({ status: "passed" });
    expect(tool.shown.split("> show last")[1]).toContain("<proceed ");
  });

  it("closes the connection after <proceed/> fails the step", async () => {
    const { tool } = await meetBroken(
      () => {},
      (server) => server.end(PROCEED),
    );
    const outcome = await tool.run("open", "starttls");
    expect(outcome.status).toBe("no connection");
    expectPlainWords(reasonOf(outcome));
  });

  it.each(["starttls --timeout 200ms", "set timeout 200ms\nstarttls"])(
    "is silent in the handshake is waited for as long as was said: %j",
    async (lines) => {
      const { server, tool } = await meetBroken(() => {});
      const outcome = await tool.run("open", ...lines.split("\n"));
      expect(exitCode(outcome)).toBe(3);
      expect(reasonOf(outcome)).toMatch(/: nothing came within 0\.2 s in the TLS handshake/);
      expect(server.received()).toContain("\u0016\u0003");
      expect(await tool.run("tls")).toMatchObject({ status: "no connection" });
    },
  );

  it.each([
    ["text that is shorter than any TLS", "<a/>"],
    ["half a TLS record", Buffer.from("1603030040", "hex")],
  ])("sends %s in the handshake, and no more, is not waited for either", async (_, data) => {
    const { tool } = await meetBroken((fake) => fake.send(data));
    const outcome = await tool.run("open", "starttls --timeout 200ms");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(/: the TLS handshake was not complete after 0\.2 s: of what came, /);
  });

  it("is silent in the handshake can be left by Ctrl-C, and by the next open", async () => {
    const { server, tool } = await meetBroken(() => {});
    await tool.run("open", "set timeout 0s");
    const interrupt = new AbortController();
    const running = tool.runUntil(interrupt.signal, "starttls");
    await server.receives("\u0016\u0003");
    interrupt.abort();
    const outcome = await running;
    expect(exitCode(outcome)).toBe(130);
    expect(tool.shown).toContain("-- disconnected by this side (interrupted in the TLS handshake)");
    expect(tool.clients.current.session.state.connection).toBe("offline");
    expect(await tool.run("set timeout 5s", "connect")).toMatchObject({ status: "passed" });
  });

  it("refuses TLS fails the step, and the connection goes on in the clear until it closes it", async () => {
    const failure = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    const { server, tool } = await meetBroken(
      () => {},
      (fake) => fake.end(`${failure}</stream:stream>`),
    );
    const outcome = await tool.run("open", "starttls");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toContain("refuses TLS");
    await tool.untilOffline();
    expect(tool.shown).toMatch(/^ {4}-- .*refuses TLS.*RFC 6120 §5\.4\.2\.2/m);
    expect(server.received()).not.toContain("\u0016\u0003");
  });

  it("never answers <starttls/> is waited for as long as was said", async () => {
    const { tool } = await meetBroken(
      () => {},
      () => {},
    );
    const outcome = await tool.run("open", "starttls --timeout 100ms");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/no reply within 100ms.*<proceed\/>/);
  });
});

describe("what is sent with the last bytes of the handshake", () => {
  /** Passes TLS on, and lets a test tamper with what the server sends. */
  async function meetBetween(options: Meeting, tamper: (data: Buffer, n: number, client: Socket) => void) {
    const { server } = await meet({ mode: "direct", ...options });
    const sockets: Socket[] = [];
    const proxy = createServer((client) => {
      let n = 0;
      const upstream = connect(server.port, "127.0.0.1");
      sockets.push(
        client.on("error", () => {}),
        upstream.on("error", () => {}),
      );
      client.on("data", (data) => upstream.write(data)).on("end", () => upstream.end());
      upstream.on("data", (data) => tamper(data, n++, client)).on("end", () => client.end());
    });
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    return { server, tool: toolFor((proxy.address() as AddressInfo).port) };
  }

  const version = (name: "TLSv1.2" | "TLSv1.3") => ({ minVersion: name, maxVersion: name });
  const atOnce = (text: string): TlsAnswer => {
    return (heard, server) => {
      if (heard === "") server.end(text);
    };
  };
  const pass = (data: Buffer, _: number, client: Socket) => void client.write(data);

  it.each(["TLSv1.2", "TLSv1.3"] as const)("is read whole, a byte at a time, on %s", async (name) => {
    const { tool } = await meetBetween(version(name), (data, _, client) => {
      for (const byte of data) client.write(Buffer.of(byte));
    });
    expect(await tool.run("open --direct-tls")).toMatchObject({ status: "passed" });
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("is not lost where it is a whole stream, on %s", async (name) => {
    const answer = atOnce(`${header}${features}</stream:stream>`);
    const { tool } = await meetBetween({ ...version(name), answer }, pass);
    await tool.run("open --direct-tls");
    await tool.untilOffline();
    expect(tool.shown).toContain("<mechanism>PLAIN</mechanism>");
    expect(tool.shown).toContain("S: </stream:stream>");
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)("may be the end of the connection, on %s", async (name) => {
    const { tool } = await meetBetween({ ...version(name), answer: atOnce("") }, pass);
    const outcome = await tool.run("connect --direct-tls");
    expect(outcome.status).toBe("passed");
    await tool.untilOffline();
    expect(tool.shown).toMatch(/disconnected by the server/);
  });

  it.each([
    ["garbage", Buffer.concat([Buffer.from("1703030020", "hex"), Buffer.alloc(32, 7)])],
    ["an alert in the clear", Buffer.from("15030300020228", "hex")],
  ])("is never believed where it is %s", async (_, data) => {
    const { tool } = await meetBetween(
      {},
      (sent, __, client) => void client.write(Buffer.concat([sent, data])),
    );
    const outcome = await tool.run("open --direct-tls");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/^no reply: .*\(what came /);
    expectPlainWords(reasonOf(outcome) + tool.shown);
    expect(tool.clients.current.session.state.received).toBeUndefined();
  });

  it("is broken TLS at any other time, too, which ends the connection", async () => {
    let tail = Buffer.alloc(0);
    const answer: TlsAnswer = (text, server) => {
      polite(text, server);
      if (text.includes("<ping")) server.send("<pong/>");
    };
    const { tool } = await meetBetween(
      { answer },
      (sent, _, client) => void client.write(Buffer.concat([sent, tail])),
    );
    expect(await tool.run("open --direct-tls")).toMatchObject({ status: "passed" });
    tail = Buffer.concat([Buffer.from("1703030020", "hex"), Buffer.alloc(32, 7)]);
    await tool.run("<ping/>");
    await tool.untilOffline();
    expect(tool.shown).toContain("S: <pong/>");
    expect(tool.shown).toMatch(/-- disconnected by the server \(what came is broken TLS: /);
    expectPlainWords(tool.shown);
  });

  it("half a handshake, and then the end, fails the step", async () => {
    const { tool } = await meetBetween({}, (data, _, client) => {
      client.end(data.subarray(0, data.length / 2));
    });
    const outcome = await tool.run("open --direct-tls");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toContain("in the middle of the TLS handshake");
  });
});

describe("what comes by TLS", () => {
  const big = `<message><body>${"Zwölf Boxkämpfer 🥊 ".repeat(20_000)}</body></message>`;

  it("arrives whole, however big it is", async () => {
    const answer: TlsAnswer = (text, server) => {
      polite(text, server);
      if (text.includes("<ping")) server.send(big);
    };
    const { tool } = await meet({ answer: politeStarttls(answer) });
    await tool.run("set limit stanza 4MiB", "open", "starttls", "restart", "<ping/>");
    await tool.receives(big);
    expect(await tool.run("close")).toMatchObject({ status: "passed" });
  });

  it("arrives whole, a byte at a time, also in the middle of characters", async () => {
    const small = "<message><body>Zwölf 🥊</body></message>";
    const answer: TlsAnswer = (text, server) => {
      polite(text, server);
      if (text.includes("<ping")) for (const byte of Buffer.from(small)) server.send(Buffer.of(byte));
    };
    const { tool } = await meet({ answer: politeStarttls(answer) });
    await tool.run("open", "starttls", "restart", "<ping/>");
    await tool.receives(small);
    expect(await tool.run("close")).toMatchObject({ status: "passed" });
  });

  it("is recorded as secure, and what came before is not", async () => {
    const { tool } = await meet();
    await tool.run("open", "starttls", "restart", "close");
    const traffic = tool.entries.flatMap((entry) => (entry.type === "traffic" ? [entry] : []));
    const isSecure = traffic.map(({ secure }) => secure);
    const last = traffic.findLastIndex(({ secure }) => !secure);
    expect(traffic[last]?.event.raw).toBe(PROCEED);
    expect(isSecure).toEqual(isSecure.map((_, at) => at > last));
    expect(traffic.length).toBeGreaterThan(last + 4);
  });
});
