import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Setup } from "../../src/cli/command-line/setup.ts";
import { SERVER_HEADER, type TryOut, tryOut } from "../helpers/try-out.ts";

const folder = mkdtempSync(join(tmpdir(), "xmpp-repl-log-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

const AUTH = "send <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AG1lAHRlc3Q=</auth>";
const SECRET = "AG1lAHRlc3Q=";

async function opened(setup: Partial<Setup> = {}): Promise<TryOut> {
  const tool = tryOut({ setup });
  await tool.run("open --no-wait");
  tool.server.send(SERVER_HEADER);
  return tool;
}

async function shownBy(tool: TryOut, line: string): Promise<string> {
  const before = tool.shown.length;
  expect(await tool.run(line)).toEqual({ status: "passed" });
  return tool.shown.slice(before);
}

/** The numbers of the entries in a log. */
function numbersIn(file: string): readonly unknown[] {
  const [header, ...entries] = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(header).toContain('"format":"xmpp-repl transcript"');
  return entries.map((line) => JSON.parse(line).n);
}

describe("log FILE", () => {
  test("writes what happens from then on, until log off, readable by its owner only", async () => {
    const tool = await opened();
    const file = join(folder, "from-now");
    expect(await shownBy(tool, `log ${file}`)).toBe(
      `what happens is written to ${file} from now on ("log off" ends it)\n`,
    );
    tool.server.send("<message/>");
    expect(await shownBy(tool, "log")).toBe(
      `what happens is written to ${file}: 2 entries so far ("log off" ends it)\n`,
    );
    expect(await shownBy(tool, "log off")).toBe(`3 entries were written to ${file}\n`);
    tool.server.send("<message/>");
    expect(numbersIn(file)).toEqual([6, 7, 8]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await shownBy(tool, "log")).toBe(
      'nothing is written to a file (run "log FILE", or "log save FILE" for what is kept)\n',
    );
  });

  test("begins with the oldest entry with --all", async () => {
    const tool = await opened();
    const file = join(folder, "all");
    await tool.run(`log ${file} --all`);
    await tool.run("log off");
    expect(numbersIn(file)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("writes over no file unless told to", async () => {
    const tool = await opened();
    const file = join(folder, "mine");
    writeFileSync(file, "mine");
    expect(await tool.run(`log ${file}`)).toEqual({
      status: "wrong usage",
      reason: `Cannot write the log to ${file}: the file is there already (--force writes over it)`,
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
    await tool.run(`log ${file} --force`);
    await tool.run("log off");
    expect(numbersIn(file)).toEqual([7]);
  });

  test("is one file at a time, beside that of --log", async () => {
    const always = join(folder, "always");
    const file = join(folder, "beside");
    const tool = await opened({ log: always });
    expect(await tool.run(`log ${always} --force`)).toEqual({
      status: "wrong usage",
      reason: `Cannot log to "${always}": --log writes to it already (name another file)`,
    });
    await tool.run(`log ${file}`);
    expect(await tool.run("log other")).toEqual({
      status: "wrong usage",
      reason: `Cannot log to "other": "${file}" is written (run "log off" first)`,
    });
    expect(await shownBy(tool, "log off")).toBe(
      `2 entries were written to ${file}; --log writes to ${always} until the program ends\n`,
    );
    tool.server.close();
    expect(await tool.finish()).toEqual({ isLogWhole: true });
    expect(numbersIn(file)).toEqual([7, 8]);
    expect(numbersIn(always).slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("goes to the end of the program where nobody ends it", async () => {
    const tool = await opened();
    const file = join(folder, "to-the-end");
    await tool.run(`log ${file}`);
    tool.server.close();
    await tool.finish();
    expect(numbersIn(file)).toContain(tool.transcript.last?.n);
  });

  test("is without secrets, also those that began before it, unless the program shows them", async () => {
    for (const showSecrets of [false, true]) {
      const tool = await opened({ showSecrets });
      const file = join(folder, `secrets-${showSecrets}`);
      await tool.run(`${AUTH.slice(0, -12)}`);
      await tool.run(`log ${file}`);
      await tool.run("send RlYw==</auth>");
      await tool.run(AUTH);
      await tool.run("log off");
      const text = readFileSync(file, "utf8");
      expect(text.includes(SECRET)).toBe(showSecrets);
      expect(text.includes("RlYw==")).toBe(showSecrets);
    }
  });

  test("with a name that ends with .txt writes text with the time of each entry, and the lines", async () => {
    const tool = await opened();
    const file = join(folder, "walk.txt");
    await tool.run(`log ${file}`);
    tool.server.send("<message><body>hi \u202e</body></message>");
    await tool.run("send <r xmlns='urn:xmpp:sm:3'/>");
    await tool.run(AUTH);
    await tool.run("log off");
    expect(readFileSync(file, "utf8").split("\n")).toEqual([
      "xmpp-repl 0.0.0, localhost, 2026-01-01T00:00:00.000Z",
      "00:00:00.000   6 S: <message>",
      "                      <body>hi \\u202e</body>",
      "                    </message>",
      "00:00:00.000 > send <r xmlns='urn:xmpp:sm:3'/>",
      "00:00:00.000   8 C: <r xmlns='urn:xmpp:sm:3'/>",
      `00:00:00.000 > ${AUTH.replace(SECRET, "[redacted]")}`,
      "00:00:00.000  10 C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>[redacted]</auth>",
      "00:00:00.000 > log off",
      "",
    ]);
  });

  test.each([
    "set view compact",
    "set view tree",
    "set view hex",
    "set view received compact",
    "set times relative",
    "set namespaces short",
    "set timing off",
  ])("holds the same as text, whatever the screen shows: %s", async (line) => {
    const tool = await opened();
    tool.server.send(
      "<stream:features/><message from='juliet@localhost'><x xmlns='jabber:x:data'/></message>",
    );
    await tool.run("log save before.txt");
    await tool.run(line);
    await tool.run("log save after.txt");
    const before = tool.saved.get("before.txt") ?? "";
    expect(before).toContain("00:00:00.000   6 S: <message from='juliet@localhost'>\n");
    expect(before).toContain("-- answers #3");
    expect(tool.saved.get("after.txt")?.startsWith(before)).toBe(true);
  });
});

describe("log save FILE", () => {
  test("writes what is kept, as JSON or as text", async () => {
    const tool = await opened();
    expect(await shownBy(tool, "log save walk.ndjson")).toBe("saved 5 entries to walk.ndjson\n");
    expect(tool.saved.get("walk.ndjson")?.trimEnd().split("\n")).toHaveLength(6);
    expect(await shownBy(tool, "log save walk.txt")).toBe("saved 6 entries to walk.txt\n");
    expect(tool.saved.get("walk.txt")).toContain("\n00:00:00.000   4 S: <?xml version='1.0'?>\n");
  });

  test("writes over no file unless told to", async () => {
    const tool = await opened();
    await tool.run("log save walk.ndjson");
    expect(await tool.run("log save walk.ndjson")).toMatchObject({ status: "wrong usage" });
    expect(await shownBy(tool, "log save walk.ndjson --force")).toBe("saved 7 entries to walk.ndjson\n");
  });

  test("leaves out secrets", async () => {
    const tool = await opened();
    await tool.run(AUTH);
    await tool.run("log save walk.ndjson");
    await tool.run("log save walk.txt");
    for (const text of tool.saved.values()) expect(text).not.toContain(SECRET);
  });
});

describe("what was dropped before is told, on the screen and in the file:", () => {
  const GONE = "is not in it: dropped to save memory (--log, from the start, has all of them)";

  async function forgetful(): Promise<TryOut> {
    const tool = tryOut();
    for (const line of ["set keep entries 3", "define a 1", "define b 2"]) await tool.run(line);
    return tool;
  }

  test("log save", async () => {
    const tool = await forgetful();
    expect(await shownBy(tool, "log save part.ndjson")).toBe(
      `saved 3 entries to part.ndjson\n  1 entry from before ${GONE}\n`,
    );
    expect(await shownBy(tool, "log save part.txt")).toMatch(/^ {2}2 entries from before are not in it: /m);
    expect(tool.saved.get("part.ndjson")).toMatch(/^\{"format":.*,"dropped":1\}\n\{"n":2,/);
    expect(tool.saved.get("part.txt")?.split("\n")[1]).toBe(
      "entries before the first one here that were dropped: 2",
    );
  });

  test("log FILE --all, and nothing is said where it begins with what happens next", async () => {
    const tool = await forgetful();
    const file = join(folder, "part");
    expect(await shownBy(tool, `log ${file} --all`)).toBe(
      `what happens is written to ${file} from now on ("log off" ends it)\n  1 entry from before ${GONE}\n`,
    );
    await tool.run("log off");
    expect(readFileSync(file, "utf8")).toMatch(/^\{"format":.*,"dropped":1\}\n\{"n":2,/);
    const next = join(folder, "next");
    expect(await shownBy(tool, `log ${next}`)).not.toContain("dropped");
    await tool.run("log off");
    expect(readFileSync(next, "utf8")).not.toContain("dropped");
  });
});

test.each([
  ["log save", 'Cannot save: no file is named (write "log save FILE")'],
  ["log a b", 'Cannot log: "b" is one word too many (write "log FILE", "log save FILE" or "log off")'],
  ["log --all", 'Cannot log: --all goes with a file (write "log FILE")'],
  ["log off --force", 'Cannot log: --force goes with a file (write "log FILE")'],
])("%s is refused", async (line, reason) => {
  expect(await (await opened()).run(line)).toEqual({ status: "wrong usage", reason });
});

test("log off where no line has begun a log says so", async () => {
  expect(await shownBy(await opened(), "log off")).toBe("no line has begun a log\n");
});

test.each([
  [
    "log on",
    'Cannot log: "on" names no file (write "log FILE", as in "log walk.ndjson", or ./on for the file)',
  ],
  [
    "log stop",
    'Cannot log to "stop": that is no file\'s name here (did you mean "log off"? write ./stop for the file)',
  ],
  [
    "log of",
    'Cannot log to "of": that is no file\'s name here (did you mean "log off"? write ./of for the file)',
  ],
  [
    "log OFF",
    'Cannot log to "OFF": that is no file\'s name here (did you mean "log off"? write ./OFF for the file)',
  ],
  [
    "log sav walk.ndjson",
    'Cannot log to "sav": that is no file\'s name here (did you mean "log save FILE"? write ./sav for the file)',
  ],
  ['log ""', 'Cannot log: the name of the file is empty (write "log FILE")'],
])("a word that names no file is not made one: %s", async (line, reason) => {
  expect(await tryOut().run(line)).toEqual({ status: "wrong usage", reason });
});

test.each(["of", "off"])(
  "a file may have the name that is a word here, or nearly one: ./%s",
  async (name) => {
    const tool = await opened();
    const file = join(folder, name);
    expect(await shownBy(tool, `log ${file}`)).toContain(`what happens is written to ${file} from now on`);
    await tool.run("log off");
    expect(numbersIn(file)).toHaveLength(1);
  },
);
