// What `run` tells of scripts: on standard error for people, on standard output and in files for programs.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breachesOf } from "../../script/report/junit-schema.ts";
import {
  type Handler,
  type ObligingServer,
  startObligingServer,
} from "../../servers/harness/obliging-server.ts";
import { logIn, useScripts } from "../../servers/harness/use-scripts.ts";

/** Answers a question with somebody else's name. */
const answers: Handler = (piece, { send }) => {
  if (!piece.includes("urn:x:who")) return false;
  send("<message id='m0'/><iq type='result' id='1'><query xmlns='urn:x:who'><name>Bob</name></query></iq>");
  return true;
};

const scripts = useScripts();
let server: ObligingServer;
beforeAll(async () => {
  server = await startObligingServer(answers);
});
afterAll(() => server.stop());
const run = (...args: readonly string[]) =>
  scripts.run(...args, "--server", `127.0.0.1:${server.port}`, "--domain", "localhost");

const asks = `# Who is there?
${logIn}
iq get --id 1 --no-wait <query xmlns="urn:x:who"/>
expect --timeout 50ms
`;
const failing = `${asks}  <iq type="result">
    <query xmlns="urn:x:who"><name>Alice</name></query>
  </iq>
`;

/** Writes one script of each ending, in the order of their names. */
async function writeEach(): Promise<void> {
  await scripts.write("1-passes.xmpp", `# It "passes" & more\n${logIn}close\n`);
  await scripts.write("2-fails.xmpp", failing);
  await scripts.write("3-slow.xmpp", `# A slow one\n## slow\n${logIn}`);
  await scripts.write("4-wrong.xmpp", "open\nopne\n");
}

test("a failure is told with its place, its line, what was expected, what arrived, and what happened", async () => {
  await scripts.write("who.xmpp", failing);
  const { code, output, messages } = await run("who.xmpp");
  expect({ code, output }).toEqual({ code: 1, output: "" });
  const [told, happened = ""] = messages.split("  the last of what happened:\n");
  expect(told?.replace(/\d+ ms/, "TIME").replaceAll(/#\d+/g, "#N")).toBe(`\
FAILED   who.xmpp: Who is there? (5 of 6 steps, TIME)
who.xmpp:8:1: what was expected has not come within 50ms; 2 elements arrived instead
    8 | expect --timeout 50ms
      | ^
  expected:
    <iq type="result">
      <query xmlns="urn:x:who"><name>Alice</name></query>
    </iq>
  arrived: #N, #N
  the nearest is #N (- expected, + received):
      <iq type='result'>
        <query xmlns='urn:x:who'>
    -     <name>Alice</name>
    +     <name>Bob</name>
        </query>
      </iq>
`);
  expect(happened).toMatch(/^ +\d+ C: <iq type="get" id="1">$/m);
  expect(happened).toMatch(/^ +\d+ S: <message id='m0'\/>$/m);
  expect(happened).toMatch(/\n {2}to look around there: run it again with --until who\.xmpp:8\n$/);
});

test("each script has a line, and the last line counts them", async () => {
  await writeEach();
  const { code, messages } = await run(".", "--skip-tags", "slow");
  expect(code).toBe(2);
  expect(messages).toMatch(/^ok {7}1-passes\.xmpp: It "passes" & more \(5 steps, \d+ ms\)$/m);
  expect(messages).toMatch(/^skipped {2}3-slow\.xmpp: A slow one \(it has the tag "slow"\)$/m);
  expect(messages).toMatch(/^CANNOT RUN {2}4-wrong\.xmpp \(0 of \d steps?, 0 ms\)\n4-wrong\.xmpp:2:1: /m);
  expect(messages).toMatch(/\n1 passed, 1 failed, 1 could not be run, 1 skipped in \S+ m?s\n$/);
});

test("--quiet tells only of what did not pass", async () => {
  await writeEach();
  const { messages } = await run("1-passes.xmpp", "2-fails.xmpp", "--quiet");
  expect(messages).not.toContain("1-passes.xmpp");
  expect(messages).toMatch(/^FAILED {3}2-fails\.xmpp/);
});

test("--verbose shows the transcript too, and standard output stays clean", async () => {
  await writeEach();
  const { output, messages } = await run("1-passes.xmpp", "--verbose");
  expect(output).toBe("");
  expect(messages).toMatch(/^> open\n[\s\S]*^ +\d+ C: <\/stream:stream>$[\s\S]*^ok {7}1-passes/m);
});

describe("reports", () => {
  test("json on standard output is one object with every result", async () => {
    await writeEach();
    const { output } = await run(".", "--skip-tags", "slow", "--report", "json");
    const report = JSON.parse(output);
    expect(report).toMatchObject({
      format: "xmpp-repl results",
      summary: { files: 4, passed: 1, failed: 1, skipped: 1, "wrong usage": 1 },
    });
    expect(report.files).toMatchObject([
      { file: "1-passes.xmpp", title: 'It "passes" & more', status: "passed", steps: 5, passed: 5 },
      {
        file: "2-fails.xmpp",
        status: "failed",
        failure: {
          file: "2-fails.xmpp",
          line: 8,
          column: 1,
          client: "main",
          source: "expect --timeout 50ms",
        },
      },
      { file: "3-slow.xmpp", status: "skipped", why: 'it has the tag "slow"' },
      { file: "4-wrong.xmpp", status: "wrong usage", errors: [{ line: 2, column: 1 }] },
    ]);
  });

  test("tap has a plan and a point for each script, and reads as YAML what went wrong", async () => {
    await writeEach();
    const { output } = await run(".", "--skip-tags", "slow", "--report", "tap");
    const lines = output.split("\n");
    expect(lines.slice(0, 2)).toEqual(["TAP version 13", "1..4"]);
    expect(lines.filter((line) => /^(not )?ok/.test(line))).toEqual([
      'ok 1 - 1-passes.xmpp: It "passes" & more',
      "not ok 2 - 2-fails.xmpp: Who is there?",
      'ok 3 - 3-slow.xmpp: A slow one # SKIP it has the tag "slow"',
      "not ok 4 - 4-wrong.xmpp",
    ]);
    // What is no point, no plan and no version stands indented in a block of YAML.
    const rest = lines.slice(2).filter((line) => line !== "" && !/^(not )?ok/.test(line));
    expect(rest.every((line) => line.startsWith("  "))).toBe(true);
    expect(rest.filter((line) => line === "  ---").length).toBe(
      rest.filter((line) => line === "  ...").length,
    );
  });

  test("junit in a file is XML with a case for each script, and standard output stays clean", async () => {
    await writeEach();
    const { output } = await run(".", "--skip-tags", "slow", "--report", "junit=report.xml");
    expect(output).toBe("");
    const report = await readFile(join(scripts.folder, "report.xml"), "utf8");
    expect(breachesOf(report)).toEqual([]);
    expect(report).toMatch(/<testsuite [^>]*tests="4" failures="1" errors="1" time="[\d.]+" skipped="1"/);
    expect(report.match(/<(?:testcase|failure|error|skipped)\b/g)).toEqual([
      ...["<testcase", "<testcase", "<failure", "<testcase", "<skipped", "<testcase", "<error"],
    ]);
    expect(report).toContain(
      '<testcase classname="1-passes" name="1-passes.xmpp: It &quot;passes&quot; &amp; more"',
    );
    expect(report).toContain("+     &lt;name&gt;Bob&lt;/name&gt;");
  });

  test("several can be made at once, one of them on standard output", async () => {
    await writeEach();
    const { output } = await run("1-passes.xmpp", "--report", "tap=r.tap", "--report", "json");
    expect(JSON.parse(output).summary.passed).toBe(1);
    expect(await readFile(join(scripts.folder, "r.tap"), "utf8")).toContain("ok 1 - 1-passes.xmpp");
  });

  test.each([
    [["--report", "json", "--report", "tap"], /^Cannot report: two reports on standard output/],
    [["--report", "html"], /^Cannot report "html": it is tap, json or junit/],
    [["--report", "junit="], /^Cannot report "junit=": the file is missing/],
  ])("%j is told before anything is sent", async (args, message) => {
    await writeEach();
    const before = server.connections;
    const { code, messages } = await run("1-passes.xmpp", ...args);
    expect(code).toBe(2);
    expect(messages).toMatch(message);
    expect(server.connections).toBe(before);
  });
});

describe("--log-dir", () => {
  const logs = () => readdir(join(scripts.folder, "logs"));
  const log = (name: string) => readFile(join(scripts.folder, "logs", name), "utf8");

  test("has a transcript of each script, as NDJSON, under its path", async () => {
    await writeEach();
    await scripts.write("more/1-passes.xmpp", logIn);
    await run("1-passes.xmpp", "more", "--log-dir", "logs", "--repeat", "2");
    expect((await logs()).sort()).toEqual([
      "1-passes.xmpp.2.ndjson",
      "1-passes.xmpp.ndjson",
      "more_1-passes.xmpp.2.ndjson",
      "more_1-passes.xmpp.ndjson",
    ]);
    const lines = (await log("1-passes.xmpp.ndjson")).trimEnd().split("\n");
    const entries: unknown[] = lines.map((line) => JSON.parse(line));
    expect(JSON.stringify(entries.at(-2))).toContain("</stream:stream>");
  });

  test("has no secrets, nor have the reports and the messages", async () => {
    await scripts.write(
      "secret.xmpp",
      "open\nauth me hunter2 --mechanism PLAIN\nrestart\nbind\nexpect --timeout 20ms <a/>\n",
    );
    const { output, messages } = await run(
      "secret.xmpp",
      "--log-dir",
      "logs",
      "--report",
      "json",
      "--verbose",
    );
    for (const text of [output, messages, await log("secret.xmpp.ndjson")]) {
      expect(text).toContain("[redacted]");
      expect(text).not.toContain("hunter2");
      expect(text).not.toContain(Buffer.from("\0me\0hunter2").toString("base64"));
    }
  });

  test("has them with --show-secrets", async () => {
    await scripts.write("secret.xmpp", "open\nauth me hunter2 --mechanism PLAIN\n");
    await run("secret.xmpp", "--log-dir", "logs", "--show-secrets");
    expect(await log("secret.xmpp.ndjson")).toContain(Buffer.from("\0me\0hunter2").toString("base64"));
  });
});
