// What comes in the clear behind <proceed/> would be taken for what the server said under TLS (RFC 6120 §5.4.3.3).
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { PROCEED, STARTTLS_FEATURES } from "../helpers/tls-server.ts";
import { type FakeServer, header, startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";
import { runPiped } from "./harness/piped.ts";

afterEach(finishTools);

const SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
const STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

/** What an attacker can slip in: anything, however little. */
const injected = [
  ["an element", SUCCESS],
  ["the features that are to come", `${header}<stream:features/>`],
  ["whitespace", " "],
  ["a newline", "\n"],
  ["text", "text"],
  ["half a character", Buffer.from([0xc3])],
  ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe])],
  ["the beginning of an element", "<succ"],
] as const;

/** The rule is told wherever it is noticed: before TLS has begun, or by TLS itself. */
const NO_TLS_BUT = /in the clear before TLS had begun|what came behind <proceed\/> is no TLS/;

/** A server that answers <starttls/> as it is told, and never does TLS. */
async function startServer(answer: (server: FakeServer) => void): Promise<FakeServer> {
  const server = await startFakeServer((text, fake) => {
    if (text.includes("<stream:stream")) fake.send(header + STARTTLS_FEATURES);
    if (text.includes("<starttls")) answer(fake);
    if (text.includes("</stream:stream>")) fake.end("</stream:stream>");
  });
  onTestFinished(() => server.stop());
  return server;
}

const glued = (data: string | Uint8Array) => Buffer.concat([Buffer.from(PROCEED), Buffer.from(data)]);

function toolFor({ port }: FakeServer): Tool {
  return startTool({ address: `127.0.0.1:${port}`, domain: "example.test" });
}

/** The connection was dropped, it was said why, and neither TLS was begun nor anything else sent. */
async function expectDropped(tool: Tool, server: FakeServer): Promise<void> {
  await tool.untilOffline();
  const { state } = tool.clients.current.session;
  expect(state).toMatchObject({ connection: "offline", secure: false });
  expect(state.authenticated).toBeUndefined();
  expect(state.features).toBeUndefined();
  expect(tool.shown).toMatch(/^ {4}-- injected-plaintext: .*RFC 6120 §5\.4\.3\.3/m);
  expect(tool.shown).toMatch(/^ {4}-- disconnected by this side$/m);
  const sent = server.received();
  expect(sent.slice(sent.indexOf("<starttls"))).toMatch(/^<starttls [^>]*>$/);
}

describe.each(injected)("%s in the same write as <proceed/>", (_, data) => {
  it("is said and dropped, and nothing of it is taken for a reply", async () => {
    const server = await startServer((fake) => fake.send(glued(data)));
    const tool = toolFor(server);
    const outcome = await tool.run("open", "starttls");
    expect(outcome.status).not.toBe("passed");
    await expectDropped(tool, server);
    for (const line of ["restart", "auth me test", "tls"])
      expect(await tool.run(line)).toMatchObject({ status: expect.not.stringMatching("passed") });
    await expectDropped(tool, server);
  });

  it("is dropped too where <starttls/> was typed by hand", async () => {
    const server = await startServer((fake) => fake.send(glued(data)));
    const tool = toolFor(server);
    await tool.run("open", STARTTLS);
    expect(await tool.run("tls")).toMatchObject({ status: expect.not.stringMatching("passed") });
    await expectDropped(tool, server);
  });

  it("is recorded as it came, and as insecure", async () => {
    const server = await startServer((fake) => fake.send(glued(data)));
    const tool = toolFor(server);
    await tool.run("open", "starttls");
    const traffic = tool.entries.flatMap((entry) => (entry.type === "traffic" ? [entry] : []));
    const behind = traffic.slice(traffic.findIndex(({ event }) => event.raw === PROCEED) + 1);
    expect(behind).toMatchObject([{ from: "server", secure: false, event: { rule: "injected-plaintext" } }]);
    const event = behind[0]?.event;
    const bytes = event && "bytes" in event ? Buffer.from(event.bytes ?? []) : Buffer.alloc(0);
    expect(Buffer.concat([Buffer.from(event?.raw ?? ""), bytes])).toEqual(Buffer.from(data));
  });
});

it("what comes after <proceed/> in a write of its own, before TLS begins, is dropped as well", async () => {
  const server = await startServer((fake) => fake.send(PROCEED));
  const tool = toolFor(server);
  await tool.run("open", STARTTLS);
  server.send(SUCCESS);
  await expectDropped(tool, server);
  expect(await tool.run("tls")).toMatchObject({ status: "no connection" });
});

it("a packet of its own right behind <proceed/> is taken for nothing, whenever it is read", async () => {
  const server = await startServer((fake) => {
    fake.send(PROCEED);
    // The client does not wait for it: it may come before TLS is begun or behind the client's first bytes of TLS.
    setImmediate(() => fake.send(SUCCESS));
  });
  const tool = toolFor(server);
  const outcome = await tool.run("open", "starttls");
  expect(outcome).toMatchObject({ status: expect.not.stringMatching("passed") });
  await tool.untilOffline();
  expect(`${reasonOf(outcome)} ${tool.shown}`).toMatch(new RegExp(`${NO_TLS_BUT.source}|injected-plaintext`));
  const { state, inbox } = tool.clients.current.session;
  expect(state).toMatchObject({ connection: "offline", secure: false });
  expect(state.authenticated).toBeUndefined();
  expect(inbox.unclaimed.map(({ event }) => event.raw)).not.toContain(SUCCESS);
});

it("plaintext in place of the server's first TLS bytes ends the handshake, and is taken for nothing", async () => {
  const server = await startFakeServer((text, fake) => {
    if (text.includes("<stream:stream")) fake.send(header + STARTTLS_FEATURES);
    else if (text.includes("<starttls")) fake.send(PROCEED);
    else if (text !== "") fake.send(SUCCESS);
  });
  onTestFinished(() => server.stop());
  const tool = toolFor(server);
  expect(await tool.run("open", "starttls")).toMatchObject({
    status: "no connection",
    reason: expect.stringMatching(NO_TLS_BUT),
  });
  expect(tool.clients.current.session.state.authenticated).toBeUndefined();
  expect(tool.clients.current.session.inbox.unclaimed.map(({ event }) => event.raw)).not.toContain(SUCCESS);
});

describe("a run from a pipe", () => {
  it.each([
    ["starttls", ["starttls"], /^line 2: .*injected-plaintext/],
    ["by hand", [STARTTLS], /^at the end: .*injected-plaintext/],
    ["by hand, tls", [STARTTLS, "tls"], /^line 3: .*injected-plaintext/],
    ["--no-wait", ["starttls --no-wait"], /^at the end: .*injected-plaintext/],
  ])("fails with the rule, without TLS having been begun: %s", async (_, lines, reason) => {
    const server = await startServer((fake) => fake.send(glued(" ")));
    const address = `127.0.0.1:${server.port}`;
    const { code, output, messages } = await runPiped([address], ["open", ...lines]);
    expect(code).toBe(1);
    expect(messages).toMatch(reason);
    expect(messages).toMatch(/^.*\n$/);
    expect(output).toContain("-- injected-plaintext: ");
    expect(server.received()).not.toContain("\u0016\u0003");
  });

  it("goes no further", async () => {
    const server = await startServer((fake) => fake.send(glued(SUCCESS)));
    const address = `127.0.0.1:${server.port}`;
    const { code, output } = await runPiped([address], ["open", "starttls", "restart"]);
    expect(code).toBe(1);
    expect(output).not.toContain("> restart");
  });
});
