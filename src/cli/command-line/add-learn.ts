// `xmpp-repl learn`: what it takes, and yargs told of it. What it does is loaded when it is run.
import type { Argv } from "yargs";
import type { Ran } from "./add-scripts.ts";
import { COLOR } from "./connect-options.ts";
import type { Candidate, Subcommand } from "./definition.ts";

export const LEARN = {
  usage: "learn [lesson]",
  summary: "learn XMPP step by step: the list of lessons, or one",
  words: {
    lesson: { type: "string", candidates: lessons, describe: "the lesson's number or name" },
  },
  options: {
    server: {
      type: "string",
      requiresArg: true,
      group: "Where to connect",
      value: "ADDRESS",
      describe: "where to connect, as localhost:5222; without it to the practice server",
    },
    domain: {
      type: "string",
      requiresArg: true,
      group: "Where to connect",
      value: "DOMAIN",
      describe: "the domain of the accounts, when it is not the host",
    },
    present: {
      type: "boolean",
      default: false,
      group: "What is shown",
      describe: "show the lesson to a class: the space bar goes on",
    },
    color: COLOR,
  },
  examples: [
    ["xmpp-repl learn 1", "the first lesson"],
    ["xmpp-repl learn --present stanzas", "on a wall"],
  ],
} as const satisfies Subcommand;

async function lessons(): Promise<readonly Candidate[]> {
  const { readLessons } = await import("../learn/lesson-files.ts");
  return readLessons().map(({ lesson }) => [lesson.name, `${lesson.number}: ${lesson.title}`] as const);
}

/** Adds `learn` to the command line. */
export function addLearn(parser: Argv, { version, done }: Ran): Argv {
  return parser.command(
    LEARN.usage,
    LEARN.summary,
    (command) => command.positional("lesson", LEARN.words.lesson).options(LEARN.options),
    async (argv) => {
      const { learn } = await import("../learn/learn.ts");
      done(await learn(argv, version));
    },
  );
}
