import { describe, expect, test } from "vitest";
import { configurationIn } from "../../../src/cli/config/config.ts";
import { problemRows } from "../../../src/cli/config/configured.ts";
import { tryOut } from "../../helpers/try-out.ts";

const PATH = "~/.config/xmpp-repl/config";

async function configured(...lines: readonly string[]) {
  const tool = tryOut();
  const configuration = configurationIn(PATH, { status: "read", text: lines.join("\n") });
  return { tool, ...configuration, ...(await configuration.apply(tool)) };
}

test("settings have the values, and say which line they are from", async () => {
  const { tool, problems } = await configured("# mine", "set view tree", "set times relative");
  expect(problems).toEqual([]);
  expect(tool.settings.get("view")).toBe("tree");
  expect(tool.settings.source("view")).toBe("config line 2");
  expect(tool.settings.source("times")).toBe("config line 3");
  expect(tool.settings.source("fold")).toBeUndefined();
});

test("aliases, filters, accounts and first lines are there", async () => {
  const { tool, problems, start, accounts } = await configured(
    "alias hi = message juliet@localhost hi",
    "filter chats = message",
    "account juliet = juliet@localhost",
    "start open",
    "start @juliet open",
  );
  expect(problems).toEqual([]);
  expect(tool.aliases.get("hi")).toBe("message juliet@localhost hi");
  expect(tool.filters.named).toEqual([{ name: "chats", expression: "message" }]);
  expect(accounts).toEqual(["juliet=juliet@localhost"]);
  expect(start).toEqual([
    { n: 4, line: "open" },
    { n: 5, line: "@juliet open" },
  ]);
});

describe("a line that cannot be used is told with the file, its number, itself and the reason:", () => {
  test.each([
    ["set view lilac", 'Cannot set view to "lilac": it is one of pretty, raw, compact, hex, tree'],
    ["alias open = close", 'Cannot make the alias "open": a command has that name (take another)'],
    ["start <presence>", "Cannot run the line at the start: its XML does not end on it (close what is open)"],
    [
      "start iq get <query>",
      "Cannot run the line at the start: its XML does not end on it (close what is open)",
    ],
    [
      "set timing on # as it was",
      'Cannot set timing to "on # as it was": what stands behind # is a part of it (a comment needs a line of its own)',
    ],
    [
      "theme = dark",
      'Cannot read the line: there is no "theme" in a configuration (did you mean "set theme"?)',
    ],
    ["strat", 'Cannot read the line: there is no "strat" in a configuration (did you mean "start"?)'],
    ["filter chats = text 'hello", 'Cannot read the line: the quote \' is not closed (put the text in "…")'],
  ])("%s", async (line, reason) => {
    const { problems } = await configured("", line);
    expect(problems).toEqual([`${PATH}:2: ${line}\n  ${reason}`]);
  });
});

test("an account that only lacks its = is shown as it is", async () => {
  const { problems } = await configured("account juliet juliet@localhost");
  expect(problems).toEqual([expect.stringContaining(`${PATH}:1: account juliet juliet@localhost\n`)]);
});

test("of two lines for one name the second is told, and the first counts", async () => {
  const { tool, problems, accounts } = await configured(
    "account juliet = juliet@localhost",
    "account juliet = other@localhost",
    "alias hi = ping",
    "alias hi = bind",
  );
  expect(accounts).toEqual(["juliet=juliet@localhost"]);
  expect(tool.aliases.get("hi")).toBe("ping");
  expect(problems).toEqual([
    `${PATH}:2: account juliet = other@localhost\n  Cannot use the account "juliet": line 1 has it already (leave one of them out)`,
    `${PATH}:4: alias hi = bind\n  Cannot use the alias "hi": line 3 has it already (leave one of them out)`,
  ]);
});

test("the problems come in the order of the lines, and the other lines count", async () => {
  const { tool, problems } = await configured("set view lilac", "nonsense", "set fold 0", "alias open = x");
  expect(problems.map((problem) => /:(\d+):/.exec(problem)?.[1])).toEqual(["1", "2", "4"]);
  expect(tool.settings.get("fold")).toBe(0);
});

describe("a password is refused, and not shown:", () => {
  test.each([
    ["account me = me@localhost my-secret", "account me = me@localhost [redacted]"],
    ["alias in = auth me my-secret", "alias in = auth me [redacted]"],
    ["start auth me my-secret", "start auth me [redacted]"],
    ["start @juliet auth me my-secret", "start @juliet auth me [redacted]"],
    ["start @juliet auht me my-secret", "start @juliet auht [redacted]"],
    ["strat auth me my-secret", "strat [redacted]"],
    ["accuont me = me@localhost my-secret", "accuont [redacted]"],
    ["accounts me@localhost my-secret", "accounts [redacted]"],
    ["password my-secret", "password [redacted]"],
    ["password=my-secret", "password [redacted]"],
    ["pasword = my-secret", "pasword [redacted]"],
    ["juliet = juliet@localhost my-secret", "juliet [redacted]"],
    ["juliet@localhost my-secret", "juliet [redacted]"],
    ["auth me my-secret", "auth [redacted]"],
    ["account=my-secret", "account [redacted]"],
    ["account me@localhost my-secret", "account [redacted]"],
    ["account = me my-secret", "account [redacted]"],
    ["account me my-secret = me@localhost", "account [redacted]"],
    ["account me@my-secret = me@localhost", "account [redacted]"],
    ["account me = my-secret", "account me = [redacted]"],
    ["account me = me:my-secret@localhost", "account me = [redacted]"],
    ["set password my-secret", "set password [redacted]"],
    ["set password my-secret now", "set password [redacted]"],
    ["alias in auth me my-secret", "alias [redacted]"],
    ["alias in auth me my-secret = x", "alias [redacted]"],
    ["alias in = @juliet auth me my-secret", "alias in = @juliet auth me [redacted]"],
    ["filter in auth me my-secret = x", "filter [redacted]"],
    ["account juliet my-secret", "account [redacted]"],
    ["account juliet juliet@localhost my-secret", "account [redacted]"],
  ])("%s", async (line, shown) => {
    const { problems, start, tool } = await configured(line);
    expect(problems).toEqual([expect.stringContaining(`${PATH}:1: ${shown}\n  Cannot `)]);
    expect(problems.join()).not.toContain("my-secret");
    expect([start, tool.aliases.all]).toEqual([[], []]);
  });
});

describe("what is only misspelt is shown whole:", () => {
  test.each([
    "strat open",
    "strat @juliet presence --show away",
    "sett view raw",
    "bind desk",
    "nonsense and more",
    "accuont juliet = juliet@localhost",
    "alias hi message juliet@localhost hi",
    "filtr chats = message and text hello",
    "filter chats message and text hello",
    "set colour red",
    "theme = dark",
    "limit stanza=64kB",
  ])("%s", async (line) => {
    expect((await configured(line)).problems).toEqual([
      expect.stringContaining(`${PATH}:1: ${line}\n  Cannot `),
    ]);
  });
});

test.each(["start auht me my-secret", "alias in = auht me my-secret"])(
  "of a command that is misspelt the one that was meant is named: %s",
  async (line) => {
    const { problems } = await configured(line);
    expect(problems).toEqual([
      expect.stringMatching(/auht \[redacted\]\n.*there is no command "auht" \(did you mean "auth"\?\)$/),
    ]);
  },
);

test("what goes on in another row is indented as the first one is", () => {
  expect(problemRows("config:1: set view lilac\n  Cannot set it, because it is not there", 24)).toEqual([
    "config:1: set view lilac",
    "  Cannot set it, because",
    "  it is not there",
  ]);
});

test("an alias that a first line begins with is looked into", async () => {
  const { problems } = await configured("alias in = auth me", "start in my-secret");
  expect(problems).toEqual([expect.stringContaining("a secret stands in the line")]);
});

test("what the file holds is shown, not obeyed", async () => {
  const { problems } = await configured("set \x1b[2J");
  expect(problems.join()).not.toContain("\x1b");
});

test("a file that cannot be read is told once", async () => {
  const error = Object.assign(new Error("EACCES"), { code: "EACCES" });
  const { apply, accounts } = configurationIn(PATH, { status: "unreadable", error });
  expect(accounts).toEqual([]);
  expect(await apply(tryOut())).toEqual({
    start: [],
    problems: [`Cannot read the configuration ${PATH}: it may not be read (is it yours?)`],
  });
});
