import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inPieces } from "../../../src/cli/programs/in-pieces.ts";

function* manyRows(taken: string[]): Generator<string> {
  for (let n = 0; n < 10_000; n += 1) {
    const row = `row ${n} ${"x".repeat(40)}`;
    taken.push(row);
    yield row;
  }
}

test("between the pieces of a long text everything else has its turn, and rows are made as they are taken", async () => {
  const taken: string[] = [];
  let turns = 0;
  const others = (async () => {
    while (taken.length < 10_000) {
      await setImmediate();
      turns += 1;
    }
  })();
  let text = "";
  for await (const piece of inPieces(manyRows(taken))) {
    if (text === "") expect(taken.length).toBeLessThan(2000);
    text += piece;
  }
  await others;
  expect(turns).toBeGreaterThan(3);
  expect(text).toBe(taken.map((row) => `${row}\n`).join(""));
});

test("a text is one piece", async () => {
  const pieces: string[] = [];
  for await (const piece of inPieces("one\ntwo")) pieces.push(piece);
  expect(pieces).toEqual(["one\ntwo\n"]);
});
