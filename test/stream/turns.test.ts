import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { Turns } from "../../src/stream/turns.ts";

function startTurns() {
  const taken: number[] = [];
  let rests = 0;
  const turns = new Turns(
    (bytes) => taken.push(bytes.length),
    () => {
      rests += 1;
    },
  );
  return { turns, taken, rests: () => rests };
}

it("a little is taken at once, and more may come when the event loop has turned", async () => {
  const { turns, taken, rests } = startTurns();
  turns.add(new Uint8Array(100));
  expect([taken, rests()]).toEqual([[100], 0]);
  await setImmediate();
  expect([taken, rests()]).toEqual([[100], 1]);
});

it("much is taken in pieces, with a turn of the event loop between them", async () => {
  const { turns, taken, rests } = startTurns();
  turns.add(new Uint8Array(40_000));
  expect(taken).toEqual([16_384]);
  await setImmediate();
  expect(taken).toEqual([16_384, 16_384]);
  await setImmediate();
  expect([taken, rests()]).toEqual([[16_384, 16_384, 7_232], 0]);
  await setImmediate();
  expect(rests()).toBe(1);
});

it("what comes meanwhile waits behind it", async () => {
  const { turns, taken } = startTurns();
  turns.add(new Uint8Array(20_000));
  turns.add(new Uint8Array(5));
  await setImmediate();
  await setImmediate();
  expect(taken).toEqual([16_384, 3_616, 5]);
});

it("when the connection has ended the rest is taken at once", async () => {
  const { turns, taken } = startTurns();
  turns.add(new Uint8Array(40_000));
  turns.finish();
  expect(taken).toEqual([16_384, 16_384, 7_232]);
  await setImmediate();
  expect(taken).toHaveLength(3);
});

it("when the connection is dropped the rest is nobody's", async () => {
  const { turns, taken } = startTurns();
  turns.add(new Uint8Array(40_000));
  turns.drop();
  turns.add(new Uint8Array(5));
  await setImmediate();
  expect(taken).toEqual([16_384]);
});
