import { describe, expect, test } from "vitest";
import { PLAIN_SETUP } from "../../src/cli/command-line/setup.ts";
import { makeWorkbench } from "../../src/cli/workbench.ts";
import { NO_COLOR } from "../../src/render/themes/theme.ts";
import { logIn, NONCE, SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";
import { NO_TLS } from "../session/conversation.ts";

async function loggedIn(): Promise<TryOut> {
  const tool = tryOut();
  await logIn(tool);
  return tool;
}

/** Answers whatever the client sends next. */
function answer(tool: TryOut, reply: string): void {
  let isAnswered = false;
  tool.server.onData(() => {
    if (!isAnswered) tool.server.send(reply);
    isAnswered = true;
  });
}

const FAILURE = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
const STREAM_ERROR =
  "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
const STANZA_ERROR =
  "<iq type='error' id='id-2' from='localhost'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
const PING = "iq get --to localhost <ping xmlns='urn:xmpp:ping'/>";

describe("a step fails", () => {
  test.each([
    ["when its iq is answered with an error", PING, STANZA_ERROR, "stanza error: service-unavailable"],
    [
      "when its iq is answered with an error that says nothing",
      PING,
      "<iq type='error' id='id-2' from='localhost'/>",
      "stanza error: without an error element",
    ],
    ["when the stream ends with an error", PING, STREAM_ERROR, "stream error: policy-violation"],
    ["when the server closes the stream", PING, "</stream:stream>", "no reply: the server closed the stream"],
  ])("%s", async (_what, line, reply, reason) => {
    const tool = await loggedIn();
    answer(tool, reply);
    expect(await tool.run(line)).toMatchObject({ status: "failed", reason });
  });

  test("when SASL fails", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    answer(tool, FAILURE);
    expect(await tool.run("auth me wrong")).toMatchObject({
      status: "failed",
      reason: "SASL failure: not-authorized",
    });
  });

  test("when the connection ends", async () => {
    const tool = await loggedIn();
    tool.server.onData(() => tool.server.close());
    expect(await tool.run(PING)).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^no reply: localhost:5222 closed the connection/),
    });
  });

  test("when no reply comes in time, which it says with how to wait longer", async () => {
    const tool = await loggedIn();
    expect(await tool.run(`${PING.replace("iq get", "iq get --timeout 10ms")}`)).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(
        /^no reply within 10ms: the reply to iq id-2 \(asked for in #\d+\) has not come.*--timeout waits longer/,
      ),
    });
  });

  test("when a server stalls in the middle of a tag, and what has come of it is told", async () => {
    const tool = tryOut();
    tool.server.onData(() => tool.server.send(`${SERVER_HEADER}<stream:feat`));
    const outcome = await tool.run("open --timeout 10ms");
    expect(outcome).toMatchObject({ status: "failed", reason: expect.stringContaining("within 10ms") });
    expect(tool.shown + JSON.stringify(outcome)).toContain("<stream:feat");
  });

  test("after the time that is set where the line says none", async () => {
    const tool = await loggedIn();
    await tool.run("set timeout 10ms");
    expect(await tool.run(PING)).toMatchObject({ reason: expect.stringContaining("no reply within 10ms") });
  });
});

test("a duration that cannot be read sends nothing", async () => {
  const tool = await loggedIn();
  const before = tool.server.received;
  expect(await tool.run("bind --timeout 5")).toEqual({
    status: "wrong usage",
    reason: 'Cannot read the duration "5": write for example 500ms, 5s or 2m',
  });
  expect(tool.server.received).toBe(before);
});

test("Ctrl-C ends the wait, and the session goes on", async () => {
  const tool = await loggedIn();
  const wait = new AbortController();
  const sent = new Promise<void>((resolve) => tool.server.onData(() => resolve()));
  const outcome = tool.run(PING, wait.signal);
  await sent;
  wait.abort();
  expect(await outcome).toEqual({ status: "interrupted" });
  expect(tool.clients.current.session.state.connection).toBe("connected");
  answer(tool, "<iq type='result' id='id-3' from='localhost'/>");
  expect(await tool.run(PING)).toMatchObject({ status: "passed" });
});

describe("--no-wait", () => {
  test("passes at once, and how it ended is known later", async () => {
    const tool = tryOut();
    expect(await tool.run("open --no-wait")).toEqual({ status: "passed" });
    const background = tool.shell.background();
    tool.server.send(`${SERVER_HEADER}<stream:features/>`);
    expect(await background).toMatchObject({ status: "passed" });
  });

  test("leaves the reply in the inbox", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    tool.server.send(`${SERVER_HEADER}<stream:features/>`);
    expect(tool.clients.current.session.inbox.unclaimed.map(({ event }) => event.raw)).toEqual([
      "<stream:features/>",
    ]);
  });

  test("is told of a refusal later", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    tool.server.send(`${SERVER_HEADER}<stream:features/>`);
    await tool.shell.background();
    await tool.run("auth me wrong --no-wait");
    const background = tool.shell.background();
    tool.server.send(FAILURE);
    expect(await background).toMatchObject({ status: "failed", reason: "SASL failure: not-authorized" });
  });

  test("is no crash where the server has closed the connection already", async () => {
    const workbench = makeWorkbench(
      { ...PLAIN_SETUP, address: "localhost" },
      {
        theme: NO_COLOR,
        columns: () => 0,
        write: () => {},
        warn: () => {},
        askSecret: async () => "",
        confirm: async () => false,
        isInteractive: true,
        quit: () => {},
        isPrivate: true,
        lines: "left out",
        environment: {},
        version: "0.0.0",
      },
      {
        connect: async (_endpoint, listener) => {
          listener.closed();
          return {
            peer: "127.0.0.1:5222",
            isWritable: true,
            write: () => {},
            end: () => {},
            destroy: () => {},
            ...NO_TLS,
          };
        },
        now: () => 0,
        id: () => "1",
        nonce: async () => NONCE,
        random: () => 0,
        lookUp: async () => ({ records: [] }),
        readFile: async () => new Uint8Array(),
        writeFile: async () => {},
      },
    );
    const { shell } = workbench;
    const outcome = await shell.run(shell.read("open --no-wait"), new AbortController().signal);
    const later = await shell.background();
    expect(outcome.status === "passed" ? later : outcome).toMatchObject({ status: "no connection" });
  });
});

describe("@name", () => {
  test("before a line makes that client run it, once", async () => {
    const tool = tryOut();
    await tool.run("@juliet connect");
    expect([...tool.clients].map(({ name, session }) => [name, session.state.connection])).toEqual([
      ["main", "offline"],
      ["juliet", "connected"],
    ]);
    expect(tool.clients.current.name).toBe("main");
  });

  test("alone switches from here on", async () => {
    const tool = tryOut();
    await tool.run("@juliet");
    await tool.run("connect");
    expect(tool.clients.named("juliet").session.state.connection).toBe("connected");
  });
});
