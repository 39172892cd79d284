// Where DNS says that a domain's servers are, asked of a DNS server on loopback (RFC 6120 §3.2.1, RFC 2782, XEP-0368).
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import type { Setup } from "../../src/cli/command-line/setup.ts";
import { startDnsServer, type Zone } from "../helpers/dns-server.ts";
import { startTlsServer, type TlsServer } from "../helpers/tls-server.ts";
import { type FakeServer, polite, startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type ToolOptions } from "./harness/in-process.ts";
import { useCertificates } from "./harness/use-certificates.ts";

const made = useCertificates();
const STARTTLS = "_xmpp-client._tcp.example.test";
const DIRECT_TLS = "_xmpps-client._tcp.example.test";

let plain: FakeServer;
let direct: TlsServer;
/** The port of a server that was there, and is not any more. */
let refused: number;
beforeAll(async () => {
  plain = await startFakeServer(polite);
  direct = await startTlsServer({ mode: "direct", certificate: made.certificates.good }, polite);
  const gone = await startFakeServer(polite);
  refused = gone.port;
  await gone.stop();
});
afterEach(finishTools);
afterAll(() => Promise.all([plain.stop(), direct.stop()]));

/** An SRV record; every target is this machine, by a name that no certificate here is for. */
const at = (port: number, priority = 0, weight = 0, target = "localhost") => ({
  target,
  port,
  priority,
  weight,
});
const NONE = at(0, 0, 0, ".");

async function resolve(zone: Zone, setup: Partial<Setup> = {}, options: ToolOptions = {}) {
  const dns = await startDnsServer(zone);
  onTestFinished(() => dns.stop());
  const { ca } = made.certificates;
  const tool = startTool({ address: "example.test", ca, ...setup }, { dns: dns.address, ...options });
  return { dns, tool };
}

/** The lines about DNS and connections, without the ports, which are never the same. */
function told(shown: string): string {
  const known = new Map([
    [String(plain.port), "PLAIN"],
    [String(direct.port), "DIRECT"],
    [String(refused), "REFUSED"],
  ]);
  const lines = shown.split("\n").filter((line) => /-- (DNS|connected|Cannot)|priority/.test(line));
  return lines
    .join("\n")
    .replace(/:(\d+)/g, (all, port: string) => (known.has(port) ? `:${known.get(port)}` : all));
}

describe("the records", () => {
  it("of both services are merged by priority, shown in their order, and the first is used", async () => {
    const { dns, tool } = await resolve({
      [STARTTLS]: { SRV: [at(plain.port, 20, 5), at(refused, 30)] },
      [DIRECT_TLS]: { SRV: [at(direct.port, 10, 1)] },
    });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(told(tool.shown).replace(/ {2,}/g, "  ")).toBe(
      [
        "  -- DNS says where example.test is, in the order of trying:",
        "  localhost:DIRECT  priority 10, weight 1, direct TLS (_xmpps-client._tcp)",
        "  localhost:PLAIN  priority 20, weight 5, STARTTLS (_xmpp-client._tcp)",
        "  localhost:REFUSED  priority 30, weight 0, STARTTLS (_xmpp-client._tcp)",
        "  -- connected to localhost:DIRECT [127.0.0.1:DIRECT]",
      ].join("\n"),
    );
    expect(dns.queries.map(({ name, type }) => `${type} ${name}`).sort()).toEqual([
      `SRV ${STARTTLS}`,
      `SRV ${DIRECT_TLS}`,
    ]);
  });

  it("tell where to connect only: header, SNI and certificate are for the domain", async () => {
    const { tool } = await resolve({ [DIRECT_TLS]: { SRV: [at(direct.port)] } });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    const connection = direct.connections.at(-1);
    expect(connection?.hello).toEqual({ servername: "example.test", alpnProtocols: ["xmpp-client"] });
    expect(connection?.received()).toContain("<stream:stream to='example.test' ");
    expect(tool.shown).toMatch(/covers +example\.test, by DNS example\.test/);
  });

  it("of one priority are drawn by their weights", async () => {
    const zone = {
      [STARTTLS]: { SRV: [at(plain.port, 1, 90, "localhost"), at(plain.port, 1, 10, "127.0.0.1")] },
    };
    const firstBy = async (chance: number) => {
      const { tool } = await resolve(zone, {}, { chances: [chance] });
      await tool.run("open", "close");
      return /in the order of trying:\n +(\S+):/.exec(tool.shown)?.[1];
    };
    expect(await firstBy(0.2)).toBe("localhost");
    expect(await firstBy(0.99)).toBe("127.0.0.1");
  });

  it("are tried in turn, whichever service they are of, until one takes the connection", async () => {
    const { tool } = await resolve({
      [STARTTLS]: { SRV: [at(refused, 5), at(plain.port, 30)] },
      [DIRECT_TLS]: { SRV: [at(refused, 10), at(5222, 20, 0, "nowhere.invalid")] },
    });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    const tried = told(tool.shown).split("\n").slice(5);
    expect(tried).toEqual([
      expect.stringMatching(
        /-- Cannot connect to localhost:REFUSED .*nothing listens.*going on with the next$/,
      ),
      expect.stringMatching(/-- Cannot connect to localhost:REFUSED .*going on with the next$/),
      expect.stringMatching(/-- Cannot connect to nowhere\.invalid:5222.*going on with the next$/),
      expect.stringMatching(/-- connected to localhost:PLAIN /),
    ]);
    expect(tool.clients.current.session.state).toMatchObject({ secure: false, sent: { to: "example.test" } });
  });

  it("that all lead nowhere are no connection, and the last is told", async () => {
    const { tool } = await resolve({
      [STARTTLS]: { SRV: [at(refused, 1)] },
      [DIRECT_TLS]: { SRV: [at(refused, 2)] },
    });
    const outcome = await tool.run("open");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toContain(`Cannot connect to localhost:${refused}`);
    expect(reasonOf(outcome)).not.toContain("next");
  });

  it("are asked for again after nothing came of them", async () => {
    const { dns, tool } = await resolve({ [STARTTLS]: { SRV: [at(refused)] } });
    await tool.run("open");
    await tool.run("open");
    expect(dns.queries.filter(({ name }) => name === STARTTLS)).toHaveLength(2);
  });

  it("whose direct TLS is not spoken are gone over, with a message", async () => {
    const { tool } = await resolve({
      [STARTTLS]: { SRV: [at(plain.port, 20)] },
      [DIRECT_TLS]: { SRV: [at(plain.port, 10)] },
    });
    expect(await tool.run("open --timeout 200ms")).toMatchObject({ status: "passed" });
    expect(tool.shown).toMatch(
      /-- Cannot secure the connection to localhost:\d+: .*; going on with the next/,
    );
    expect(tool.clients.current.session.state).toMatchObject({ connection: "connected", secure: false });
  });

  it("end at a certificate that is not accepted: to go on would help whoever is in between", async () => {
    const wrong = await startTlsServer({ mode: "direct", certificate: made.certificates.otherName }, polite);
    onTestFinished(() => wrong.stop());
    const before = plain.received();
    const { tool } = await resolve({
      [STARTTLS]: { SRV: [at(plain.port, 20)] },
      [DIRECT_TLS]: { SRV: [at(wrong.port, 10)] },
    });
    const outcome = await tool.run("open");
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(/not for "example\.test".*found DNS other\.test/);
    expect(tool.shown).not.toContain("going on");
    expect(wrong.received()).toBe("");
    expect(plain.received()).toBe(before);
  });

  it("whose certificate is for the target, and not for the domain, are not trusted", async () => {
    const target = await startTlsServer({ mode: "direct", certificate: made.certificates.good }, polite);
    onTestFinished(() => target.stop());
    // DNS without DNSSEC may be anybody's word: a certificate for where it leads shows nothing (RFC 6120 §13.7.2).
    const { tool } = await resolve(
      { "_xmpps-client._tcp.other.test": { SRV: [at(target.port)] } },
      { address: "other.test" },
    );
    expect(reasonOf(await tool.run("open"))).toContain('not for "other.test"');
  });
});

describe("a target of a dot", () => {
  it("leaves its service out, and it is said so", async () => {
    const { tool } = await resolve({ [STARTTLS]: { SRV: [at(plain.port)] }, [DIRECT_TLS]: { SRV: [NONE] } });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(told(tool.shown)).toMatch(/_xmpps-client\._tcp\.example\.test says that there is no such service/);
    expect(told(tool.shown)).toMatch(/connected to localhost:PLAIN/);
  });

  it.each([
    ["both services", { [STARTTLS]: { SRV: [NONE] }, [DIRECT_TLS]: { SRV: [NONE] } }],
    ["one service, of which the other is unknown", { [STARTTLS]: { SRV: [NONE] } }],
  ])("for %s is the end: the domain's own port is not tried", async (_, zone) => {
    const { tool } = await resolve(zone);
    const outcome = await tool.run("open");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(/example\.test.*no such service.*--host/);
    expect(reasonOf(outcome)).not.toContain("5222");
  });
});

describe("the domain's own port 5222", () => {
  // RFC 6761 §6.4: nobody has this name.
  const address = "nowhere.invalid";
  const services = ["_xmpp-client._tcp.nowhere.invalid", "_xmpps-client._tcp.nowhere.invalid"];
  const zone = (answer: Zone[string]) => Object.fromEntries(services.map((name) => [name, answer]));

  it.each([
    ["DNS knows no such name", {}, /no SRV records for nowhere\.invalid: the domain itself is tried$/],
    [
      ...(["DNS knows the name, and no such records", zone({ A: ["127.0.0.1"] })] as const),
      /no SRV records for nowhere\.invalid: the domain itself is tried$/,
    ],
    ["the DNS server fails", zone("servfail"), /failed/],
    ["the DNS server refuses", zone("refused"), /refused/],
    ["the DNS server is silent", zone("silent"), /did not answer within 2 s/],
  ])("is tried where %s", async (_, known, words) => {
    const { dns, tool } = await resolve(known, { address });
    const outcome = await tool.run("open");
    expect(exitCode(outcome)).toBe(3);
    expect(reasonOf(outcome)).toMatch(/^Cannot connect to nowhere\.invalid:5222: /);
    expect(told(tool.shown)).toMatch(words);
    expect(dns.queries.map(({ name }) => name).sort()).toEqual(services);
  });

  it("is 5223 where direct TLS was asked for", async () => {
    const { dns, tool } = await resolve({}, { address: `xmpps://${address}` });
    expect(reasonOf(await tool.run("open"))).toMatch(/^Cannot connect to nowhere\.invalid:5223: /);
    expect(dns.queries.map(({ name }) => name)).toEqual(["_xmpps-client._tcp.nowhere.invalid"]);
  });

  it("is not tried while one of the services is known and the other is silent", async () => {
    const { tool } = await resolve({ [STARTTLS]: { SRV: [at(plain.port)] }, [DIRECT_TLS]: "silent" });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(told(tool.shown)).toMatch(/did not answer within 2 s/);
    expect(told(tool.shown)).toMatch(/connected to localhost:PLAIN/);
  });
});

describe("what is looked up", () => {
  it("is the A-label of an international domain, and the header has what was typed", async () => {
    const name = "_xmpp-client._tcp.xn--mnchen-3ya.test";
    const { dns, tool } = await resolve({ [name]: { SRV: [at(plain.port)] } }, { address: "münchen.test" });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(dns.queries.map((query) => query.name).sort()).toEqual([name, name.replace("xmpp-", "xmpps-")]);
    expect(tool.shown).toContain("<stream:stream to='münchen.test' ");
  });

  it.each([
    ["xmpp://example.test", [STARTTLS], "PLAIN"],
    ["xmpps://example.test", [DIRECT_TLS], "DIRECT"],
  ])("is one service alone for %s", async (address, names, port) => {
    const zone = { [STARTTLS]: { SRV: [at(plain.port)] }, [DIRECT_TLS]: { SRV: [at(direct.port)] } };
    const { dns, tool } = await resolve(zone, { address });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(dns.queries.map(({ name }) => name)).toEqual(names);
    expect(told(tool.shown)).toContain(`connected to localhost:${port} `);
  });

  it.each([
    ["a host and a port", { host: "localhost" }],
    ["a host by its address", { host: "127.0.0.1" }],
  ])("is nothing where the user says where: %s", async (_, where) => {
    const { dns, tool } = await resolve({}, { ...where, port: String(plain.port) });
    expect(await tool.run("open")).toMatchObject({ status: "passed" });
    expect(dns.queries).toEqual([]);
    expect(tool.shown).toContain("<stream:stream to='example.test' ");
  });

  describe("an address on the line", () => {
    const wrong = () => ({ host: "nowhere.invalid", port: String(refused), "direct-tls": true });

    it("with a port wins over --host, --port and --direct-tls of the command line", async () => {
      const { dns, tool } = await resolve({}, wrong());
      expect(await tool.run(`open localhost:${plain.port}`)).toMatchObject({ status: "passed" });
      expect(told(tool.shown)).toContain("connected to localhost:PLAIN ");
      expect(tool.clients.current.session.state.secure).toBe(false);
      expect(dns.queries).toEqual([]);
    });

    it("with a scheme says whether TLS comes first, and leaves --host and --port as they are", async () => {
      const { tool } = await resolve({}, { ...wrong(), host: "localhost", port: String(plain.port) });
      expect(await tool.run("open xmpp://example.test")).toMatchObject({ status: "passed" });
      expect(told(tool.shown)).toContain("connected to localhost:PLAIN ");
      expect(tool.clients.current.session.state.secure).toBe(false);
    });

    it("gives way to --host and --port on the same line", async () => {
      const { dns, tool } = await resolve({}, { port: String(refused) });
      const line = `open example.test --host localhost --port ${plain.port}`;
      expect(await tool.run(line)).toMatchObject({ status: "passed" });
      expect(told(tool.shown)).toContain("connected to localhost:PLAIN ");
      expect(dns.queries).toEqual([]);
    });
  });

  it.each(["localhost", "127.0.0.1", "[::1]"])("is never %s", async (address) => {
    const { dns, tool } = await resolve({}, { address });
    // Something may listen there or not: it is not asked where.
    await tool.run("connect");
    expect(tool.shown).not.toContain("DNS");
    expect(dns.queries).toEqual([]);
  });

  it("can be interrupted while DNS is silent", async () => {
    const { dns, tool } = await resolve({ [STARTTLS]: "silent", [DIRECT_TLS]: "silent" });
    const interrupt = new AbortController();
    const running = tool.runUntil(interrupt.signal, "open");
    await vi.waitUntil(() => dns.queries.length > 0);
    interrupt.abort();
    expect(exitCode(await running)).toBe(130);
    expect(tool.clients.current.session.state.connection).toBe("offline");
    expect(tool.shown).not.toMatch(/connected|Cannot/);
  });
});
