// The connection of an external component (XEP-0114), by `component` and by `handshake`.
import { describe, expect, test } from "vitest";
import { describePosition } from "../../src/explain/due.ts";
import { type TryOut, type TryOutOptions, tryOut } from "../helpers/try-out.ts";

const HEADER =
  "<?xml version='1.0'?><stream:stream to='ext.localhost' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>";
const ANSWER =
  "<?xml version='1.0'?><stream:stream from='ext.localhost' id='3BF96D32' xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>";
// Of the id above and the secret "test", as in the example of XEP-0114 §3.
const HASH = "aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e";
const streamError = (condition: string) =>
  `<stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`;

interface Answers extends TryOutOptions {
  readonly header?: string;
  readonly handshake?: string;
}

/** A tool at a server that answers the header and the handshake. */
function atServer({ header = ANSWER, handshake = "<handshake/>", ...options }: Answers = {}): TryOut {
  const tool = tryOut(options);
  tool.server.onData((text) => {
    if (text.includes("<stream:stream")) tool.server.send(header);
    if (text.startsWith("<handshake")) tool.server.send(handshake);
  });
  return tool;
}

function position({ clients }: TryOut): string {
  return describePosition(clients.current.session.state);
}

describe("step by step", () => {
  test("the header is answered by a header alone, and the handshake is next", async () => {
    const tool = atServer();
    expect(await tool.run("component ext.localhost")).toMatchObject({ status: "passed" });
    expect(tool.server.received).toBe(HEADER);
    expect(position(tool)).toBe("stream open, handshake next");
  });

  test("the handshake is the hash of stream id and secret, and what is left is to talk", async () => {
    const tool = atServer();
    await tool.run("component ext.localhost");
    expect(await tool.run("handshake test")).toMatchObject({ status: "passed" });
    expect(tool.server.received).toBe(`${HEADER}<handshake>${HASH}</handshake>`);
    expect(position(tool)).toBe("authenticated");
    expect(tool.clients.current.session.state.authenticated).toBe("ext.localhost");
  });

  test.each<[string, Answers]>([
    ["in the environment", { environment: { XMPP_PASSWORD: "test" } }],
    ["asked for", { secrets: ["test"] }],
  ])("without a secret it is one that is %s", async (_where, options) => {
    const tool = atServer(options);
    await tool.run("component ext.localhost");
    await tool.run("handshake");
    expect(tool.server.received).toContain(HASH);
  });

  test("a hash that was computed elsewhere goes out as it is", async () => {
    const tool = atServer();
    await tool.run("component ext.localhost");
    await tool.run("handshake --hash ABC");
    expect(tool.server.received).toBe(`${HEADER}<handshake>ABC</handshake>`);
  });

  test("a handshake typed as XML authenticates as well", async () => {
    const tool = atServer();
    await tool.run("component ext.localhost");
    expect(await tool.run(`<handshake>${HASH}</handshake>`)).toMatchObject({ status: "passed" });
    expect(position(tool)).toBe("authenticated");
  });

  test("before the server's header there is no stream id to compute it from", async () => {
    const tool = tryOut();
    await tool.run("component ext.localhost --no-wait");
    expect(await tool.run("handshake test")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot compute the handshake: the server has sent no stream id (run "component DOMAIN" first, or give --hash HEX)',
    });
    expect(tool.server.received).toBe(HEADER);
  });
});

describe("in one line", () => {
  test("the secret on the line sends the handshake behind the server's header", async () => {
    const tool = atServer();
    expect(await tool.run("component ext.localhost test")).toMatchObject({
      status: "passed",
      reply: { entry: { event: { raw: "<handshake/>" } } },
    });
    expect(tool.server.received).toBe(`${HEADER}<handshake>${HASH}</handshake>`);
  });

  test("a wrong secret is the stream error that comes in place of <handshake/>", async () => {
    const tool = atServer({ handshake: streamError("not-authorized") });
    expect(await tool.run("component ext.localhost wrong")).toMatchObject({
      status: "failed",
      reason: "stream error: not-authorized",
    });
    expect(tool.shown).toContain(
      'not-authorized: the secret is not the one that the server knows of "ext.localhost"',
    );
    expect(position(tool)).not.toContain("authenticated");
  });

  test("where a stream error follows the header at once, no handshake is sent", async () => {
    const tool = atServer({ header: ANSWER + streamError("host-unknown") });
    expect(await tool.run("component ext.localhost test")).toEqual({
      status: "failed",
      reason: "stream error: host-unknown",
    });
    expect(tool.server.received).toBe(HEADER);
    expect(tool.shown).toContain('host-unknown: the server has no component "ext.localhost" on this port');
  });

  test("without waiting there is no id, so nothing is sent", async () => {
    const tool = tryOut();
    expect(await tool.run("component ext.localhost test --no-wait")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(/^Cannot compute the handshake with --no-wait: /),
    });
    expect(tool.server.received).toBe("");
  });
});

describe("where it connects", () => {
  test.each<[string, Answers, string, string]>([
    ["the usual port of components", {}, "", "localhost:5347"],
    [
      "the host of the command line's address, not its port",
      { setup: { address: "[::1]:15222" } },
      "",
      "[::1]:5347",
    ],
    [
      "plain TCP, where the address says TLS",
      { setup: { address: "xmpps://xmpp.test" } },
      "",
      "xmpp.test:5347",
    ],
    ["the port that the command line says", { setup: { componentPort: "15347" } }, "", "localhost:15347"],
    ["a port that the line says", {}, " --port 5275", "localhost:5275"],
    ["a host that the line says", {}, " --host ::1", "[::1]:5347"],
  ])("%s", async (_what, options, words, where) => {
    const tool = atServer(options);
    await tool.run(`component ext.localhost${words}`);
    expect(tool.shown).toContain(`connected to ${where} [`);
    expect(tool.clients.current.session.state.secure).toBe(false);
  });

  test("a connection on which nothing was said yet is taken", async () => {
    const tool = atServer();
    await tool.run("connect localhost:15347");
    expect(await tool.run("component ext.localhost")).toMatchObject({ status: "passed" });
    expect(tool.clients.current.session.state.port).toBe(15347);
  });

  test("one with a stream is not", async () => {
    const tool = atServer();
    await tool.run("open --no-wait");
    expect(await tool.run("component ext.localhost")).toEqual({
      status: "wrong usage",
      reason:
        'Cannot open a component\'s stream: already connected to localhost:5222 (run "disconnect" first, or use another client, as in "@ext component ext.localhost")',
    });
  });

  test("what is no port is told", async () => {
    expect(await tryOut().run("component ext.localhost --port x")).toEqual({
      status: "wrong usage",
      reason: 'Cannot use the port "x": a port is a number from 1 to 65535',
    });
  });
});

describe("with the computation shown", () => {
  const EXPLAINED = [
    "component: the handshake (XEP-0114 §3)",
    "stream id = 3BF96D32",
    "secret = test",
    "text = stream id secret\n         = 3BF96D32test",
    `sent = hexadecimal(SHA-1(text)), in lower case\n         = ${HASH}`,
  ];

  test.each([
    [["component ext.localhost test --explain"]],
    [["component ext.localhost", "handshake test --explain"]],
    [["set explain all", "component ext.localhost test"]],
  ])("%j shows the stream id, the secret, both together and the hash", async (lines) => {
    const tool = atServer();
    for (const line of lines) await tool.run(line);
    for (const text of EXPLAINED) expect(tool.shown).toContain(text);
  });

  test("without it nothing is shown but what goes over the wire", async () => {
    const tool = atServer();
    await tool.run("component ext.localhost test");
    expect(tool.shown).not.toContain("stream id =");
  });

  test("where others see it, the secret and what helps to find it are left out", async () => {
    const tool = atServer({ isPrivate: false });
    await tool.run("component ext.localhost test --explain");
    expect(tool.shown).toContain("stream id = 3BF96D32");
    expect(tool.shown).not.toContain("= test");
    expect(tool.shown).not.toContain("3BF96D32test");
    expect(tool.shown).not.toContain(HASH);
    expect(tool.shell.mask("component ext.localhost s3cr3t")).toBe("component ext.localhost [redacted]");
    expect(tool.shell.mask("handshake s3cr3t")).toBe("handshake [redacted]");
    expect(tool.shell.mask("handshake --hash=abcd")).toBe("handshake --hash=[redacted]");
  });
});

describe("what it sends then", () => {
  async function authenticated(): Promise<TryOut> {
    const tool = atServer();
    await tool.run("component ext.localhost test");
    return tool;
  }

  test.each([
    ["ping localhost", 'to="localhost" from="ext.localhost"'],
    ["version me@localhost/desk", 'to="me@localhost/desk" from="ext.localhost"'],
    ["disco info localhost", 'to="localhost" from="ext.localhost"'],
  ])("%s says whom it is from", async (line, addresses) => {
    const tool = await authenticated();
    await tool.run(`${line} --no-wait`);
    expect(tool.server.received).toMatch(new RegExp(`<iq type="get" id="id-\\d+" ${addresses}>`));
  });

  test.each([
    [
      "message me@localhost hello",
      '<message to="me@localhost" from="ext.localhost"><body>hello</body></message>',
    ],
    [
      "message me@localhost hello --from bot@ext.localhost",
      '<message to="me@localhost" from="bot@ext.localhost"><body>hello</body></message>',
    ],
    ["presence --to me@localhost", '<presence to="me@localhost" from="ext.localhost"/>'],
    [
      "presence --to me@localhost --from bot@ext.localhost",
      '<presence to="me@localhost" from="bot@ext.localhost"/>',
    ],
    [
      "iq result --id a --to me@localhost",
      '<iq type="result" id="a" to="me@localhost" from="ext.localhost"/>',
    ],
    [
      "iq result --id a --to me@localhost --from bot@ext.localhost",
      '<iq type="result" id="a" to="me@localhost" from="bot@ext.localhost"/>',
    ],
  ])("%s is from its domain, or from whom the line says", async (line, sent) => {
    const tool = await authenticated();
    const { length } = tool.server.received;
    await tool.run(line);
    expect(tool.server.received.slice(length)).toBe(sent);
    expect(tool.shown).not.toContain('no "from"');
  });

  test.each([
    ["reply", '<iq type="result" id="v1" to="me@localhost/desk" from="bot@ext.localhost"/>'],
    [
      "reply --error service-unavailable",
      '<iq type="error" id="v1" to="me@localhost/desk" from="bot@ext.localhost"><error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>',
    ],
  ])("%s is from whom the request was for", async (line, sent) => {
    const tool = await authenticated();
    const { length } = tool.server.received;
    tool.server.send(
      "<iq type='get' id='v1' from='me@localhost/desk' to='bot@ext.localhost'><query xmlns='jabber:iq:version'/></iq>",
    );
    expect(await tool.run(line)).toEqual({ status: "passed" });
    expect(tool.server.received.slice(length)).toBe(sent);
    expect(tool.clients.current.session.state.requests).toEqual([]);
  });

  test("a request without an address has nobody to go to, for the stream's domain is its own", async () => {
    const tool = await authenticated();
    expect(await tool.run("ping")).toMatchObject({
      status: "wrong usage",
      reason: expect.stringMatching(/^Cannot ask the domain of the stream: .*"ext\.localhost" \(say whom/),
    });
  });

  test.each([
    ["<message to='me@localhost'/>", 'no "from": a component says in each stanza whom it is from'],
    ["<message from='ext.localhost'/>", 'no "to": a component says in each stanza whom it is for'],
    ["handshake test --no-wait", "already authenticated: one handshake is enough"],
  ])("%s is remarked on", async (line, remark) => {
    const tool = await authenticated();
    await tool.run(line);
    expect(tool.shown).toContain(`-- ${remark}`);
  });

  test("a stanza with both addresses is not", async () => {
    const tool = await authenticated();
    const before = tool.shown.length;
    await tool.run("<message from='ext.localhost' to='me@localhost'/>");
    expect(tool.shown.slice(before)).not.toContain("--");
  });

  test("a stanza before the handshake is", async () => {
    const tool = atServer();
    await tool.run("component ext.localhost");
    await tool.run("<message from='ext.localhost' to='me@localhost'/>");
    expect(tool.shown).toContain("-- a stanza before the handshake. Servers differ: ");
  });
});

describe("when the connection has gone", () => {
  async function closed(line = "component ext.localhost test --port 15347"): Promise<TryOut> {
    const tool = atServer();
    await tool.run(line);
    await tool.run("disconnect");
    return tool;
  }

  test("a component is next, at the port that it was connected to", async () => {
    const tool = await closed();
    expect(position(tool)).toBe("offline, component next");
    const { length } = tool.shown;
    await tool.run("next --do");
    expect(tool.shown.slice(length)).toContain('next runs "component ext.localhost --port 15347": ');
    expect(tool.shown.slice(length)).toContain("connected to localhost:15347 [");
    expect(position(tool)).toBe("stream open, handshake next");
  });

  test("whoever sends something is told of it", async () => {
    const tool = await closed();
    expect(await tool.run("ping localhost")).toEqual({
      status: "no connection",
      reason: 'Cannot ping: not connected (run "component ext.localhost --port 15347" first)',
    });
  });

  test("and after a client's header a client is next", async () => {
    const tool = await closed();
    await tool.run("open --no-wait");
    await tool.run("disconnect");
    expect(position(tool)).toBe("offline, open next");
  });

  test("a domain that is no word is not put on a line", async () => {
    const tool = await closed(HEADER.replace("to='ext.localhost'", "to='a b'"));
    expect(await tool.run("next --do")).toEqual({
      status: "wrong usage",
      reason: "Cannot do the next step: it is for you to say which domain",
    });
  });
});

test("a port for clients is told by the header that the server answers with", async () => {
  const clients = ANSWER.replace("component:accept", "client");
  const tool = atServer({ header: clients + streamError("invalid-namespace") });
  await tool.run("component ext.localhost");
  expect(tool.shown).toContain("invalid-namespace: this port is for clients, not for components");
});

test("a <handshake/> on a client's stream authenticates nobody", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(
    `${ANSWER.replace("component:accept", "client")}<handshake xmlns='jabber:component:accept'/>`,
  );
  expect(tool.clients.current.session.state.authenticated).toBeUndefined();
});
