import { describe, expect, test } from "vitest";
import { LastEntries } from "../../src/script/last-entries.ts";
import type { Played } from "../../src/script/player.ts";
import { readScript } from "../../src/script/read.ts";
import type { ScriptResult } from "../../src/script/result.ts";
import { resultOf } from "../../src/script/result-of.ts";
import { stepsOf } from "../../src/script/script.ts";
import type { Mismatch } from "../../src/shell/expecting/mismatch.ts";
import type { Outcome } from "../../src/shell/outcome.ts";
import { tryOut } from "../helpers/try-out.ts";

const SCRIPT = "# Log in\nopen\nauth me secret\nexpect\n  <a/>\n";

/** What comes of the script when this comes of its step of that number. */
function told(outcome: Outcome, { step = 1, isStopped = false, showsSecrets = false } = {}): ScriptResult {
  const tool = tryOut();
  const { script } = readScript("login.xmpp", Buffer.from(SCRIPT), new Set(["open", "auth", "expect"]));
  const failing = stepsOf(script)[step];
  const isFailed = outcome.status !== "passed" && failing !== undefined;
  const played: Played = {
    outcome,
    passed: step,
    isStopped,
    ...(isFailed ? { failed: { step: failing, client: "main" } } : {}),
  };
  return resultOf(script, played, {
    milliseconds: 12,
    remarks: ["a remark"],
    last: new LastEntries(tool.transcript, { showsSecrets }),
    showsSecrets,
    mask: (line) => tool.shell.mask(line),
  });
}

test("a script that passed has its title, its steps and no failure", () => {
  expect(told({ status: "passed" }, { step: 3 })).toEqual({
    file: "login.xmpp",
    title: "Log in",
    status: "passed",
    steps: 3,
    passed: 3,
    milliseconds: 12,
    failure: undefined,
    errors: [],
    remarks: ["a remark"],
  });
});

describe("a script that did not pass has the step that ended it", () => {
  test.each<[Outcome, string]>([
    [{ status: "failed", reason: "no reply" }, "no reply"],
    [{ status: "no connection", reason: "Cannot connect" }, "Cannot connect"],
    [{ status: "wrong usage", reason: "Cannot auth" }, "Cannot auth"],
    [{ status: "interrupted" }, "it was interrupted here"],
  ])("%o", (outcome, reason) => {
    expect(told(outcome, { step: 2 })).toMatchObject({
      status: outcome.status,
      passed: 2,
      failure: {
        file: "login.xmpp",
        at: { line: 4, column: 1 },
        source: "expect",
        client: "main",
        reason,
        mismatch: undefined,
        last: [],
      },
    });
  });
});

test("a script that somebody stopped is interrupted, though nothing has failed", () => {
  expect(told({ status: "passed" }, { isStopped: true })).toMatchObject({
    status: "interrupted",
    passed: 1,
    failure: undefined,
  });
});

describe("secrets", () => {
  const mismatch: Mismatch = {
    expected: "<q><password>one</password></q>",
    arrived: [3],
    nearest: {
      n: 3,
      lines: [
        { side: "expected", depth: 0, text: "<password>one</password>" },
        { side: "received", depth: 0, text: "<password>two</password>" },
      ],
    },
  };
  const failed: Outcome = { status: "failed", reason: "it differs", mismatch };

  test("are taken out of the line and out of what differs", () => {
    const { failure } = told(failed);
    expect(failure?.source).toBe("auth me [redacted]");
    expect(failure?.mismatch).toEqual({
      expected: "<q><password>[redacted]</password></q>",
      arrived: [3],
      nearest: {
        n: 3,
        lines: [
          { side: "expected", depth: 0, text: "<password>[redacted]</password>" },
          { side: "received", depth: 0, text: "<password>[redacted]</password>" },
        ],
      },
    });
  });

  test("are taken out where another line says that they are secret", () => {
    const lines = [
      { side: "both", depth: 0, text: "<field var='password'>" },
      { side: "expected", depth: 1, text: "<value>one</value>" },
      { side: "received", depth: 1, text: "<value>two</value>" },
      { side: "both", depth: 0, text: "</field>" },
      { side: "received", depth: 0, text: "<value>plain</value>" },
    ] as const;
    const { failure } = told({ ...failed, mismatch: { ...mismatch, nearest: { n: 3, lines } } });
    expect(failure?.mismatch?.nearest?.lines.map(({ text }) => text)).toEqual([
      "<field var='password'>",
      "<value>[redacted]</value>",
      "<value>[redacted]</value>",
      "</field>",
      "<value>plain</value>",
    ]);
  });

  test("are kept where they are to be shown", () => {
    const { failure } = told(failed, { showsSecrets: true });
    expect(failure?.source).toBe("auth me secret");
    expect(failure?.mismatch).toEqual(mismatch);
  });
});
