// What `run` tells a person at a terminal: the results, the progress bar, colours.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startServer } from "./harness/prompt.ts";
import { type Files, folderWith, runRaw, startIn } from "./harness/scripts.ts";

const passes = "# A title that is not short at all.\ndefine a b\n";
const waits = "open\nsend <ready/>\nexpect --timeout 5m\n  <go/>\n";
const fails = "open\nexpect --timeout 1ms <a/>\n";
const passing: Files = Object.fromEntries(
  Array.from({ length: 6 }, (_, n) => [`scripts/number-${n}.xmpp`, passes] as const),
);

/** A run of six scripts that pass, and then one that waits for `<go/>`. */
async function runMany(columns: number) {
  const server = await startServer();
  const folder = folderWith({ ...passing, "scripts/waits.xmpp": waits });
  const options = ["--server", `127.0.0.1:${server.port}`, "--domain", "localhost"];
  const prompt = startIn(folder, ["run", "scripts", ...options], { columns });
  await server.receives("<ready/>");
  return { server, prompt };
}

describe("the progress bar", () => {
  it.each([
    [80, "[=================>  ] 6/7, scripts/waits.xmpp"],
    [40, "[=================>  ] 6/7, ...its.xmpp"],
  ])("stands below the results in one row of %i columns, and is gone at the end", async (columns, bar) => {
    const { server, prompt } = await runMany(columns);
    await prompt.waitFor((screen) => screen.endsWith(`\n${bar}`));
    const rows = prompt.scrollback().split("\n");
    expect(rows.filter((row) => row.startsWith("["))).toHaveLength(1);
    expect(
      rows.filter((row) => /^ok {7}scripts\/number-\d\.xmpp: A title .* \(1 step, \d+ ms\)$/.test(row)),
    ).toHaveLength(6);
    server.send("<go/>");
    expect(await prompt.exited).toBe(0);
    expect(prompt.scrollback()).not.toContain("[=");
    expect(prompt.scrollback()).toMatch(/\nok {7}scripts\/waits\.xmpp \(3 steps, .*\)\n7 passed in .*$/);
  });

  it("is not drawn for few scripts, with --verbose, or where standard error is no terminal", async () => {
    const folder = folderWith(passing);
    const few = await runRaw(folder, ["run", "scripts/number-0.xmpp", "scripts/number-1.xmpp"]);
    const verbose = await runRaw(folder, ["run", "scripts", "--verbose"]);
    const away = await runRaw(folder, ["run", "scripts"], { redirected: "2>messages" });
    const many = await runRaw(folder, ["run", "scripts"]);
    for (const { written } of [few, verbose]) expect(written).not.toContain("[=");
    expect(away.written).toBe("");
    expect(readFileSync(join(folder, "messages"), "utf8")).toMatch(
      /^No --server .*\n(ok .*\n){6}6 passed in .*\n$/,
    );
    // It would be seen if it were there.
    expect(many.written).toContain("[=");
  });
});

describe("colours", () => {
  it("are on a terminal only, and not with NO_COLOR or --no-color", async () => {
    const folder = folderWith({ "s.xmpp": "expect --timeout 1ms <a/>\n" });
    const here = await runRaw(folder, ["run", "s.xmpp"]);
    const refused = await runRaw(folder, ["run", "s.xmpp", "--no-color"]);
    const away = await runRaw(folder, ["run", "s.xmpp"], { redirected: "2>messages" });
    expect([here.code, refused.code, away.code]).toEqual([1, 1, 1]);
    expect(here.written).toContain("\x1b[");
    expect(refused.written).not.toContain("\x1b");
    expect(refused.written).toContain("FAILED ");
    const messages = readFileSync(join(folder, "messages"), "utf8");
    expect(messages).not.toContain("\x1b");
    expect(messages.replaceAll(/\d+ ms/g, "n ms")).toBe(
      refused.written.replaceAll("\r\n", "\n").replaceAll(/\d+ ms/g, "n ms"),
    );
  });
});

describe("a script that fails at a terminal", () => {
  it.each([40, 80])("is reported below the others in %i columns, with the bar below all", async (columns) => {
    const server = await startServer();
    const folder = folderWith({ ...passing, "scripts/fails.xmpp": fails, "scripts/waits.xmpp": waits });
    const options = ["--server", `127.0.0.1:${server.port}`, "--domain", "localhost"];
    const prompt = startIn(folder, ["run", "scripts", ...options], { columns });
    await server.receives("<ready/>");
    await prompt.waitFor(/\n\[=+>? *\] 7\/8, 1 failed.*$/);
    const text = prompt.scrollback();
    expect(text).toMatch(
      /^FAILED {3}scripts\/fails\.xmpp \(1 of 2 steps, .*\)\nscripts\/fails\.xmpp:2:1: what was\s/m,
    );
    expect(text).toContain("\n    2 | expect --timeout 1ms <a/>\n      | ^\n");
    expect(text.replaceAll(/\s+/g, " ")).toContain("what was expected has not come within 1ms");
    expect(text).toContain("run it again with --until scripts/fails.xmpp:2\n");
    server.send("<go/>");
    expect(await prompt.exited).toBe(1);
    expect(prompt.scrollback()).toMatch(/\n7 passed, 1 failed in .*$/);
  });
});
