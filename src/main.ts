// The bin: answers what is quick to answer, and loads the rest only when it is needed.

import { SUBCOMMANDS } from "./cli/command-line/subcommands.ts";

declare const XMPP_REPL_VERSION: string;

const args = process.argv.slice(2);

async function run(): Promise<number> {
  const [first = "", ...rest] = args;
  if ((first === "--version" || first === "-V") && rest.length === 0) {
    process.stdout.write(`${XMPP_REPL_VERSION}\n`);
    return 0;
  }
  // An address alone needs no option parser, which would cost more than everything else.
  if (rest.length === 0 && !first.startsWith("-") && !SUBCOMMANDS.includes(first)) {
    const { start } = await import("./cli/start.ts");
    return await start(
      { address: first || undefined, showSecrets: false, allowPlaintext: false },
      XMPP_REPL_VERSION,
    );
  }
  const { runArguments } = await import("./cli/command-line/arguments.ts");
  return await runArguments(args, XMPP_REPL_VERSION);
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const stack = error instanceof Error ? error.stack : String(error);
    process.stderr.write(`A bug in xmpp-repl (please report it):\n${stack}\n`);
    process.exitCode = 70;
  },
);
