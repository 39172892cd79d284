import { describe, expect, test } from "vitest";
import { brokenStream } from "../../src/shell/broken-stream.ts";
import { SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

async function received(text: string): Promise<TryOut> {
  const tool = tryOut();
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER + text);
  return tool;
}

const STREAM_ERROR =
  "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";

describe("a stream error that no step waited for", () => {
  test("is told, with its condition, once", async () => {
    const { clients } = await received(STREAM_ERROR);
    expect(brokenStream(clients.current)).toBe("the stream ended with the error conflict");
    expect(brokenStream(clients.current)).toBeUndefined();
  });

  test("leaves the rest of the inbox as it is", async () => {
    const { clients } = await received(`<message/>${STREAM_ERROR}`);
    brokenStream(clients.current);
    expect(clients.current.session.inbox.unclaimed.map(({ event }) => event.raw)).toEqual(["<message/>"]);
  });

  test("is that client's, and nobody else's", async () => {
    const { clients } = await received(STREAM_ERROR);
    expect(brokenStream(clients.named("juliet"))).toBeUndefined();
  });
});

test("a stream error that was expected is not told again", async () => {
  const tool = await received(STREAM_ERROR);
  await tool.run("expect <stream:error/>");
  expect(brokenStream(tool.clients.current)).toBeUndefined();
});

test("a stream that ended without an error is not broken", async () => {
  const { clients } = await received("</stream:stream>");
  expect(brokenStream(clients.current)).toBeUndefined();
});

test("a connection that was dropped for what the server sent says for what", async () => {
  const { clients } = await received("<a>".repeat(1200));
  expect(brokenStream(clients.current)).toBe("the connection was dropped: policy-violation");
});
