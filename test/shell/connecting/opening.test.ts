import { describe, expect, test } from "vitest";
import type { Setup } from "../../../src/cli/command-line/setup.ts";
import { ConnectionError } from "../../../src/errors.ts";
import type { Outcome } from "../../../src/shell/outcome.ts";
import type { TlsFacts, TlsOptions } from "../../../src/stream/security.ts";
import type { LookedUp } from "../../../src/stream/service-records.ts";
import type { ServiceRecord } from "../../../src/xmpp/srv.ts";
import { answerSasl } from "../../helpers/sasl-answers.ts";
import { SERVER_HEADER, TLS_FACTS, type TryOut, type TryOutOptions, tryOut } from "../../helpers/try-out.ts";

interface Net {
  readonly tool: TryOut;
  /** What DNS was asked, and where was connected to, in their order. */
  readonly asked: readonly string[];
  readonly tls: readonly TlsOptions[];
}

interface NetOptions extends TryOutOptions {
  readonly dns?: LookedUp;
  /** What cannot be connected to. */
  readonly down?: readonly string[];
  /** The names in the certificate. */
  readonly names?: readonly string[];
}

/** A tool in a network of its own, without an address on its command line. */
function inNet({ dns = { records: [] }, down = [], names = [], ...options }: NetOptions = {}): Net {
  const asked: string[] = [];
  const tls: TlsOptions[] = [];
  const facts = (wanted: TlsOptions): TlsFacts => {
    tls.push(wanted);
    const certificates = TLS_FACTS.chain.map((one) => ({
      ...one,
      names: names.map((value) => ({ kind: "DNS", value }) as const),
    }));
    return { ...TLS_FACTS, chain: certificates };
  };
  const tool = tryOut({
    ...options,
    setup: { address: undefined, ...options.setup },
    tls: facts,
    lookUp: async (domain, services) => {
      asked.push(`DNS ${services.join("+")} ${domain}`);
      return dns;
    },
    network: (connect) => async (endpoint, listener, signal) => {
      const where = `${endpoint.host} ${endpoint.port}`;
      asked.push(where);
      if (down.includes(where)) throw new ConnectionError(`Cannot connect to ${where}: it is down`, endpoint);
      return await connect(endpoint, listener, signal);
    },
  });
  answerSasl(tool, {});
  return { tool, asked, tls };
}

function record(target: string, given: Partial<ServiceRecord> = {}): ServiceRecord {
  return { service: "xmpp-client", priority: 0, weight: 0, port: 5222, target, ...given };
}

const DIRECT = { service: "xmpps-client", port: 5223 } as const;

function domainOpenedTo({ tool }: Net): string | undefined {
  return tool.clients.current.session.state.sent?.to;
}

function notesOf({ tool }: Net): string[] {
  return [...tool.transcript.entries].flatMap((entry) => (entry.type === "note" ? [entry.text] : []));
}

const BOTH = "DNS xmpps-client+xmpp-client";

describe("where is connected to:", () => {
  test.each<[string, readonly string[]]>([
    ["open localhost", ["localhost 5222"]],
    ["open server", ["server 5222"]],
    ["open 192.0.2.1", ["192.0.2.1 5222"]],
    ["open ::1", ["::1 5222"]],
    ["open printer.local", ["printer.local 5222"]],
    ["open me.localhost", ["me.localhost 5222"]],
    ["open example.org:5269", ["example.org 5269"]],
    ["open xmpp://example.org:5269", ["example.org 5269"]],
    ["open xmpps://localhost", ["localhost 5223"]],
    ["open xmpps://example.org:443", ["example.org 443"]],
    ["open localhost --direct-tls", ["localhost 5223"]],
    ["open localhost:5299 --direct-tls", ["localhost 5299"]],
    ["open example.org --host chat.example.net", ["chat.example.net 5222"]],
    ["open example.org --port 5299", ["example.org 5299"]],
    ["open example.org --host ::1 --port 5299", ["::1 5299"]],
    ["open example.org --host chat.example.net --direct-tls", ["chat.example.net 5223"]],
    ["open example.org", [`${BOTH} example.org`, "example.org 5222"]],
    ["open xmpp://example.org", ["DNS xmpp-client example.org", "example.org 5222"]],
    ["open xmpps://example.org", ["DNS xmpps-client example.org", "example.org 5223"]],
    ["open example.org --direct-tls", ["DNS xmpps-client example.org", "example.org 5223"]],
    ["open Example.ORG.", [`${BOTH} example.org`, "Example.ORG. 5222"]],
    ["open münchen.test", [`${BOTH} xn--mnchen-3ya.test`, "münchen.test 5222"]],
    ["connect example.org", [`${BOTH} example.org`, "example.org 5222"]],
  ])("%s", async (line, asked) => {
    const net = inNet({ names: ["localhost", "example.org"] });
    expect(await net.tool.run(line)).toMatchObject({ status: "passed" });
    expect(net.asked).toEqual(asked);
  });

  test.each<[string, Partial<Setup>, string, readonly string[]]>([
    [
      "the command line's address",
      { address: "example.org" },
      "open",
      [`${BOTH} example.org`, "example.org 5222"],
    ],
    ["the command line's --host", { address: "example.org", host: "a" }, "open", ["a 5222"]],
    ["the command line's --port", { address: "example.org", port: "5299" }, "open", ["example.org 5299"]],
    [
      "the line's --port before it",
      { address: "example.org", port: "5299" },
      "open --port 5300",
      ["example.org 5300"],
    ],
    [
      "the command line's --direct-tls",
      { address: "localhost", "direct-tls": true },
      "open",
      ["localhost 5223"],
    ],
    ["--domain where there is no address", { domain: "localhost" }, "open", ["localhost 5222"]],
    ["the domain of --jid where there is no address", { jid: "me@localhost" }, "open", ["localhost 5222"]],
    ["a header typed by hand too", { address: "localhost" }, "<stream:stream to='a'>", ["localhost 5222"]],
  ])("%s", async (_what, setup, line, asked) => {
    const net = inNet({ setup, names: ["localhost"] });
    void net.tool.run(line);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(net.asked).toEqual(asked);
    net.tool.server.close();
  });

  test.each([
    [
      "open",
      'Cannot connect: no address is known (run "open localhost", or start with "xmpp-repl localhost")',
    ],
    ["open localhost --port http", 'Cannot use the port "http": a port is a number from 1 to 65535'],
    ["open localhost --port 0", 'Cannot use the port "0": a port is a number from 1 to 65535'],
    ["open localhost --port 65536", 'Cannot use the port "65536": a port is a number from 1 to 65535'],
    ["open xn--a.test", 'Cannot look up "xn--a.test": it is no name that DNS can have'],
  ])("nowhere: %s", async (line, reason) => {
    const net = inNet();
    expect(await net.tool.run(line)).toEqual({ status: "wrong usage", reason });
    expect(net.asked).toEqual([]);
  });
});

describe("the servers of a domain", () => {
  const dns = {
    records: [
      record("b.example.net", { priority: 20 }),
      record("a.example.net", { priority: 10, port: 5299 }),
    ],
  };

  test("are tried in the order of DNS, which is shown", async () => {
    const net = inNet({
      dns: { records: [...dns.records, record("c.example.net", { ...DIRECT, priority: 30, weight: 5 })] },
    });
    expect(await net.tool.run("connect example.org")).toMatchObject({ status: "passed" });
    expect(net.asked).toEqual([`${BOTH} example.org`, "a.example.net 5299"]);
    expect(net.tool.shown).toBe(
      `    -- DNS says where example.org is, in the order of trying:
       a.example.net:5299  priority 10, weight 0, STARTTLS (_xmpp-client._tcp)
       b.example.net:5222  priority 20, weight 0, STARTTLS (_xmpp-client._tcp)
       c.example.net:5223  priority 30, weight 5, direct TLS (_xmpps-client._tcp)
    -- connected to a.example.net:5299 [127.0.0.1:5222]
`,
    );
  });

  test("are for the domain, not for themselves: that is in the header", async () => {
    const net = inNet({ dns });
    await net.tool.run("open example.org");
    expect(domainOpenedTo(net)).toBe("example.org");
  });

  test("of direct TLS must have a certificate for the domain, which they are asked for", async () => {
    const net = inNet({ dns: { records: [record("a.example.net", DIRECT)] }, names: ["example.org"] });
    expect(await net.tool.run("open example.org")).toMatchObject({ status: "passed" });
    expect(net.tls).toMatchObject([{ servername: "example.org", alpn: ["xmpp-client"] }]);
    expect(net.tool.clients.current.session.state).toMatchObject({ secure: true, domain: "example.org" });
    expect(domainOpenedTo(net)).toBe("example.org");
  });

  test("are asked for an international domain by its A-labels, and opened to as it was typed", async () => {
    const net = inNet({
      dns: { records: [record("a.example.net", DIRECT)] },
      names: ["xn--mnchen-3ya.test"],
    });
    expect(await net.tool.run("open münchen.test")).toMatchObject({ status: "passed" });
    expect(net.tls).toMatchObject([{ servername: "xn--mnchen-3ya.test" }]);
    expect(domainOpenedTo(net)).toBe("münchen.test");
  });

  test("are tried in turn, and it is said why one did not do", async () => {
    const net = inNet({ dns, down: ["a.example.net 5299"] });
    expect(await net.tool.run("open example.org")).toMatchObject({ status: "passed" });
    expect(net.asked.slice(1)).toEqual(["a.example.net 5299", "b.example.net 5222"]);
    expect(notesOf(net)).toContain(
      "Cannot connect to a.example.net 5299: it is down; going on with the next",
    );
  });

  test("are all tried, and the domain itself is not", async () => {
    const net = inNet({ dns, down: ["a.example.net 5299", "b.example.net 5222"] });
    expect(await net.tool.run("open example.org")).toEqual({
      status: "no connection",
      reason: "Cannot connect to b.example.net 5222: it is down",
    });
    expect(net.asked).toHaveLength(3);
  });

  test("are not tried on when the certificate of one is rejected", async () => {
    const net = inNet({
      dns: { records: [record("evil.example.net", DIRECT), record("b.example.net", { priority: 1 })] },
      names: ["evil.example.net"],
    });
    expect(await net.tool.run("open example.org")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining('Cannot trust the server\'s certificate for "example.org"'),
    });
    expect(net.asked.slice(1)).toEqual(["evil.example.net 5223"]);
    expect(net.tool.clients.current.session.state.connection).toBe("offline");
    expect(net.tool.server.received).toBe("");
  });

  test("are those of one service where DNS says that there is no other", async () => {
    const net = inNet({ dns: { records: [record(".", { ...DIRECT, port: 0 }), record("a.example.net")] } });
    expect(await net.tool.run("connect example.org")).toMatchObject({ status: "passed" });
    expect(net.asked.slice(1)).toEqual(["a.example.net 5222"]);
    expect(net.tool.shown).toContain(
      "DNS says where example.org is, in the order of trying (_xmpps-client._tcp.example.org says that there is no such service):",
    );
  });

  test("are none where DNS says so, and the domain itself is not tried", async () => {
    const net = inNet({ dns: { records: [record("."), record(".", DIRECT)] } });
    expect(await net.tool.run("connect example.org")).toEqual({
      status: "no connection",
      reason:
        "Cannot connect to example.org: its DNS says that it has no such service for clients (--host and --port go round DNS)",
    });
    expect(net.asked).toEqual([`${BOTH} example.org`]);
    expect(net.tool.shown).toBe(
      "    -- DNS says that example.org has no such service (_xmpps-client._tcp.example.org says that there is no such service; _xmpp-client._tcp.example.org says that there is no such service)\n",
    );
  });

  test("are the domain itself where DNS knows no record", async () => {
    const net = inNet();
    await net.tool.run("connect example.org");
    expect(net.tool.shown).toBe(`    -- DNS has no SRV records for example.org: the domain itself is tried
    -- connected to example.org:5222 [127.0.0.1:5222]
`);
  });

  test("are the domain itself where DNS does not answer, which is said", async () => {
    const net = inNet({ dns: { records: [], problem: "DNS did not answer within 2 s" } });
    expect(await net.tool.run("connect example.org")).toMatchObject({ status: "passed" });
    expect(net.tool.shown).toContain(
      "DNS did not say where example.org is (DNS did not answer within 2 s): the domain itself is tried",
    );
    expect(net.asked.slice(1)).toEqual(["example.org 5222"]);
  });

  test("are looked up once: the next time it is where the last connection was", async () => {
    const net = inNet({ dns, down: ["a.example.net 5299"] });
    for (const line of ["open example.org", "disconnect", "open"]) await net.tool.run(line);
    expect(net.asked.slice(1)).toEqual(["a.example.net 5299", "b.example.net 5222", "b.example.net 5222"]);
    expect(domainOpenedTo(net)).toBe("example.org");
  });

  test("are looked up again where the line names the domain", async () => {
    const net = inNet({ dns });
    for (const line of ["open example.org", "disconnect", "open example.org"]) await net.tool.run(line);
    expect(net.asked.filter((what) => what.startsWith("DNS"))).toHaveLength(2);
  });
});

describe("by direct TLS", () => {
  test.each([
    ["open xmpps://example.org:5223", "example.org", "example.org"],
    ["open localhost:5223 --direct-tls --to example.org", "example.org", "example.org"],
    ["open xmpps://127.0.0.1:5223 --to example.org", "example.org", "example.org"],
    ["open example.org --host 192.0.2.1 --direct-tls", "example.org", "example.org"],
  ])("the certificate is for the domain of the stream: %s", async (line, servername, to) => {
    const net = inNet({ names: ["example.org"] });
    expect(await net.tool.run(line)).toMatchObject({ status: "passed" });
    expect(net.tls).toMatchObject([{ servername, alpn: ["xmpp-client"] }]);
    expect(domainOpenedTo(net)).toBe(to);
  });

  test("no name is asked for where the domain is an IP address", async () => {
    const net = inNet({ names: ["example.org"] });
    await net.tool.run("connect xmpps://127.0.0.1:5223");
    expect(net.tls).toEqual([expect.objectContaining({ servername: undefined })]);
  });

  test("the next connection is by direct TLS too", async () => {
    const net = inNet({ names: ["localhost"] });
    for (const line of ["open xmpps://localhost", "disconnect", "open"]) await net.tool.run(line);
    expect(net.asked).toEqual(["localhost 5223", "localhost 5223"]);
    expect(net.tls).toHaveLength(2);
  });

  test("connect sends nothing after the handshake", async () => {
    const net = inNet({ names: ["localhost"] });
    expect(await net.tool.run("connect xmpps://localhost")).toEqual({ status: "passed" });
    expect(net.tool.server.received).toBe("");
    expect(net.tool.clients.current.session.state).toMatchObject({ secure: true, directTls: true });
  });

  test("files that cannot be read are complained about before anything is connected to", async () => {
    const net = inNet();
    const outcome = await net.tool.run("open xmpps://localhost --ca /no/such/file.pem");
    expect(outcome).toMatchObject({ status: "wrong usage" });
    expect(net.asked).toEqual([]);
  });
});

describe("on a connection that is there", () => {
  const present: [string, Outcome["status"]][] = [
    ["open", "passed"],
    ["open example.org", "passed"],
    ["open a.example.net:5299", "passed"],
    ["open example.com", "wrong usage"],
    ["open a.example.net:5222", "wrong usage"],
    ["connect", "wrong usage"],
  ];
  test.each(present)("%s: %s", async (line, status) => {
    const net = inNet({ dns: { records: [record("a.example.net", { port: 5299 })] } });
    await net.tool.run("open example.org");
    expect(await net.tool.run(line)).toMatchObject({ status });
    expect(net.asked).toHaveLength(2);
  });

  test("another address is refused, with what to do", async () => {
    const net = inNet();
    await net.tool.run("open localhost");
    expect(await net.tool.run("open example.org")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot connect to example.org: already connected to localhost:5222 (run "disconnect" first, or use another client, as in "@juliet open example.org")',
    });
  });
});

describe("TLS from the first byte, on a connection that is there,", () => {
  const DIRECTLY = [
    "open xmpps://localhost",
    "open xmpps://localhost:5222",
    "open --direct-tls",
    "open localhost --direct-tls",
    "connect xmpps://localhost:5222",
  ];

  test.each(DIRECTLY)("is refused where it is open in the clear, with what to do: %s", async (line) => {
    const net = inNet({ names: ["localhost"] });
    await net.tool.run("open localhost");
    const before = net.tool.server.received;
    expect(await net.tool.run(line)).toEqual({
      status: "wrong usage",
      reason:
        'Cannot begin with TLS: already connected to localhost:5222 without it (run "starttls", or "disconnect" first)',
    });
    expect(net.tls).toEqual([]);
    expect(net.tool.server.received).toBe(before);
    expect(net.tool.clients.current.session.state).toMatchObject({ connection: "connected", secure: false });
  });

  test.each([
    ["by direct TLS", "connect xmpps://localhost", "open xmpps://localhost"],
    ["by direct TLS, by its port", "connect xmpps://localhost", "open xmpps://localhost:5223"],
    ["by direct TLS, without an address", "connect xmpps://localhost", "open --direct-tls"],
    ["by direct TLS, for connect too", "open xmpps://localhost", "connect xmpps://localhost:5223"],
  ])("passes where it is secure %s", async (_what, first, line) => {
    const net = inNet({ names: ["localhost"] });
    expect(await net.tool.run(first)).toMatchObject({ status: "passed" });
    expect(await net.tool.run(line)).toMatchObject({ status: "passed" });
    expect(net.asked).toEqual(["localhost 5223"]);
    expect(net.tls).toHaveLength(1);
  });

  test("passes where it is secure by STARTTLS", async () => {
    const net = inNet({ names: ["localhost"] });
    for (const line of ["open localhost", "starttls"]) await net.tool.run(line);
    expect(await net.tool.run("open --direct-tls")).toMatchObject({ status: "passed" });
    expect(net.asked).toEqual(["localhost 5222"]);
  });
});

test("what is interrupted while DNS is asked connects to nothing", async () => {
  const controller = new AbortController();
  const tool = tryOut({
    setup: { address: undefined },
    lookUp: async (_domain, _services, signal) => {
      controller.abort();
      signal.throwIfAborted();
      return { records: [] };
    },
  });
  expect(await tool.run("open example.org", controller.signal)).toEqual({ status: "interrupted" });
  expect([...tool.transcript.entries].map(({ type }) => type)).toEqual(["command"]);
});

test("behind a stream error and the end tag, open connects anew, though the server has not yet hung up", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  const error = "<host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>";
  tool.server.send(`${SERVER_HEADER}<stream:error>${error}</stream:error></stream:stream>`);
  expect(await tool.run("open --no-wait")).toEqual({ status: "passed" });
  expect(tool.shown.match(/-- connected to /g)).toHaveLength(2);
});
