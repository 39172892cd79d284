// Results of runs, as the reports' tests write them.
import { ScriptError } from "../../../src/errors.ts";
import type { Failure, ScriptResult } from "../../../src/script/result.ts";

export function resultOf(result: Partial<ScriptResult>): ScriptResult {
  return {
    file: "login.xmpp",
    status: "passed",
    steps: 9,
    passed: 9,
    milliseconds: 120,
    errors: [],
    remarks: [],
    ...result,
  };
}

export function failureOf(failure: Partial<Failure>): Failure {
  return {
    file: "login.xmpp",
    at: { line: 7, column: 1 },
    source: "bind desk",
    client: "main",
    reason: "the reply does not match",
    last: [],
    ...failure,
  };
}

export function failedWith(failure: Partial<Failure>): ScriptResult {
  return resultOf({ status: "failed", passed: 4, failure: failureOf(failure) });
}

export const PASSED = resultOf({ title: "Log in with SASL PLAIN" });

export const FAILED = failedWith({
  mismatch: { expected: '<iq type="result">\n  <bind/>\n</iq>', arrived: [12, 14] },
});

export const WRONG = resultOf({
  file: "rooms/join.xmpp",
  status: "wrong usage",
  passed: 0,
  milliseconds: 1,
  errors: [
    new ScriptError("rooms/join.xmpp", { line: 2, column: 1 }, 'Cannot run "save": a script may not save'),
    new ScriptError("rooms/join.xmpp", { line: 5, column: 12 }, "Cannot expand 'room': it is not defined"),
  ],
});

export const SKIPPED = resultOf({
  file: "c2s.xmpp",
  status: "skipped",
  passed: 0,
  milliseconds: 0,
  why: "it has not the tag login",
});

/** An entry for a stanza on the wire: its number, who sent it (`C` or `S`), and it. */
export function stanza(n: number, from: "C" | "S", raw: string): Failure["last"][number] {
  return {
    n,
    at: 0,
    client: "main",
    type: "traffic",
    from: from === "C" ? "client" : "server",
    secure: false,
    event: { type: "element", kind: "stanza", raw, breaches: [] },
  };
}
