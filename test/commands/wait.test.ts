import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

test("wait takes as long as it says", async () => {
  const tool = tryOut();
  const began = performance.now();
  expect(await tool.run("wait 30ms")).toEqual({ status: "passed" });
  // Node's timers may end up to a millisecond early.
  expect(performance.now() - began).toBeGreaterThan(28);
  expect(tool.shown).toBe("waited 30ms\n");
});

test("what arrives meanwhile is in the inbox", async () => {
  const tool = tryOut();
  await tool.run("open --no-wait");
  const waiting = tool.run("wait 1ms");
  tool.server.send(
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><a/>",
  );
  await waiting;
  expect(tool.clients.current.session.inbox.unclaimed).toHaveLength(1);
});

test("Ctrl-C ends it", async () => {
  const interrupt = new AbortController();
  const waiting = tryOut().run("wait 30m", interrupt.signal);
  setImmediate(() => setImmediate(() => interrupt.abort()));
  expect(await waiting).toEqual({ status: "interrupted" });
});

test.each(["wait", "wait soon", "wait 5", "wait 1d", "wait -1s", "wait 40000m", "wait 1s 2s"])(
  "it refuses what is no duration: %s",
  async (line) => {
    expect(await tryOut().run(line)).toMatchObject({ status: "wrong usage" });
  },
);
