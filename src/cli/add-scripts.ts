// The subcommands for scripts, as yargs reads them. What they do is loaded when one is run.
import type { Argv } from "yargs";
import { runOptions } from "./run-options.ts";
import { serveOptions } from "./serve-options.ts";

export interface Ran {
  readonly version: string;
  /** Takes the exit code. */
  done(code: number): void;
}

const FILES = {
  type: "string",
  array: true,
  demandOption: true,
  describe: "scripts (.xmpp, .scs, .md), folders of them, globs; - is standard input",
} as const;

const VARIABLES = {
  type: "string",
  array: true,
  nargs: 1,
  requiresArg: true,
  describe: "a variable that the run will define, as room=lobby",
} as const;

/** Adds `run`, `check`, `fmt`, `convert` and `serve` to the command line. */
export function addScripts(parser: Argv, { version, done }: Ran): Argv {
  return parser
    .command(
      "run <file..>",
      "Run scripts against a server, and tell what differs",
      runOptions,
      async (argv) => {
        const { run } = await import("./run.ts");
        done(await run(argv, version));
      },
    )
    .command(
      "serve",
      "Run the practice server alone, for others to connect to",
      serveOptions,
      async (argv) => {
        const { serve } = await import("./serve.ts");
        done(await serve(argv, version));
      },
    )
    .command(
      "check <file..>",
      "Read scripts without running them, and tell what is wrong",
      (command) => command.positional("file", FILES).option("var", VARIABLES),
      async (argv) => {
        const { check } = await import("./check.ts");
        done(await check(argv));
      },
    )
    .command(
      "fmt <file..>",
      "Put scripts into one layout",
      (command) =>
        command.positional("file", FILES).option("check", {
          type: "boolean",
          default: false,
          describe: "change nothing, only tell which would change (exit code 1)",
        }),
      async (argv) => {
        const { fmt } = await import("./fmt.ts");
        done(await fmt(argv));
      },
    )
    .command(
      "convert <file>",
      "Write a Scansion script (.scs) as .xmpp that does the same",
      (command) =>
        command
          .positional("file", { type: "string", demandOption: true, describe: "the script" })
          .option("output", {
            alias: "o",
            type: "string",
            requiresArg: true,
            describe: "the file to write; without it standard output",
          })
          .option("force", { type: "boolean", default: false, describe: "write over a file that is there" })
          .option("var", VARIABLES),
      async (argv) => {
        const { convert } = await import("./convert.ts");
        done(await convert(argv));
      },
    );
}
