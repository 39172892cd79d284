import { describe, expect, test } from "vitest";
import { stage } from "../helpers/stage.ts";
import { answerHandshake, tryOut } from "../helpers/try-out.ts";

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
