import { describe, expect, test } from "vitest";
import { NO_COLOR } from "../../../src/render/themes/theme.ts";
import { failureLines, remarkLines, resultLine, summaryLine } from "../../../src/script/report/lines.ts";
import type { Failure, ScriptResult } from "../../../src/script/result.ts";
import { FAILED, failedWith, PASSED, resultOf, SKIPPED, stanza, WRONG } from "./results.ts";

const PLAIN = { theme: NO_COLOR, width: 0, view: "pretty" } as const;

function shown(result: ScriptResult, width = 0): string {
  return failureLines(result, { ...PLAIN, width }).join("\n");
}

describe("a script is one line", () => {
  test.each<[string, ScriptResult, string]>([
    ["that passed", PASSED, "ok       login.xmpp: Log in with SASL PLAIN (9 steps, 120 ms)"],
    ["that has one step", resultOf({ steps: 1, passed: 1 }), "ok       login.xmpp (1 step, 120 ms)"],
    ["that took long", resultOf({ milliseconds: 61_250 }), "ok       login.xmpp (9 steps, 61.3 s)"],
    ["that failed", FAILED, "FAILED   login.xmpp (4 of 9 steps, 120 ms)"],
    ["that could not be run", WRONG, "CANNOT RUN  rooms/join.xmpp (0 of 9 steps, 1 ms)"],
    [
      "that could not connect",
      resultOf({ status: "no connection", passed: 0 }),
      "NO CONNECTION  login.xmpp (0 of 9 steps, 120 ms)",
    ],
    [
      "that was interrupted",
      resultOf({ status: "interrupted", passed: 2 }),
      "INTERRUPTED  login.xmpp (2 of 9 steps, 120 ms)",
    ],
    ["that was skipped", SKIPPED, "skipped  c2s.xmpp (it has not the tag login)"],
    ["that was skipped without a word", resultOf({ status: "skipped" }), "skipped  login.xmpp"],
    [
      "whatever its title",
      resultOf({ title: "a\x1b[2J\nb" }),
      "ok       login.xmpp: a\\x1b[2J\\nb (9 steps, 120 ms)",
    ],
  ])("%s", (_what, result, line) => {
    expect(resultLine(result, NO_COLOR)).toBe(line);
  });
});

test("a failure is told with its place, what was expected, what arrived, and what happened last", () => {
  const failed = failedWith({
    source: '@juliet iq get <query xmlns="jabber:iq:roster"/>',
    at: { line: 7, column: 9 },
    mismatch: { expected: '<iq type="result">\n  <bind/>\n</iq>', arrived: [12, 14] },
    last: [stanza(13, "C", '<iq type="get" id="3"/>'), stanza(14, "S", "<iq><query/></iq>")],
  });
  expect(shown(failed)).toBe(`login.xmpp:7:9: the reply does not match
    7 | @juliet iq get <query xmlns="jabber:iq:roster"/>
      |         ^
  expected:
    <iq type="result">
      <bind/>
    </iq>
  arrived: #12, #14
  the last of what happened:
     13 C: <iq type="get" id="3"/>
     14 S: <iq>
             <query/>
           </iq>
  to look around there: run it again with --until login.xmpp:7`);
});

test("what came nearest is told line by line", () => {
  const nearest = {
    n: 14,
    lines: [
      { side: "both", depth: 0, text: "<iq>" },
      { side: "expected", depth: 1, text: "<bind/>" },
      { side: "received", depth: 1, text: "<session/>" },
    ],
  } as const;
  const mismatch = { expected: "<iq><bind/></iq>", arrived: [12, 14], nearest };
  expect(shown(failedWith({ mismatch }))).toContain(`
  the nearest is #14 (- expected, + received):
      <iq>
    -   <bind/>
    +   <session/>
`);
});

describe("of a failure", () => {
  test.each<[string, Partial<Failure>, string]>([
    [
      "nothing that arrived is told",
      { mismatch: { expected: "<a/>", arrived: [] } },
      "\n  arrived: nothing\n",
    ],
    [
      "the latest of very many that arrived are told",
      { mismatch: { expected: "<a/>", arrived: Array.from({ length: 120 }, (_, index) => index + 1) } },
      "\n  arrived: 100 before them, #101, #102,",
    ],
    [
      "the client is named where there are several",
      { last: [stanza(1, "C", "<a/>"), { ...stanza(2, "S", "<b/>"), client: "juliet" }] },
      "\n      1 main C: <a/>\n      2 juliet S: <b/>\n",
    ],
    [
      "the client is named where it is not the first",
      { client: "juliet", last: [{ ...stanza(2, "S", "<b/>"), client: "juliet" }] },
      "\n      2 juliet S: <b/>\n",
    ],
    [
      "a tab in the line does not move the mark",
      { source: "\ta\tb", at: { line: 7, column: 4 } },
      " |  a b\n      |    ^\n",
    ],
    [
      "control characters are made visible, and the mark stays beneath its place",
      { source: "a\x1bb", at: { line: 7, column: 3 } },
      " | a\\x1bb\n      |      ^\n",
    ],
    ["control characters in the reason are made visible", { reason: "\x1b[2J\n" }, ":7:1: \\x1b[2J\\n\n"],
    [
      "control characters in the pattern are made visible",
      { mismatch: { expected: "<a>\x1b</a>", arrived: [] } },
      "\n    <a>\\x1b</a>\n",
    ],
    [
      "a file's name is quoted for the shell",
      { file: "my talk's.md" },
      "run it again with --until 'my talk'\\''s.md:7'",
    ],
    ["a file's name that looks like an option is quoted", { file: "-x.xmpp" }, "--until '-x.xmpp:7'"],
  ])("%s", (_what, failure, expected) => {
    expect(shown(failedWith(failure))).toContain(expected);
  });

  test("no more than ten entries are shown, the last of them", () => {
    const last = Array.from({ length: 12 }, (_, index) => stanza(index + 1, "S", "<a/>"));
    expect(shown(failedWith({ last })).match(/S: <a\/>/g)).toHaveLength(10);
    expect(shown(failedWith({ last }))).toContain("happened:\n      3 S: <a/>\n");
  });

  test("a long line is shown around its place", () => {
    const source = `send ${"<a/>".repeat(100)}<b></a>${"<c/>".repeat(100)}`;
    const lines = shown(
      failedWith({ reason: "no", source, at: { line: 7, column: source.indexOf("<b>") + 1 } }),
      40,
    ).split("\n");
    expect(lines.slice(1, 3)).toEqual([
      "    7 | …a/><a/><a/><a/><b></a><c/><c/>…",
      `      | ${" ".repeat(16)}^`,
    ]);
  });

  test("a long reason is wrapped", () => {
    expect(shown(failedWith({ reason: "no reply has come within 5 s" }), 30)).toContain(
      "login.xmpp:7:1: no reply has\n  come within 5 s\n",
    );
  });
});

test("what is wrong with a script is a line for each place", () => {
  expect(shown(WRONG)).toBe(`rooms/join.xmpp:2:1: Cannot run "save": a script may not save
rooms/join.xmpp:5:12: Cannot expand 'room': it is not defined`);
});

test("no look around is offered where there was no connection", () => {
  const { failure } = failedWith({ reason: "Cannot connect to localhost:5222: connection refused" });
  const text = shown(resultOf({ status: "no connection", failure }));
  expect(text).toContain("connection refused");
  expect(text).not.toContain("to look around");
});

test.each([
  ["passed", PASSED],
  ["was skipped", SKIPPED],
])("there is nothing to tell of a script that %s", (_what, result) => {
  expect(shown(result)).toBe("");
});

test("a remark is told with its file", () => {
  expect(remarkLines(resultOf({ remarks: ["a stream error came\x07"] }), NO_COLOR)).toEqual([
    "login.xmpp: a stream error came\\x07",
  ]);
});

describe("the summary", () => {
  test("counts what there is, and leaves out what there is not", () => {
    expect(summaryLine([PASSED, PASSED, PASSED, FAILED, SKIPPED], 480, NO_COLOR)).toBe(
      "3 passed, 1 failed, 1 skipped in 480 ms",
    );
  });

  test("has words for every way to end", () => {
    const all = [
      resultOf({ milliseconds: 1500 }),
      WRONG,
      resultOf({ status: "no connection" }),
      resultOf({ status: "interrupted" }),
    ];
    expect(summaryLine(all, 1700, NO_COLOR)).toBe(
      "1 passed, 1 could not be run, 1 had no connection, 1 interrupted in 1.7 s",
    );
  });

  test("says that there was nothing", () => {
    expect(summaryLine([], 0, NO_COLOR)).toBe("there are no scripts");
  });
});
