import { describe, expect, it } from "vitest";
import { joinProgress, readProgress, writeProgress } from "../../src/lessons/progress.ts";

const some = new Map([
  ["streams", { tasks: 3, isDone: true }],
  ["binding", { tasks: 1, isDone: false }],
]);

describe("progress", () => {
  it("is the same after it was written and read", () => {
    expect(readProgress(writeProgress(some))).toEqual(some);
  });

  it("is never less when two records are joined", () => {
    const other = new Map([
      ["streams", { tasks: 1, isDone: false }],
      ["binding", { tasks: 2, isDone: false }],
    ]);
    const joined = new Map([
      ["streams", { tasks: 3, isDone: true }],
      ["binding", { tasks: 2, isDone: false }],
    ]);
    expect(joinProgress(some, other)).toEqual(joined);
    expect(joinProgress(other, some)).toEqual(joined);
  });

  it.each(["", "{", "[]", '{"lessons": 3}', "null"])("is not read out of %j", (text) => {
    expect(readProgress(text)).toBeUndefined();
  });

  it("passes over what is no record of a lesson", () => {
    expect(readProgress('{"lessons": {"a": 3, "b": {"tasks": "x", "done": true}}}')).toEqual(
      new Map([["b", { tasks: 0, isDone: true }]]),
    );
  });

  it("keeps names that objects have of themselves", () => {
    const odd = new Map([["constructor", { tasks: 1, isDone: true }]]);
    expect(readProgress(writeProgress(odd))).toEqual(odd);
  });
});
