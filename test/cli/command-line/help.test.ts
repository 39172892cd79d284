import { afterEach, describe, expect, test, vi } from "vitest";
import { runArguments } from "../../../src/cli/command-line/arguments.ts";
import { PROGRAM, subcommandIn } from "../../../src/cli/command-line/command-line.ts";
import { GROUPS, nameOf, type Subcommand, writtenAs } from "../../../src/cli/command-line/definition.ts";
import { EXIT, EXIT_CODES } from "../../../src/cli/command-line/exit-codes.ts";
import { helpFor } from "../../../src/cli/command-line/help.ts";
import { SUBCOMMANDS } from "../../../src/cli/command-line/subcommands.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** All of them, with what leads to each. */
function everySubcommand(
  subcommand: Subcommand = PROGRAM,
  path: readonly string[] = [],
): (readonly [string, readonly string[]])[] {
  return [
    [path.join(" ") || "(none)", path],
    ...(subcommand.subcommands ?? []).flatMap((one) => everySubcommand(one, [...path, nameOf(one)])),
  ];
}

const TOPICS: readonly (readonly [string, readonly string[]])[] = [
  ...everySubcommand(),
  ["options", ["options"]],
  ["environment", ["environment"]],
  ["bind", ["bind"]],
];

async function printed(...args: readonly string[]): Promise<string> {
  let output = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    output += String(chunk);
    return true;
  });
  expect(await runArguments(args, "0.0.0")).toBe(0);
  vi.restoreAllMocks();
  return output;
}

test("--help fits a screen of 80 columns and 24 rows, with a row left for the shell", async () => {
  const rows = (await printed("--help")).trimEnd().split("\n");
  expect(rows.length).toBeLessThan(24);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
  for (const name of SUBCOMMANDS) expect(rows.join("\n")).toContain(`\n  ${name}`);
  // Whoever has installed the program has no such folder.
  expect(rows.join("\n")).not.toContain("docs/");
});

describe("what is laid out for 80 and for 40 columns has no longer row:", () => {
  test.each(TOPICS)("%s", async (_name, topic) => {
    for (const width of [80, 40]) {
      const rows = await helpFor(topic, width);
      // What is to be typed stays whole, to be copied.
      const laidOut = rows.filter((row) => !/^(Example:)? +(sends: |xmpp-repl |source )?/.exec(row)?.[1]);
      expect(laidOut.filter((row) => row.length > width && / {2,}/.test(row.trim()))).toEqual([]);
      expect(rows.join("\n")).not.toMatch(/undefined|\[string\]/);
    }
  });
});

test("help, --help and -h say the same, before a subcommand's words or behind them", async () => {
  const page = await printed("run", "--help");
  expect(page).toMatch(/^xmpp-repl run <file\.\.>: /);
  expect(await printed("help", "run")).toBe(page);
  expect(await printed("run", "hello.xmpp", "-h")).toBe(page);
  expect(await printed("calc", "scram", "--help")).toMatch(/^xmpp-repl calc scram: /);
  expect(await printed("help")).toBe(await printed("--help"));
});

describe("every option of a subcommand is in its help, beneath the heading of its group:", () => {
  test.each(everySubcommand().slice(1))("%s", async (_name, path) => {
    const { options } = subcommandIn(path).subcommand;
    let heading = "";
    const found = (await helpFor(path, 0)).flatMap((row) => {
      heading = /^(\S.*):$/.exec(row)?.[1] ?? heading;
      const [, name] = /^ {2}(?:-\w, )?(--[\w-]+)/.exec(row) ?? [];
      return name === undefined ? [] : [`${heading} ${name}`];
    });
    const expected = Object.entries(options).map(([name, one]) => `${one.group} ${writtenAs(name, one)}`);
    expect(found.sort()).toEqual(expected.sort());
    expect(GROUPS).toEqual(expect.arrayContaining(Object.values(options).map(({ group }) => group)));
  });
});

test("the names that are no address are those of the subcommands", () => {
  expect(SUBCOMMANDS).toEqual(PROGRAM.subcommands?.map(nameOf));
});

test("help names the exit codes, and the list of them is whole", async () => {
  expect(await printed("--help")).toContain("Exit codes: 0 all went well, 1 a step failed, 2 wrong usage");
  expect(EXIT_CODES.map(([code]) => code)).toEqual(Object.values(EXIT));
});

test("help of a command of the prompt is what the prompt says of it", async () => {
  expect(await printed("help", "bind")).toMatch(/^bind \[resource\]/);
});

test("help of what there is not suggests what is near", async () => {
  let messages = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    messages += String(chunk);
    return true;
  });
  expect(await runArguments(["help", "bnid"], "0.0.0")).toBe(2);
  expect(messages).toBe('Cannot help with "bnid": there is no such topic (did you mean "bind"?)\n');
});

test("help of help is the page of help", async () => {
  expect(await printed("help", "--help")).toMatch(/^xmpp-repl help \[topic\]/);
});

test("help names a file where a variable says that it is", async () => {
  const lines = await helpFor(["environment"], 80, { XDG_CONFIG_HOME: "/elsewhere" });
  expect(lines.join("\n")).toContain("/elsewhere/xmpp-repl/config");
  expect(lines.join("\n")).toContain("~/.local/state/xmpp-repl/history.jsonl");
});
