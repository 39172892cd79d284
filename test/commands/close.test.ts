import { describe, expect, test } from "vitest";
import { type MemoryServer, memoryServer } from "../../src/stream/memory.ts";
import { stage } from "../helpers/stage.ts";
import { answerHandshake, MECHANISMS, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

const STREAM_ERROR =
  "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

test("close sends the end tag and waits for the server's", async () => {
  const tool = tryOut();
  answerHandshake(tool.server);
  await tool.run("open");
  expect(await tool.run("close")).toMatchObject({ status: "passed" });
  expect(tool.server.received).toMatch(/<\/stream:stream>$/);
});

test("it says so where nothing is connected", async () => {
  expect(await tryOut().run("close")).toEqual({
    status: "no connection",
    reason: 'Cannot close: not connected (run "open" first)',
  });
});

describe("close --if-open", () => {
  test("closes a stream that is open", async () => {
    const { play, servers } = stage();
    expect(await play("open", "close --if-open")).toEqual({ status: "passed" });
    expect(servers[0]?.received).toMatch(/<\/stream:stream>$/);
  });

  test.each<[string, readonly string[]]>([
    ["was never opened", []],
    ["was closed", ["open", "close"]],
    ["was dropped", ["open", "disconnect"]],
    ["ended with an error", ["open", "send <bad"]],
  ])("passes and sends nothing where the stream %s", async (_what, rows) => {
    const { play, servers } = stage({
      behaviour: (text, server) => {
        if (text === "<bad") server.send(STREAM_ERROR);
      },
    });
    await play(...rows);
    const before = servers[0]?.received;
    expect(await play("close --if-open")).toEqual({ status: "passed" });
    expect(servers[0]?.received).toBe(before);
  });
});

test("without --if-open a stream error that came before fails it", async () => {
  const { play } = stage({
    behaviour: (text, server) => {
      if (text === "<bad") server.send(STREAM_ERROR);
    },
  });
  expect(await play("open", "send <bad", "close")).toMatchObject({
    status: "failed",
    reason: expect.stringContaining("before this step the stream ended with the error conflict"),
  });
});

describe("close --all", () => {
  const END = /<\/stream:stream>$/;

  test("closes the open streams of all clients, and tells how each has ended", async () => {
    const { tool, servers, play } = stage();
    await play("open", "@juliet open", "@romeo connect");
    expect(await tool.run("close --all")).toEqual({ status: "passed" });
    expect(servers[0]?.received).toMatch(END);
    expect(servers[1]?.received).toMatch(END);
    expect(servers[2]?.received).toBe("");
    expect(tool.shown).toMatch(/\nmain: closed\n[\s\S]*\njuliet: closed\n$/);
  });

  test("--no-wait waits for none of them", async () => {
    const servers = [memoryServer(), memoryServer()];
    const next = [...servers];
    const tool = tryOut({
      network:
        (connect) =>
        async (...place) =>
          await (next.shift()?.connect ?? connect)(...place),
    });
    await tool.run("open --no-wait");
    await tool.run("@juliet open --no-wait");
    for (const server of servers) server.send(SERVER_HEADER + MECHANISMS);
    // Nobody ever answers: with a wait this would not end.
    expect(await tool.run("close --all --no-wait --timeout 0s")).toEqual({ status: "passed" });
    for (const server of servers) expect(server.received).toMatch(END);
    expect(tool.shown).toMatch(/\nmain: its end tag is sent\n[\s\S]*\njuliet: its end tag is sent\n/);
  });

  test("with a timeout that cannot be read closes none of them, and says so once", async () => {
    const { tool, servers, play } = stage();
    await play("open", "@juliet open");
    const before = tool.shown;
    expect(await tool.run("close --all --timeout 5x")).toEqual({
      status: "wrong usage",
      reason: 'Cannot read the duration "5x": write for example 500ms, 5s or 2m',
    });
    expect(tool.shown).toBe(before);
    for (const { received } of servers) expect(received).not.toMatch(END);
  });

  test("does not let the terminal obey what a client is called", async () => {
    const tool = tryOut();
    await tool.run("open --no-wait");
    tool.server.send(SERVER_HEADER + MECHANISMS);
    tool.clients.rename(tool.clients.current, "\x1b[31mx");
    await tool.run("close --all --no-wait");
    expect(tool.shown).toContain("\n\\x1b[31mx: ");
    expect(tool.shown).not.toContain("\x1b");
  });

  test("says so where no stream is open", async () => {
    const tool = tryOut();
    expect(await tool.run("close --all")).toEqual({ status: "passed" });
    expect(tool.shown).toBe("no stream is open\n");
  });

  test("closes the others where one does not answer, and fails", async () => {
    const tool = tryOut({
      network:
        () =>
        async (...place) => {
          const server = memoryServer();
          server.onData((text) => {
            if (text.includes("<stream:stream")) server.send(SERVER_HEADER + MECHANISMS);
            else if (tool.clients.find("juliet")?.session.state.closedBy.includes("client"))
              server.send("</stream:stream>");
          });
          return await server.connect(...place);
        },
    });
    await tool.run("open");
    await tool.run("@juliet open");
    expect(await tool.run("close --all --timeout 20ms")).toMatchObject({
      status: "failed",
      reason: "1 of 2 streams did not close properly",
    });
    expect(tool.shown).toMatch(/\njuliet: closed\nmain: no reply[^\n]*\n$/);
  });

  test("lets no server that does not answer keep the others waiting", async () => {
    const servers: MemoryServer[] = [];
    const tool = tryOut({
      network:
        () =>
        async (...place) => {
          const server = memoryServer();
          servers.push(server);
          server.onData((text) => {
            if (text.includes("<stream:stream")) server.send(SERVER_HEADER + MECHANISMS);
            // The first answers only what comes behind the end of the second: in turn that would take for ever.
            else if (server === servers[1]) for (const one of servers) one.send("</stream:stream>");
          });
          return await server.connect(...place);
        },
    });
    await tool.run("open");
    await tool.run("@juliet open");
    expect(await tool.run("close --all --timeout 0s")).toEqual({ status: "passed" });
  });

  test("is saved as the end of each", async () => {
    const { tool, play } = stage();
    await play("open", "@juliet open");
    await tool.run("close --all");
    await tool.run("save saved.xmpp");
    const rows = (tool.saved.get("saved.xmpp") ?? "").split("\n").filter((row) => row.includes("close"));
    expect(rows).toEqual(["close", "@juliet close"]);
  });
});
