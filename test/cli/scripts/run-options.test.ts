// Which scripts `run` runs, in what order, and what its exit code says.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ObligingServer, startObligingServer } from "../../servers/harness/obliging-server.ts";
import { runProgram } from "../../servers/harness/program.ts";
import { accounts, logIn, password, useScripts } from "../../servers/harness/use-scripts.ts";

const scripts = useScripts();
let server: ObligingServer;
beforeAll(async () => {
  server = await startObligingServer();
});
afterAll(() => server.stop());
const at = () => ["--server", `127.0.0.1:${server.port}`, "--domain", "localhost"];
const run = (...args: readonly string[]) => scripts.run(...args, ...at());

/** The files that were told of, each with its word, in their order. */
const told = (messages: string) =>
  Array.from(
    messages.matchAll(
      /^(ok|FAILED|CANNOT RUN|NO CONNECTION|skipped|INTERRUPTED) +(\S+\.(?:xmpp|scs|md)|-)\b/gm,
    ),
    ([, word, file]) => `${word} ${file}`,
  );

const passes = `${logIn}close\n`;
const fails = "open\nexpect --timeout 10ms <a/>\n";
const wrong = "opne\n";
const unreachable = "open 127.0.0.1:1\n";

describe("scripts are found", () => {
  test("in folders, beneath them too, and by globs, sorted, each once", async () => {
    for (const name of ["b.xmpp", "a.xmpp", "deep/er/c.xmpp", "notes.txt", "page.md"]) {
      await scripts.write(name, passes);
    }
    expect(told((await run(".")).messages)).toEqual(["ok a.xmpp", "ok b.xmpp", "ok deep/er/c.xmpp"]);
    expect(told((await run("*.xmpp", "deep", "a.xmpp")).messages)).toEqual([
      "ok a.xmpp",
      "ok b.xmpp",
      "ok deep/er/c.xmpp",
    ]);
  });

  test("in a folder whose name looks like a glob", async () => {
    await scripts.write("a[1]{2}/a.xmpp", passes);
    expect(told((await run("a[1]{2}")).messages)).toEqual(["ok a[1]{2}/a.xmpp"]);
  });

  test("on standard input", async () => {
    const { code, messages } = await runProgram(["run", "-", ...accounts, ...at()], {
      input: passes,
      env: password,
    });
    expect(code).toBe(0);
    expect(messages).toMatch(/^ok {7}- \(5 steps, /);
  });

  test("in the xmpp blocks of a page", async () => {
    await scripts.write(
      "page.md",
      `# A page\n\n\`\`\`xmpp\n${logIn}\`\`\`\n\nThen:\n\n\`\`\`xmpp\nexpect --timeout 10ms <a/>\n\`\`\`\n`,
    );
    expect((await run("page.md")).messages).toMatch(/^page\.md:13:1: what was expected has not come/m);
  });

  test("or it is told that there are none", async () => {
    await scripts.write("empty/notes.txt", "");
    expect(await run("empty")).toMatchObject({
      code: 2,
      messages: expect.stringMatching(/^Cannot run "empty": there is no script there/),
    });
    expect(await run("*.xmpp")).toMatchObject({
      code: 2,
      messages: expect.stringMatching(/^Cannot run "\*\.xmpp": there is no script there/),
    });
  });
});

describe("tags", () => {
  const tags = async () => {
    await scripts.write("a.xmpp", `# A\n## slow\n${passes}`);
    await scripts.write("b.xmpp", `# B\n## status: stable\n${passes}`);
    await scripts.write("c.xmpp", `# C\n${passes}`);
  };

  test.each([
    [
      ["--only-tags", "status: stable"],
      ["skipped a.xmpp", "ok b.xmpp", "skipped c.xmpp"],
    ],
    [
      ["--only-tags", "slow", "--only-tags", "status: stable"],
      ["ok a.xmpp", "ok b.xmpp", "skipped c.xmpp"],
    ],
    [
      ["--skip-tags", "slow"],
      ["skipped a.xmpp", "ok b.xmpp", "ok c.xmpp"],
    ],
    [
      ["--only-tags", "slow", "--skip-tags", "slow"],
      ["skipped a.xmpp", "skipped b.xmpp", "skipped c.xmpp"],
    ],
  ])("%j choose scripts", async (args, expected) => {
    await tags();
    const { code, messages } = await run(".", ...args);
    expect({ code, told: told(messages) }).toEqual({ code: 0, told: expected });
  });
});

describe("many scripts", () => {
  test("are run to the end though one fails", async () => {
    await scripts.write("a.xmpp", fails);
    await scripts.write("b.xmpp", passes);
    const { code, messages } = await run(".");
    expect({ code, told: told(messages) }).toEqual({ code: 1, told: ["FAILED a.xmpp", "ok b.xmpp"] });
  });

  test("are not begun with --bail when one did not pass", async () => {
    await scripts.write("a.xmpp", passes);
    await scripts.write("b.xmpp", fails);
    await scripts.write("c.xmpp", passes);
    const { code, messages } = await run(".", "--bail");
    expect({ code, told: told(messages) }).toEqual({
      code: 1,
      told: ["ok a.xmpp", "FAILED b.xmpp", "skipped c.xmpp"],
    });
    expect(messages).toContain("(another did not pass)");
  });

  test("are run again with --repeat, on a new connection each time", async () => {
    await scripts.write("a.xmpp", passes);
    const before = server.connections;
    const { code, messages } = await run("a.xmpp", "--repeat", "3");
    expect({ code, told: told(messages) }).toEqual({
      code: 0,
      told: ["ok a.xmpp", "ok a.xmpp", "ok a.xmpp"],
    });
    expect(server.connections - before).toBe(3);
  });

  test("are run some at once with --jobs, each with its own inbox and variables", async () => {
    const one = (name: string) =>
      `${logIn}define who ${name}\npresence\nsend <x who="\${who}"/>\nexpect nothing --for 20ms\n`;
    for (const name of ["a", "b", "c", "d"]) await scripts.write(`${name}.xmpp`, one(name));
    const before = server.received().length;
    const { code, messages } = await run(".", "--jobs", "4", "--report", "json=report.json");
    expect({ code, told: told(messages).sort() }).toEqual({
      code: 0,
      told: ["ok a.xmpp", "ok b.xmpp", "ok c.xmpp", "ok d.xmpp"],
    });
    for (const name of ["a", "b", "c", "d"])
      expect(server.received().slice(before)).toContain(`<x who="${name}"/>`);
  });

  test("are run really at once with --jobs: two can wait for each other", async () => {
    let first: (() => void) | undefined;
    const meeting = await startObligingServer((piece, connection) => {
      if (!piece.startsWith("<meet")) return false;
      const here = () => connection.send("<met/>");
      if (first === undefined) first = here;
      else for (const go of [first, here]) go();
      return true;
    });
    const meet = `${logIn}send <meet/>\nexpect <met/>\n`;
    await scripts.write("a.xmpp", meet);
    await scripts.write("b.xmpp", meet);
    const { code } = await scripts.run(".", "--jobs", "2", "--server", `127.0.0.1:${meeting.port}`);
    await meeting.stop();
    expect(code).toBe(0);
  });
});

describe("the exit code", () => {
  test.each<[string, number, readonly string[]]>([
    ["0 when all passed", 0, [passes]],
    ["1 when a step failed", 1, [passes, fails]],
    ["3 when there was no connection, which wins over 1", 3, [fails, unreachable]],
    ["2 when a script is wrong, which wins over 3 and 1", 2, [fails, unreachable, wrong]],
  ])("is %s", async (_when, code, texts) => {
    for (const [index, text] of texts.entries()) await scripts.write(`${index}.xmpp`, text);
    expect((await run(".")).code).toBe(code);
  });

  test.each([
    [["--jobs", "0"], "Cannot use --jobs 0: it is a number from 1"],
    [["--repeat", "-1"], "Cannot use --repeat -1: it is a number from 1"],
    [["--timeout", "5x"], 'Cannot read the duration "5x": write for example 500ms, 5s or 2m'],
    [["--var", "room"], 'Cannot read --var "room": it has no name and value (write room=lobby)'],
    [
      ["--account", "juliet"],
      'Cannot read --account "juliet": it has no name and value (write juliet=juliet@localhost)',
    ],
  ])("is 2 for a command line that cannot be used: %j", async (args, message) => {
    await scripts.write("a.xmpp", passes);
    const before = server.connections;
    expect(await run("a.xmpp", ...args)).toEqual({ code: 2, output: "", messages: `${message}\n` });
    expect(server.connections).toBe(before);
  });

  test("is 2 for a file that is not there, and the others are run", async () => {
    await scripts.write("a.xmpp", passes);
    const { code, messages } = await run("missing.xmpp", "a.xmpp");
    expect({ code, told: told(messages) }).toEqual({
      code: 2,
      told: ["CANNOT RUN missing.xmpp", "ok a.xmpp"],
    });
    expect(messages).toContain('Cannot run "missing.xmpp": there is no such file');
  });
});

describe("run FILE in a script", () => {
  test("goes by the folder of the script that has it, on the same clients, and what it captures counts", async () => {
    await scripts.write("outer.xmpp", `run parts/log-in.xmpp\nsend <x a="\${greeting}"/>\nping\n`);
    await scripts.write("parts/log-in.xmpp", `${logIn}run deeper/greet.xmpp\n`);
    await scripts.write("parts/deeper/greet.xmpp", "define greeting hello\n");
    const { code } = await run("outer.xmpp");
    expect(code).toBe(0);
    expect(server.received()).toContain('<x a="hello"/>');
  });

  test("fails with the inner place too", async () => {
    await scripts.write("outer.xmpp", "open\nrun inner.xmpp\n");
    await scripts.write("inner.xmpp", "# It fails.\nexpect --timeout 10ms <a/>\n");
    const { code, messages } = await run("outer.xmpp");
    expect(code).toBe(1);
    expect(messages).toMatch(/inner\.xmpp:2:1: what was expected has not come within 10ms/);
    expect(messages).toMatch(/^outer\.xmpp:2:1: /m);
  });

  test("that would never end is an error with its position", async () => {
    await scripts.write("a.xmpp", "run b.xmpp\n");
    await scripts.write("b.xmpp", "run a.xmpp\n");
    const { code, messages } = await run("a.xmpp");
    expect(code).toBe(2);
    expect(messages).toMatch(
      /b\.xmpp:1:1: Cannot run "a\.xmpp": it is being run already, and would never end/,
    );
  });

  test("that has a mistake is told with its place, and nothing of it is sent", async () => {
    await scripts.write("outer.xmpp", "open\nrun inner.xmpp\n");
    await scripts.write("inner.xmpp", "send <inner-first/>\nopne\n");
    const { code, messages } = await run("outer.xmpp");
    expect(code).toBe(2);
    expect(messages).toMatch(/inner\.xmpp:2:1: Cannot run "opne"/);
    expect(server.received()).not.toContain("<inner-first/>");
  });
});
