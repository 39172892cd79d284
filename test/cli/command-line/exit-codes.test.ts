import { expect, test } from "vitest";
import { EXIT, exitCode } from "../../../src/cli/command-line/exit-codes.ts";
import type { Outcome } from "../../../src/shell/outcome.ts";

test.each<[Outcome, number]>([
  [{ status: "passed" }, 0],
  [{ status: "failed", reason: "" }, 1],
  [{ status: "wrong usage", reason: "" }, 2],
  [{ status: "no connection", reason: "" }, 3],
  [{ status: "interrupted" }, 130],
])("%j ends the program with %i", (outcome, code) => {
  expect(exitCode(outcome)).toBe(code);
});

test("a bug and the signals have the codes that are documented", () => {
  expect(EXIT).toMatchObject({ bug: 70, interrupted: 130, terminated: 143 });
});
