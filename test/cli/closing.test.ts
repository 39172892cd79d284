// The end of the program while streams are open.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MECHANISMS, SERVER_HEADER, tryOut } from "../helpers/try-out.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function withStream() {
  const tool = tryOut();
  tool.server.onData((text) => {
    if (text.includes("<stream:stream")) tool.server.send(SERVER_HEADER + MECHANISMS);
  });
  await tool.run("open");
  const said: string[] = [];
  const hurry = new AbortController();
  const finish = () => tool.finish({ signal: hurry.signal, waits: (what) => said.push(what) });
  return { tool, said, hurry, finish };
}

it("says what it waits for, and on record is what has not come", async () => {
  const { tool, said, finish } = await withStream();
  const finished = finish();
  vi.advanceTimersByTime(399);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["the server's </stream:stream>"]);
  vi.advanceTimersByTime(1600);
  await finished;
  expect(tool.shown).toMatch(
    /C: <\/stream:stream>\n {4}-- the server's <\/stream:stream> has not come in 2 s \(RFC 6120 §4\.4\)\n {4}-- disconnected by this side/,
  );
});

it("does not wait any longer than the user", async () => {
  const { tool, hurry, finish } = await withStream();
  const finished = finish();
  hurry.abort();
  await finished;
  expect(tool.shown).toMatch(
    /-- the server's <\/stream:stream> has not come \(RFC 6120 §4\.4\)\n {4}-- disconnected/,
  );
});

it("says nothing of a server that answers", async () => {
  const { tool, said, finish } = await withStream();
  tool.server.onData((text) => {
    if (text !== "</stream:stream>") return;
    tool.server.send("</stream:stream>");
    tool.server.close();
  });
  await finish();
  vi.advanceTimersByTime(5000);
  expect(said).toEqual([]);
  expect(tool.shown).not.toContain("has not come");
});
