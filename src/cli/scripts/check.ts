// `xmpp-repl check`: what is wrong with scripts, told without running them.
import { sanitizeLine } from "../../render/text/sanitize.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import { PLAIN_SETUP } from "../command-line/setup.ts";
import { gatherFiles } from "./gather.ts";
import { load } from "./run-one.ts";

export interface CheckSetup {
  readonly file: readonly string[];
  readonly var?: readonly string[] | undefined;
}

/**
 * Prints every error, and returns the exit code.
 * @throws UsageError where there is nothing to check.
 */
export async function check({ file, var: variables }: CheckSetup): Promise<number> {
  const files = await gatherFiles(file);
  let wrong = 0;
  for (const name of files) {
    const { errors } = await load(name, { ...PLAIN_SETUP, var: variables });
    for (const { message } of errors) process.stdout.write(`${sanitizeLine(message)}\n`);
    if (errors.length > 0) wrong += 1;
  }
  const all = `${files.length} ${files.length === 1 ? "script" : "scripts"} checked`;
  process.stderr.write(`${all}, ${wrong === 0 ? "nothing is wrong" : `${wrong} cannot be run`}\n`);
  return wrong === 0 ? EXIT.passed : EXIT.usage;
}
