// The command line as yargs reads it.
import yargs from "yargs";
import { UsageError } from "../../errors.ts";
import { atHome } from "../../shell/home.ts";
import { addCalc } from "../calc/calc.ts";
import { complain } from "../complain.ts";
import { start } from "../start.ts";
import { addExplain } from "./add-explain.ts";
import { addLearn } from "./add-learn.ts";
import { addScripts } from "./add-scripts.ts";
import { PROGRAM } from "./command-line.ts";
import { PROMPT_OPTIONS } from "./connect-options.ts";
import type { OptionDefinition, Subcommand, WordDefinition } from "./definition.ts";
import { EXIT } from "./exit-codes.ts";
import { inOurWords } from "./yargs-words.ts";

/** Options and words that may be there several times. */
const LISTS = namesOf(PROGRAM, ({ array }) => array === true);

/** Those that name a file. A shell reads `~` at the beginning of a word only, and not in `--log=~/walk.ndjson`. */
const FILES = namesOf(PROGRAM, ({ candidates }) => candidates === "files" || candidates === "folders");

type Definition = OptionDefinition | WordDefinition;

function namesOf(
  { words, options, subcommands = [] }: Subcommand,
  isMeant: (definition: Definition) => boolean,
): ReadonlySet<string> {
  const own = Object.entries<Definition>({ ...words, ...options }).flatMap(([name, definition]) =>
    isMeant(definition) ? [name] : [],
  );
  return new Set([...own, ...subcommands.flatMap((one) => [...namesOf(one, isMeant)])]);
}

/** Stands for a lone "-", which yargs loses among positionals. No argument can have it. */
const STANDARD_INPUT = "\0";

/** Of any other option that is there twice the last counts. */
function tidy(argv: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(argv)) {
    const plain = name.replace(/[A-Z]/g, "-$&").toLowerCase();
    const read = (one: unknown) => (FILES.has(plain) ? fileIn(restored(one)) : restored(one));
    const values = Array.isArray(value) ? value.map(read) : read(value);
    const isSingle = name !== "_" && Array.isArray(values) && !LISTS.has(plain);
    argv[name] = isSingle ? values.at(-1) : values;
  }
}

function fileIn(value: unknown): unknown {
  return typeof value === "string" ? atHome(value) : value;
}

function restored(value: unknown): unknown {
  return value === STANDARD_INPUT ? "-" : value;
}

/** Runs what the arguments ask for; returns the exit code. */
export async function runParsed(args: readonly string[], version: string): Promise<number> {
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
    .alias("version", "V")
    .parserConfiguration({ "parse-positional-numbers": false })
    .middleware(tidy, true)
    .strict()
    .exitProcess(false)
    .command(
      "$0 [address]",
      PROGRAM.summary,
      (command) => command.positional("address", { type: "string" }).options(PROMPT_OPTIONS),
      async (argv) => {
        code = await start(argv, version);
      },
    )
    .fail((message, error) => {
      // yargs' own complaints come as errors too, by a class it does not export.
      if (error && error.name !== "YError") throw error;
      refused = message;
      throw new UsageError(message);
    })
    .help(false);
  try {
    await parser.parseAsync();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { message } = error;
    complain(message === refused ? inOurWords({ message, args }) : message);
    return EXIT.usage;
  }
  return code;
}
