import { homedir } from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { runArguments } from "../../../src/cli/command-line/arguments.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is said to arguments that are refused. */
async function refusal(...args: readonly string[]): Promise<string> {
  let messages = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    messages += String(chunk);
    return true;
  });
  expect(await runArguments(args, "0.0.0")).toBe(2);
  return messages;
}

describe("a first word that is a slip of a subcommand's name gets that name:", () => {
  test.each([
    [["explian", "bind"], "explain"],
    [["lern", "3"], "learn"],
    [["serv", "--expose"], "serve"],
    [["chek", "one.xmpp", "two.xmpp"], "check"],
  ])("%j: %s", async (args, meant) => {
    expect(await refusal(...args)).toBe(
      `Cannot run "${args[0]}": there is no such subcommand (did you mean "${meant}"?)\n`,
    );
  });
});

describe("any other gets the options:", () => {
  test.each([[["example.org", "bind"]], [["localhost", "--nonsense"]], [["explain", "--nonsense", "bind"]]])(
    "%j",
    async (args) => {
      expect(await refusal(...args)).toMatch(/\(run "xmpp-repl[ a-z]* --help" for the options\)\n$/);
    },
  );
});

describe("what cannot be read is told in plain words, with what to do:", () => {
  test.each<[readonly string[], string]>([
    [["explain"], 'Cannot explain: there is no word (say what, as in "xmpp-repl explain bind")'],
    [["run"], 'Cannot run: there is no file (name a script, as in "xmpp-repl run hello.xmpp")'],
    [
      ["explain", "--foo"],
      'Cannot read --foo: there is no such option (run "xmpp-repl explain --help" for the options)',
    ],
    [["--no-confi"], "Cannot read --no-confi: there is no such option (did you mean --no-config?)"],
    [["serve", "--prot", "1"], "Cannot read --prot: there is no such option (did you mean --port?)"],
    [
      ["localhost", "--log=a", "--domian=b"],
      "Cannot read --domian: there is no such option (did you mean --domain?)",
    ],
    [["serve", "5222"], 'Cannot read "5222": it is one word too many (did you mean "--port 5222"?)'],
    [["serve", "--tls", "maybe"], 'Cannot use --tls "maybe": it is required, optional or off'],
    [
      ["serve", "--log"],
      'Cannot read --log: its value is missing (run "xmpp-repl serve --help" for the options)',
    ],
  ])("%j", async (args, said) => {
    expect(await refusal(...args)).toBe(`${said}\n`);
  });
});

test.each([[["convert", "~/none.scs"]], [["--log=~/no/such/folder/log"]]])(
  "the home folder stands in place of the ~ in a file's name, where the shell has left it: %j",
  async (args) => {
    expect(await refusal(...args)).toContain(homedir());
  },
);
