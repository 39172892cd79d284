import { expect, test } from "vitest";
import { json } from "../../../src/script/report/json.ts";
import { FAILED, failedWith, PASSED, resultOf, SKIPPED, stanza, WRONG } from "./results.ts";

/** What a program reads. */
function read(report: string): { readonly summary: unknown; readonly files: readonly unknown[] } {
  return JSON.parse(report);
}

test("the results are one object, with the counts first", () => {
  const report = json([PASSED, FAILED, WRONG, SKIPPED], { version: "1.2.3" });
  expect(report).toMatch(
    /^\{\n {2}"format": "xmpp-repl results",\n {2}"version": 1,\n {2}"tool": "xmpp-repl 1\.2\.3",\n/,
  );
  expect(report.endsWith("}\n")).toBe(true);
  expect(read(report).summary).toEqual({
    files: 4,
    passed: 1,
    failed: 1,
    "wrong usage": 1,
    "no connection": 0,
    interrupted: 0,
    skipped: 1,
    milliseconds: 241,
  });
});

test("a script that passed says how much it did", () => {
  expect(read(json([PASSED], { version: "" })).files).toEqual([
    {
      file: "login.xmpp",
      status: "passed",
      title: "Log in with SASL PLAIN",
      steps: 9,
      passed: 9,
      milliseconds: 120,
      errors: [],
      remarks: [],
    },
  ]);
});

test("a failure says where, what was expected, what arrived, and what happened last, as --log has it", () => {
  const failed = failedWith({
    mismatch: {
      expected: "<presence/>",
      arrived: [3],
      nearest: { n: 3, lines: [{ side: "received", depth: 0, text: "<iq/>" }] },
    },
    last: [stanza(3, "S", "<iq/>")],
  });
  expect(read(json([failed], { version: "" })).files).toMatchObject([
    {
      status: "failed",
      passed: 4,
      failure: {
        file: "login.xmpp",
        line: 7,
        column: 1,
        source: "bind desk",
        client: "main",
        reason: "the reply does not match",
        expected: "<presence/>",
        arrived: [3],
        nearest: { n: 3, lines: [{ side: "received", depth: 0, text: "<iq/>" }] },
        last: [
          {
            n: 3,
            at: 0,
            client: "main",
            type: "traffic",
            from: "server",
            secure: false,
            event: { type: "element", kind: "stanza", raw: "<iq/>", breaches: [] },
          },
        ],
      },
    },
  ]);
});

test("what is wrong with a script is told with its places", () => {
  expect(read(json([WRONG], { version: "" })).files).toMatchObject([
    {
      status: "wrong usage",
      errors: [
        { file: "rooms/join.xmpp", line: 2, column: 1, reason: 'Cannot run "save": a script may not save' },
        { file: "rooms/join.xmpp", line: 5, column: 12, reason: "Cannot expand 'room': it is not defined" },
      ],
    },
  ]);
});

test("why a script was skipped is told", () => {
  expect(read(json([SKIPPED], { version: "" })).files).toMatchObject([{ why: "it has not the tag login" }]);
});

test("a terminal obeys nothing in it, and the text is the same", () => {
  const title = "\x1b[2J\u009b\u202e\x7f\r\n";
  const report = json([resultOf({ title })], { version: "" });
  expect(report).toContain('"\\u001b[2J\\u009b\\u202e\\u007f\\r\\n"');
  expect(read(report).files).toMatchObject([{ title }]);
});

test("thousands of results are no trouble", () => {
  const many = Array.from({ length: 5000 }, () => FAILED);
  expect(read(json(many, { version: "" })).files).toHaveLength(5000);
});
