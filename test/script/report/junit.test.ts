import { describe, expect, test } from "vitest";
import { junit } from "../../../src/script/report/junit.ts";
import type { ScriptResult } from "../../../src/script/result.ts";
import { breachesOf } from "./junit-schema.ts";
import { FAILED, failedWith, PASSED, resultOf, SKIPPED, WRONG } from "./results.ts";

const started = Date.UTC(2026, 0, 1);

function report(...results: readonly ScriptResult[]): string {
  return junit(results, { started });
}

const ALL = report(
  PASSED,
  FAILED,
  WRONG,
  resultOf({ file: "tls.xmpp", status: "interrupted", passed: 2, remarks: ["a stream error came", "<b>"] }),
  SKIPPED,
);

test("each script is a test case of one suite, with what became of it", () => {
  expect(ALL).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="xmpp-repl" tests="5" failures="1" errors="2" time="0.361">
  <testsuite name="xmpp-repl" tests="5" failures="1" errors="2" time="0.361" skipped="1" timestamp="2026-01-01T00:00:00.000Z">
    <testcase classname="login" name="login.xmpp: Log in with SASL PLAIN" time="0.120">
    </testcase>
    <testcase classname="login" name="login.xmpp" time="0.120">
      <failure message="the reply does not match" type="failed">login.xmpp:7:1: the reply does not match
    7 | bind desk
      | ^
  expected:
    &lt;iq type=&quot;result&quot;&gt;
      &lt;bind/&gt;
    &lt;/iq&gt;
  arrived: #12, #14
  to look around there: run it again with --until login.xmpp:7</failure>
    </testcase>
    <testcase classname="rooms.join" name="rooms/join.xmpp" time="0.001">
      <error message="Cannot run &quot;save&quot;: a script may not save" type="wrong usage">rooms/join.xmpp:2:1: Cannot run &quot;save&quot;: a script may not save
rooms/join.xmpp:5:12: Cannot expand &apos;room&apos;: it is not defined</error>
    </testcase>
    <testcase classname="tls" name="tls.xmpp" time="0.120">
      <error message="it was interrupted" type="interrupted"></error>
      <system-out>a stream error came
&lt;b&gt;</system-out>
    </testcase>
    <testcase classname="c2s" name="c2s.xmpp" time="0.000">
      <skipped message="it has not the tag login"></skipped>
    </testcase>
  </testsuite>
</testsuites>
`);
});

describe("the schema of Jenkins' xunit plugin is kept", () => {
  test.each<[string, string]>([
    ["with everything that can become of a script", ALL],
    ["with no scripts", report()],
    ["with times beyond a thousand seconds", report(resultOf({ milliseconds: 12_345_678 }))],
    ["with thousands of results", report(...Array.from({ length: 5000 }, () => FAILED))],
  ])("%s", (_what, xml) => {
    expect(breachesOf(xml)).toEqual([]);
  });

  test.each<[string, string, string]>([
    [
      "an attribute",
      '<testsuites><testsuite name="" tests="" failures="" errors=""><testcase name="" file=""/></testsuite></testsuites>',
      "testcase with file",
    ],
    ["an attribute that is missing", '<testsuite name="" failures="" errors=""/>', "testsuite without tests"],
    ["an element", '<testsuites><testcase name=""/></testsuites>', "testcase in testsuites"],
    ["a time", '<testsuites time="1 s"/>', "testsuites with the time 1 s"],
    ["text", "<testsuites>hello</testsuites>", "text in testsuites"],
  ])("which is seen where it is not: %s", (_what, xml, breach) => {
    expect(breachesOf(xml)).toEqual([breach]);
  });
});

describe("whatever a server or a file says, the XML stays well-formed", () => {
  test.each<[string, string, string]>([
    ["control characters", "\x00\x1b[2J\x85", "\\x00\\x1b[2J\\x85"],
    ["what is no character", "\ufffe\uffff", "\\ufffe\\uffff"],
    ["half a pair", "\ud800", "\\ud800"],
    ["newlines", "a\r\nb", "a\\r\\nb"],
    ["markup", `</failure>]]>&"'`, "&lt;/failure&gt;]]&gt;&amp;&quot;&apos;"],
  ])("%s", (_what, reason, written) => {
    const xml = report(failedWith({ reason }));
    expect(breachesOf(xml)).toEqual([]);
    expect(xml).toContain(`<failure message="${written}"`);
    expect(xml).toContain(`login.xmpp:7:1: ${written}\n`);
  });

  test("in the names of files, titles, remarks and reasons for skipping as well", () => {
    const text = "\x01<&\ufffe";
    const xml = report(
      resultOf({ file: text, title: text, remarks: [text] }),
      resultOf({ status: "skipped", why: text }),
    );
    expect(breachesOf(xml)).toEqual([]);
    expect(xml.match(/\\x01&lt;&amp;\\ufffe/g)).toHaveLength(5);
  });
});

describe("a file is the class that readers group by", () => {
  test.each([
    ["scripts/sasl/plain.xmpp", "scripts.sasl.plain"],
    ["./scripts/plain.xmpp", "scripts.plain"],
    ["../../scripts/plain.xmpp", "scripts.plain"],
    ["/srv/scripts/plain.xmpp", "srv.scripts.plain"],
    ["scripts\\plain.xmpp", "scripts.plain"],
    ["rfc.6120/4.3.1.md", "rfc_6120.4_3_1"],
    [".hidden", "_hidden"],
  ])("%s is %s", (file, name) => {
    expect(report(resultOf({ file }))).toContain(`classname="${name}"`);
  });
});
