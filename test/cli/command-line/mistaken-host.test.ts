import { expect, test } from "vitest";
import { namingSubcommands } from "../../../src/cli/command-line/mistaken-host.ts";
import { ConnectionError } from "../../../src/errors.ts";
import type { Connect } from "../../../src/stream/transport.ts";

const nobodyThere: Connect = async ({ host, port }) => {
  throw new ConnectionError(`Cannot connect to ${host}:${port}: there is no such host`, { host, port });
};
const listener = { data: () => {}, closed: () => {} };

/** What is said where the command line's host does not answer. */
async function refusal(address: string, host = address): Promise<string> {
  const connect = namingSubcommands(nobodyThere, address);
  const failed = connect({ host, port: 5222 }, listener, new AbortController().signal);
  return await failed.then(
    () => "",
    (error: Error) => error.message,
  );
}

test("a host that does not answer, and is nearly a subcommand, gets that subcommand", async () => {
  expect(await refusal("srve")).toBe(
    'Cannot connect to srve:5222: there is no such host (did you mean "xmpp-repl serve"?)',
  );
});

test("any other host gets none", async () => {
  expect(await refusal("example.org")).toBe("Cannot connect to example.org:5222: there is no such host");
  expect(await refusal("srve", "other")).toBe("Cannot connect to other:5222: there is no such host");
});
