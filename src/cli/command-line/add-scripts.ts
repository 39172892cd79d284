// The subcommands for scripts, and yargs told of them. What they do is loaded when one is run.
import type { Argv } from "yargs";
import { SERVE } from "../practice-server/serve-options.ts";
import { FILES, RUN } from "../scripts/run-options.ts";
import { VARIABLES } from "./connect-options.ts";
import type { Subcommand } from "./definition.ts";

export interface Ran {
  readonly version: string;
  /** Takes the exit code. */
  done(code: number): void;
}

const VAR = {
  ...VARIABLES,
  group: "Options",
  describe: "a variable that the run will define, as room=lobby",
} as const;

export const CHECK = {
  usage: "check <file..>",
  summary: "read scripts without running them, and tell what is wrong",
  words: { file: FILES },
  options: { var: VAR },
} as const satisfies Subcommand;

export const FMT = {
  usage: "fmt <file..>",
  summary: "put scripts into one layout",
  words: { file: FILES },
  options: {
    check: {
      type: "boolean",
      default: false,
      group: "Options",
      describe: "change nothing, only tell which would change (exit code 1)",
    },
  },
} as const satisfies Subcommand;

export const CONVERT = {
  usage: "convert <file>",
  summary: "write a Scansion script (.scs) as .xmpp that does the same",
  words: {
    file: { type: "string", demandOption: true, candidates: "files", describe: "the script" },
  },
  options: {
    output: {
      alias: "o",
      type: "string",
      requiresArg: true,
      group: "Options",
      value: "FILE",
      candidates: "files",
      describe: "the file to write; without it standard output",
    },
    force: {
      type: "boolean",
      default: false,
      group: "Options",
      describe: "write over a file that is there",
    },
    var: VAR,
  },
} as const satisfies Subcommand;

/** Adds `run`, `serve`, `check`, `fmt` and `convert` to the command line. */
export function addScripts(parser: Argv, { version, done }: Ran): Argv {
  return parser
    .command(
      RUN.usage,
      RUN.summary,
      (command) => command.positional("file", RUN.words.file).options(RUN.options),
      async (argv) => {
        const { run } = await import("../scripts/run.ts");
        done(await run(argv, version));
      },
    )
    .command(
      SERVE.usage,
      SERVE.summary,
      (command) => command.options(SERVE.options),
      async (argv) => {
        const { serve } = await import("../practice-server/serve.ts");
        done(await serve(argv, version));
      },
    )
    .command(
      CHECK.usage,
      CHECK.summary,
      (command) => command.positional("file", CHECK.words.file).options(CHECK.options),
      async (argv) => {
        const { check } = await import("../scripts/check.ts");
        done(await check(argv));
      },
    )
    .command(
      FMT.usage,
      FMT.summary,
      (command) => command.positional("file", FMT.words.file).options(FMT.options),
      async (argv) => {
        const { fmt } = await import("../scripts/fmt.ts");
        done(await fmt(argv));
      },
    )
    .command(
      CONVERT.usage,
      CONVERT.summary,
      (command) => command.positional("file", CONVERT.words.file).options(CONVERT.options),
      async (argv) => {
        const { convert } = await import("../scripts/convert.ts");
        done(await convert(argv));
      },
    );
}
