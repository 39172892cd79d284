import { afterEach, describe, expect, test, vi } from "vitest";
import { runArguments } from "../../src/cli/arguments.ts";

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
