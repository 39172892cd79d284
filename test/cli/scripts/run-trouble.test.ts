// Servers that are not there, go away, say nothing or too much; and somebody who ends the run.
import { afterEach, describe, expect, test } from "vitest";
import {
  type Connection,
  type Handler,
  type ObligingServer,
  startObligingServer,
} from "../../servers/harness/obliging-server.ts";
import { runProgram } from "../../servers/harness/program.ts";
import { endingOf, logIn, useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
const servers: ObligingServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
const start = async (handler?: Handler, host?: string) => {
  const server = await startObligingServer(handler, host);
  servers.push(server);
  return server;
};
const at = ({ port }: { readonly port: number }) => [
  "--server",
  `127.0.0.1:${port}`,
  "--domain",
  "localhost",
];

const RESET = "<stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";

/** Does something when a client has sent this, and what servers do with all else. */
const when = (sent: string, answer: (connection: Connection) => void): Handler => {
  return (piece, connection) => {
    if (piece !== sent) return false;
    answer(connection);
    return true;
  };
};

describe("a server", () => {
  test("that is not there is told of with the step that would connect", async () => {
    const server = await startObligingServer();
    await server.stop();
    const run = await scripts.play(`# Nobody\n${logIn}`, ...at(server));
    expect(endingOf(run)).toMatch(
      /^script\.xmpp:2:1: Cannot connect to 127\.0\.0\.1:\d+.*: nothing listens there/,
    );
    expect(run.code).toBe(3);
  });

  test.each<[string, (connection: Connection) => void]>([
    ["ends the stream", ({ end }) => end("</stream:stream>")],
    ["ends the connection", ({ end }) => end()],
    ["resets the connection", ({ reset }) => reset()],
    ["sends a stream error", ({ end }) => end(`${RESET}</stream:stream>`)],
    ["sends what is no XML", ({ send }) => send("<a></b>")],
  ])("that %s amid a script ends the wait at once", async (_how, trouble) => {
    const server = await start(when("<now/>", trouble));
    const run = await scripts.play(
      `${logIn}send <now/>\nexpect --timeout 60s <a/>\npresence\n`,
      ...at(server),
    );
    expect(endingOf(run)).toMatch(/^script\.xmpp:6:1: what was expected has not come\b/);
    expect(run.code).toBe(1);
    expect(server.received()).not.toContain("<presence");
  });

  test("that goes away when all has been done fails nothing", async () => {
    const server = await start(when("</stream:stream>", ({ reset }) => reset()));
    expect(endingOf(await scripts.play(logIn, ...at(server)))).toBe("passed");
  });

  test("that never answers a request fails the step when its time is over", async () => {
    const server = await start();
    const run = await scripts.play(
      `${logIn}iq get <query xmlns="urn:x"/>\n`,
      ...at(server),
      "--timeout",
      "100ms",
    );
    expect(endingOf(run)).toMatch(/^script\.xmpp:5:1: no reply within 100ms/);
    expect(run.code).toBe(1);
  });

  test("that never says a word fails the first step, and does not hold up the end", async () => {
    const server = await start(() => true);
    const run = await scripts.play(logIn, ...at(server), "--timeout", "100ms");
    expect(endingOf(run)).toMatch(/^script\.xmpp:1:1: no reply within 100ms/);
  });

  test("that never closes its stream does not hold up the end", async () => {
    const server = await start((piece) => piece === "</stream:stream>");
    expect(endingOf(await scripts.play(logIn, ...at(server)))).toBe("passed");
  });

  test("that floods is waited out, and what is told of it stays short", async () => {
    const one = "<message from='flood@localhost'><body>again and again</body></message>";
    const server = await start(
      when("<now/>", ({ send }) => {
        for (let n = 0; n < 200; n += 1) send(one.repeat(100));
        send("<done/>");
      }),
    );
    const passing = await scripts.play(`${logIn}send <now/>\nexpect --timeout 25s <done/>\n`, ...at(server));
    expect(endingOf(passing)).toBe("passed");
    const failing = await scripts.play(
      `${logIn}send <now/>\nexpect --timeout 2s <message from="flood@localhost"><body>once</body></message>\n`,
      ...at(server),
    );
    expect(failing.code).toBe(1);
    expect(failing.messages.length).toBeLessThan(100_000);
  }, 60_000);

  test("that sends an element without an end is cut off by the limit, not by memory", async () => {
    const server = await start(
      when("<now/>", ({ send }) => {
        send("<message><body>");
        for (let n = 0; n < 60; n += 1) send("x".repeat(1_000_000));
      }),
    );
    const run = await scripts.play(`${logIn}send <now/>\nexpect --timeout 20s <message/>\n`, ...at(server));
    expect(run.code).toBe(1);
    expect(run.messages.length).toBeLessThan(100_000);
  }, 60_000);
});

test("an expression that could be made to take for ever is done quickly", async () => {
  const server = await start(
    when("<now/>", ({ send }) => {
      send(`<message><body>${"a".repeat(50_000)}!</body></message>`);
    }),
  );
  const run = await scripts.play(
    `${logIn}send <now/>\nexpect --timeout 2s\n  <message><body>{re:(a+)+$}</body></message>\n`,
    ...at(server),
  );
  expect(endingOf(run)).toMatch(/^script\.xmpp:6:1: what was expected has not come within 2s/);
});

test("a body of 20 MB goes out whole", async () => {
  let size = 0;
  const server = await start((piece, { send }) => {
    if (!piece.startsWith("<message")) return false;
    size = piece.length;
    send("<message id='got'/>");
    return true;
  });
  const body = "0123456789abcde\n".repeat(1_310_720);
  const run = await scripts.play(
    `${logIn}send\n  <message><body>${body.replaceAll("\n", "\n  ")}</body></message>\nexpect --timeout 25s\n  <message id="got"/>\n`,
    ...at(server),
  );
  expect(endingOf(run)).toBe("passed");
  expect(size).toBe(`<message><body>${body}</body></message>`.length);
}, 60_000);

describe("Ctrl-C", () => {
  test("ends the wait, tells what ran, closes the streams, and begins no other script", async () => {
    const server = await start();
    await scripts.write("1.xmpp", logIn);
    await scripts.write(
      "2.xmpp",
      `${logIn}@juliet open\nsend <waiting/>\nexpect --timeout 60s <a/>\npresence\n`,
    );
    await scripts.write("3.xmpp", logIn);
    const program = scripts.start("1.xmpp", "2.xmpp", "3.xmpp", ...at(server), "--report", "tap");
    await server.receives("<waiting/>");
    program.signal("SIGINT");
    const { code, output, messages } = await program.ended;
    expect(code).toBe(130);
    expect(messages).toMatch(/^ok {7}1\.xmpp/m);
    expect(messages).toMatch(/^INTERRUPTED {2}2\.xmpp \(6 of 8 steps/m);
    expect(messages).toMatch(/^2\.xmpp:7:1: it was interrupted here$/m);
    expect(messages).toMatch(/^skipped {2}3\.xmpp \(the run was interrupted\)$/m);
    expect(messages).toMatch(/^1 passed, 1 interrupted, 1 skipped in /m);
    expect(output).toMatch(/^ok 1 .*\nnot ok 2 .*\nok 3 .*# SKIP/ms);
    expect(server.received(2)).toMatch(/<waiting\/><\/stream:stream>$/);
    expect(server.received(3)).toMatch(/<\/stream:stream>$/);
    expect(server.received()).not.toContain("<presence");
    expect(server.connections).toBe(3);
  });

  test("wins over everything else that went wrong", async () => {
    const server = await start();
    await scripts.write("1.xmpp", "opne\n");
    await scripts.write("2.xmpp", `${logIn}send <waiting/>\nwait 1m\n`);
    const program = scripts.start(".", ...at(server));
    await server.receives("<waiting/>");
    program.signal("SIGINT");
    expect((await program.ended).code).toBe(130);
  });

  test("and kill end a step that waits for its first answer", async () => {
    const server = await start(() => true);
    await scripts.write("1.xmpp", logIn);
    const waiting = scripts.start("1.xmpp", ...at(server), "--timeout", "60s");
    await server.receives("<stream:stream");
    waiting.signal("SIGTERM");
    expect((await waiting.ended).code).toBe(143);
  });
});

describe("a script reaches no other host than the one pointed at:", () => {
  // It is never connected to: what would reach another host is told before.
  const pointed = ["--server", "server.example"];

  test.each<[string, (port: number) => string]>([
    ["open", (port) => `open 127.0.0.1:${port}`],
    ["open with a scheme", (port) => `open xmpp://127.0.0.1:${port}`],
    ["open by a variable", (port) => `define h 127.0.0.1:${port}\nopen \${h}`],
    ["open by a name", (port) => `open localhost:${port}`],
    ["open --host", (port) => `open server.example --host 127.0.0.1 --port ${port}`],
    ["connect", (port) => `connect 127.0.0.1:${port}`],
    ["another client", (port) => `@juliet open 127.0.0.1:${port}`],
    ["component", (port) => `component ext.localhost secret --host 127.0.0.1 --port ${port}`],
  ])("not by %s", async (_how, line) => {
    const server = await start();
    await scripts.write("script.xmpp", `${line(server.port)}\n`);
    const run = await runProgram(["run", "script.xmpp", ...pointed], { folder: scripts.folder });
    expect(endingOf(run)).toMatch(
      /^script\.xmpp:\d:1: Cannot connect to \S+: a script reaches one server only/,
    );
    expect(endingOf(run)).toContain("--allow-hosts");
    expect(run.code).toBe(2);
    expect(server.connections).toBe(0);
  });

  test("unless --allow-hosts names it", async () => {
    const server = await start();
    const run = await scripts.play(
      `open 127.0.0.1:${server.port} --to localhost\n`,
      ...pointed,
      ...["--allow-hosts", "127.0.0.1"],
    );
    expect(endingOf(run)).toBe("passed");
    expect(server.received()).toContain("<stream:stream");
  });

  test("and --allow-hosts for one host lets no other be reached", async () => {
    const server = await start();
    await scripts.write("script.xmpp", `open 127.0.0.1:${server.port}\n`);
    const args = ["run", "script.xmpp", ...pointed, "--allow-hosts", "other.example"];
    expect((await runProgram(args, { folder: scripts.folder })).code).toBe(2);
    expect(server.connections).toBe(0);
  });
});

test("what a server sends is shown, never obeyed", async () => {
  const server = await start(
    when("<now/>", ({ send }) => {
      send(`<message><body>\u202ered\u009b31m</body></message>`);
    }),
  );
  const script = `${logIn}send <now/>\nexpect --timeout 100ms <message><body>\u202edone</body></message>\n`;
  const { messages, output } = await scripts.play(script, ...at(server), "--report", "tap", "--verbose");
  expect(messages).toContain("\\u202e");
  expect(messages + output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
});
