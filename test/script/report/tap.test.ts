import { describe, expect, test } from "vitest";
import { tap } from "../../../src/script/report/tap.ts";
import { FAILED, failedWith, PASSED, resultOf, SKIPPED, WRONG } from "./results.ts";

test("each script is a test point, with what there is to say beneath it", () => {
  expect(tap([PASSED, FAILED, WRONG, SKIPPED])).toBe(`TAP version 13
1..4
ok 1 - login.xmpp: Log in with SASL PLAIN
  ---
  duration_ms: 120
  ...
not ok 2 - login.xmpp
  ---
  message: "the reply does not match"
  status: "failed"
  at:
    file: "login.xmpp"
    line: 7
    column: 1
  source: "bind desk"
  client: "main"
  expected:
    - "<iq type=\\"result\\">"
    - "  <bind/>"
    - "</iq>"
  arrived: "#12, #14"
  duration_ms: 120
  ...
not ok 3 - rooms/join.xmpp
  ---
  message: "Cannot run \\"save\\": a script may not save"
  status: "wrong usage"
  at:
    file: "rooms/join.xmpp"
    line: 2
    column: 1
  errors:
    - "rooms/join.xmpp:2:1: Cannot run \\"save\\": a script may not save"
    - "rooms/join.xmpp:5:12: Cannot expand 'room': it is not defined"
  duration_ms: 1
  ...
ok 4 - c2s.xmpp # SKIP it has not the tag login
`);
});

test("what came nearest is told with its difference", () => {
  const lines = [
    { side: "expected", depth: 0, text: "<bind/>" },
    { side: "received", depth: 0, text: "<session/>" },
  ] as const;
  const failed = failedWith({ mismatch: { expected: "<bind/>", arrived: [14], nearest: { n: 14, lines } } });
  expect(tap([failed])).toContain(
    `\n  nearest:\n    entry: 14\n    difference:\n      - "- <bind/>"\n      - "+ <session/>"\n  duration_ms`,
  );
});

test("a run of no scripts is a plan for none", () => {
  expect(tap([])).toBe("TAP version 13\n1..0 # SKIP there are no scripts\n");
});

describe("what would be read as TAP or YAML is not", () => {
  test.each<[string, string, string]>([
    ["a # in a title", tap([resultOf({ title: "room #1" })]), "ok 1 - login.xmpp: room \\#1"],
    ["a backslash in a file's name", tap([resultOf({ file: "a\\b.xmpp" })]), "ok 1 - a\\\\b.xmpp"],
    [
      "a newline in a title",
      tap([resultOf({ title: "a\nnot ok 2" })]),
      "ok 1 - login.xmpp: a\\\\nnot ok 2\n",
    ],
    ["a reason for skipping", tap([resultOf({ status: "skipped", why: "a\n# b" })]), "# SKIP a\\\\n\\# b"],
    [
      "control characters",
      tap([failedWith({ reason: "\x1b[2J\u2028\uffff" })]),
      '"\\\\x1b[2J\\\\u2028\\\\uffff"',
    ],
    [
      "the end of a diagnostic in a pattern",
      tap([failedWith({ mismatch: { expected: "\n...\n  ok 2", arrived: [] } })]),
      '  expected:\n    - ""\n    - "..."\n    - "  ok 2"\n  arrived: "nothing"\n',
    ],
  ])("%s", (_what, report, expected) => {
    expect(report).toContain(expected);
  });
});

test("remarks are told of scripts that passed as well", () => {
  expect(tap([resultOf({ remarks: ["a stream error came at the end"] })])).toContain(
    '  remarks:\n    - "a stream error came at the end"\n',
  );
});

test("what could be looked into no further says its status at least", () => {
  expect(tap([resultOf({ status: "interrupted" })])).toContain('  message: "interrupted"\n');
});
