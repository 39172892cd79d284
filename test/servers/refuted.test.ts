// A server that says success and has not proved that it knows the password: it is looked at when the success comes,
// whoever waits for it.
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { exitCode } from "../../src/cli/command-line/exit-codes.ts";
import { describePosition } from "../../src/explain/due.ts";
import { type FakeServer, header, startFakeServer } from "./harness/fake-server.ts";
import { finishTools, reasonOf, startTool, type Tool } from "./harness/in-process.ts";
import { runPiped } from "./harness/piped.ts";

afterEach(finishTools);

const SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const OFFER = `<stream:features><mechanisms ${SASL}><mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>`;
const element = (name: string, message: string) =>
  `<${name} ${SASL}>${Buffer.from(message).toString("base64")}</${name}>`;
const SUCCESS = `<success ${SASL}/>`;
/** Nobody's signature. */
const FORGED = element("success", "v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
const SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

/** Goes on with the client's nonce, as the rules are. */
function challengeTo(auth: string): string {
  const [, first = ""] = /<auth [^>]*>([^<]*)</.exec(auth) ?? [];
  const [, nonce = ""] = /r=([^,]*)/.exec(Buffer.from(first, "base64").toString()) ?? [];
  return element("challenge", `r=${nonce}SERVER,s=${SALT},i=4096`);
}

/** What it answers to `<auth/>`, and to `<response/>`. */
interface Answers {
  readonly auth?: (auth: string) => string;
  readonly response?: string;
}

async function startServer({ auth = challengeTo, response = "" }: Answers): Promise<FakeServer> {
  const server = await startFakeServer((text, fake) => {
    const mechanisms = `<mechanisms ${SASL}><mechanism>SCRAM-SHA-1</mechanism></mechanisms>`;
    if (text.includes("<stream:stream"))
      fake.send(`${header}<stream:features>${mechanisms}</stream:features>`);
    else if (text.includes("</stream:stream>")) fake.end("</stream:stream>");
    else if (text.includes("<auth")) fake.send(auth(text));
    else if (text.includes("<response")) fake.send(response);
  });
  onTestFinished(() => server.stop());
  return server;
}

async function meet(answers: Answers): Promise<{ server: FakeServer; tool: Tool }> {
  const server = await startServer(answers);
  const tool = startTool({ address: `127.0.0.1:${server.port}` });
  expect(await tool.run("open")).toMatchObject({ status: "passed" });
  return { server, tool };
}

const NOT_PROVED = "server not proved, disconnect next";
const BELIEVED = /^ {4}-- SCRAM-SHA-1: the server is not to be believed, because (.*)$/m;

/** It was said, with what shows it, and where this leaves the user. */
function expectRefuted(tool: Tool, why: RegExp): void {
  expect(BELIEVED.exec(tool.shown)?.[1]).toMatch(why);
  expect(describePosition(tool.clients.current.session.state)).toBe(NOT_PROVED);
}

const silent = () => "";

describe("a success that nobody waits for any more is looked at all the same:", () => {
  it("behind the challenge, in one write", async () => {
    const { server, tool } = await meet({ auth: (auth) => challengeTo(auth) + SUCCESS });
    const outcome = await tool.run("auth me test");
    expect(exitCode(outcome)).toBe(1);
    expectRefuted(tool, /before we proved anything/);
    // The proof is not sent to it.
    expect(server.received()).not.toContain("<response");
  });

  it("behind the challenge at which --step has stopped", async () => {
    const { server, tool } = await meet({});
    expect(await tool.run("auth me test --step")).toMatchObject({ status: "passed" });
    server.send(SUCCESS);
    await tool.receives(SUCCESS);
    expectRefuted(tool, /before we proved anything/);
    expect(reasonOf(await tool.run("respond"))).toContain("no challenge waits");
  });

  it("after Ctrl-C", async () => {
    const { server, tool } = await meet({ response: "" });
    const interrupt = new AbortController();
    const running = tool.runUntil(interrupt.signal, "auth me test");
    await server.receives("</response>");
    interrupt.abort();
    expect(exitCode(await running)).toBe(130);
    server.send(FORGED);
    await tool.receives(FORGED);
    expectRefuted(tool, /signature is wrong/);
  });

  it("after the time is up", async () => {
    const { server, tool } = await meet({ auth: silent });
    expect(reasonOf(await tool.run("auth me test --timeout 50ms"))).toContain("no reply within 50ms");
    server.send(SUCCESS);
    await tool.receives(SUCCESS);
    expectRefuted(tool, /before we proved anything/);
  });

  it("with --no-wait", async () => {
    const { tool } = await meet({ auth: () => SUCCESS });
    expect(await tool.run("auth me test --no-wait")).toMatchObject({ status: "passed" });
    await tool.receives(SUCCESS);
    expectRefuted(tool, /before we proved anything/);
  });

  it("of an exchange by hand it is said that nothing has shown anything", async () => {
    const { tool } = await meet({ response: FORGED });
    await tool.run("auth me test --step");
    expect(await tool.run("respond YmFk")).toMatchObject({ status: "passed" });
    expect(tool.shown).toMatch(/-- this exchange was made by hand: nothing has shown /);
    expect(tool.shown).not.toMatch(BELIEVED);
  });
});

it("what shows it is an entry with the values, which a pipe gets masked", async () => {
  const server = await startServer({ response: FORGED });
  const address = `127.0.0.1:${server.port}`;
  const run = (...options: string[]) => runPiped([address, ...options], ["open", "auth me test", "restart"]);
  const masked = await run();
  expect(masked.code).toBe(1);
  expect(masked.messages).toMatch(
    /^line 2: Cannot believe the server, though it says success: .*Do not go on with this connection \(run "disconnect"\)\n$/,
  );
  expect(masked.output).toMatch(BELIEVED);
  expect(masked.output).toMatch(/^ {7}v .*= \[redacted\]$/m);
  expect(masked.output + masked.messages).not.toMatch(/AAAAAAAA|SERVER|W22Za/);
  expect(masked.output).not.toContain("> restart");

  const shown = await run("--show-secrets");
  expect(shown.output).toContain("= AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  // Not in what may be stored elsewhere, though.
  expect(shown.messages).not.toContain("AAAAAAAA");
});

describe("a run from a pipe ends with exit code 1 also where nobody waited:", () => {
  it.each([
    ["--no-wait", { auth: () => SUCCESS }, ["auth me test --no-wait"], /^at the end: /],
    [
      "--step",
      { auth: (auth: string) => challengeTo(auth) + SUCCESS },
      ["auth me test --step"],
      /^at the end: /,
    ],
    [
      "--step, and another line",
      { auth: (auth: string) => challengeTo(auth) + SUCCESS },
      ["auth me test --step", "restart"],
      /^line 3: before this line /,
    ],
  ])("%s", async (_, answers, lines, where) => {
    const server = await startServer(answers);
    const { code, output, messages } = await runPiped([`127.0.0.1:${server.port}`], ["open", ...lines]);
    expect(code).toBe(1);
    expect(messages).toMatch(where);
    expect(messages).toContain("the server said success without proving that it knows your password");
    expect(output).toMatch(BELIEVED);
    expect(server.received().match(/<stream:stream/g)).toHaveLength(1);
  });

  it.each([
    ["while a line closes the stream", ["auth me test --no-wait", "close"]],
    ["while the end of the input closes it", ["auth me test --step"]],
  ])("it comes %s", async (_, lines) => {
    const server = await startFakeServer((text, fake) => {
      if (text.includes("<stream:stream")) fake.send(header + OFFER);
      else if (text.includes("<auth") && lines.length === 1) fake.send(challengeTo(text));
      // And it is gone before anybody could look where the client stands.
      else if (text.includes("</stream:stream>")) fake.end(`${SUCCESS}</stream:stream>`);
    });
    onTestFinished(() => server.stop());
    const { code, output } = await runPiped([`127.0.0.1:${server.port}`], ["open", ...lines]);
    expect(output).toMatch(BELIEVED);
    expect(code).toBe(1);
  });
});

describe("a challenge that must not be answered", () => {
  it.each([
    ["nonce", (nonce: string) => `r=not-${nonce}SERVER,s=${SALT},i=4096`, /^ {7}r = \[redacted\]$/m],
    ["salt", (nonce: string) => `r=${nonce}SERVER,s=%%%,i=4096`, /^ {7}s = \[redacted\]$/m],
  ])("shows what does not fit, the %s, which a pipe gets masked", async (_, message, row) => {
    const server = await startServer({
      auth: (auth) => {
        const [, first = ""] = /<auth [^>]*>([^<]*)</.exec(auth) ?? [];
        const [, nonce = ""] = /r=([^,]*)/.exec(Buffer.from(first, "base64").toString()) ?? [];
        return element("challenge", message(nonce));
      },
    });
    const address = `127.0.0.1:${server.port}`;
    const { code, output, messages } = await runPiped([address], ["open", "auth me test"]);
    expect(code).toBe(1);
    expect(messages).toMatch(/^line 2: Cannot go on with SCRAM-SHA-1, because of what the server says: /);
    expect(output).toMatch(/^ {4}-- SCRAM-SHA-1: what does not fit \(values taken out; /m);
    expect(output).toMatch(row);
    expect(output + messages).not.toMatch(/SERVER|W22Za|%%%/);
  });
});

describe.each(["EXTERNAL", "ANONYMOUS"])("%s has one message", (mechanism) => {
  const EMPTY = `<challenge ${SASL}/>`;

  it("which answers one empty challenge, and no more", async () => {
    const { server, tool } = await meet({ auth: () => EMPTY, response: EMPTY });
    const outcome = await tool.run(`auth --mechanism ${mechanism}`);
    expect(exitCode(outcome)).toBe(1);
    expect(reasonOf(outcome)).toMatch(
      new RegExp(`^Cannot go on with ${mechanism}, .*${mechanism} has one message, and it was sent`),
    );
    expect(server.received().match(/<response/g)).toHaveLength(1);
  });

  it("and no challenge that asks for more", async () => {
    const { server, tool } = await meet({ auth: () => element("challenge", "who?") });
    expect(reasonOf(await tool.run(`auth --mechanism ${mechanism}`))).toContain("has one message");
    expect(server.received()).not.toContain("<response");
  });
});

it.each(["PLAIN", "SCRAM-SHA-1", "ANONYMOUS", "EXTERNAL"])(
  "--channel-binding with %s, which has none, is wrong usage",
  async (mechanism) => {
    const { server, tool } = await meet({});
    const outcome = await tool.run(`auth me test --mechanism ${mechanism} --channel-binding tls-exporter`);
    expect(exitCode(outcome)).toBe(2);
    expect(reasonOf(outcome)).toContain(
      `Cannot bind to the channel: ${mechanism} does not, only the mechanisms with -PLUS do`,
    );
    expect(server.received()).not.toContain("<auth");
  },
);
