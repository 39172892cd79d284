// The command line with options: read by yargs, which is loaded only where it is needed.
import yargs from "yargs";
import { UsageError } from "../errors.ts";
import { addExplain } from "./add-explain.ts";
import { addLearn } from "./add-learn.ts";
import { addScripts } from "./add-scripts.ts";
import { addCalc } from "./calc.ts";
import { complain } from "./complain.ts";
import { connectOptions } from "./connect-options.ts";
import { EXIT } from "./exit-codes.ts";
import { start } from "./start.ts";
import { inOurWords } from "./yargs-words.ts";

/** Options that may be there several times. */
const LISTS = ["file", "word", "account", "var", "allow-hosts", "only-tags", "skip-tags", "report"];

/** Stands for a lone "-", which yargs loses among positionals. No argument can have it. */
const STANDARD_INPUT = "\0";

/** Of any other option that is there twice the last counts. */
function tidy(argv: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(argv)) {
    const plain = name.replace(/[A-Z]/g, "-$&").toLowerCase();
    const values = Array.isArray(value) ? value.map(restored) : restored(value);
    const isSingle = name !== "_" && Array.isArray(values) && !LISTS.includes(plain);
    argv[name] = isSingle ? values.at(-1) : values;
  }
}

function restored(value: unknown): unknown {
  return value === STANDARD_INPUT ? "-" : value;
}

/** Runs what the arguments ask for; returns the exit code. */
export async function runArguments(args: readonly string[], version: string): Promise<number> {
  let code: number = EXIT.passed;
  let refused: string | undefined;
  const done = (ended: number) => {
    code = ended;
  };
  const ran = { version, done };
  const known = args.map((arg) => (arg === "-" ? STANDARD_INPUT : arg));
  const parser = addExplain(addLearn(addScripts(addCalc(yargs(known)), ran), ran), ran)
    .scriptName("xmpp-repl")
    .version(version)
    .parserConfiguration({ "parse-positional-numbers": false })
    .middleware(tidy, true)
    .strict()
    .exitProcess(false)
    .command(
      "$0 [address]",
      "Explore XMPP one step at a time: a prompt, or the lines of standard input",
      (command) =>
        connectOptions(
          command.positional("address", {
            type: "string",
            describe: "where to connect: a domain, host:port, [IPv6]:port, xmpps://host:port",
          }),
        ),
      async (argv) => {
        code = await start(argv, version);
      },
    )
    .example("xmpp-repl localhost:5222", "a prompt; then: open, auth me test, restart, bind, presence, close")
    .epilogue(
      "Exit codes: 0 all went well, 1 a step failed, 2 wrong usage, 3 no connection, 130 interrupted.\nDocumentation: docs/getting-started.md, docs/commands.md",
    )
    .fail((message, error) => {
      // yargs' own complaints come as errors too, by a class it does not export.
      if (error && error.name !== "YError") throw error;
      refused = message;
      throw new UsageError(message);
    })
    .help();
  try {
    await parser.parseAsync();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { message } = error;
    complain(message === refused ? inOurWords({ message, args, help: await parser.getHelp() }) : message);
    return EXIT.usage;
  }
  return code;
}
