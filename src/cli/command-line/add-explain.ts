// `xmpp-repl explain`: what it takes, and yargs told of it. What it does is loaded when it is run.
import type { Argv } from "yargs";
import type { Ran } from "./add-scripts.ts";
import { COLOR } from "./connect-options.ts";
import type { Candidate, Subcommand, Typed } from "./definition.ts";

export const EXPLAIN = {
  usage: "explain <word..>",
  summary: "say what something is, and where it is defined",
  words: {
    word: {
      type: "string",
      array: true,
      demandOption: true,
      candidates: explainable,
      describe:
        "a word of XMPP, a namespace, an element, an error condition, a mechanism, a command, a XEP or an RFC, a status code",
    },
  },
  options: { color: COLOR },
  examples: [
    ["xmpp-repl explain bare JID", "a word of XMPP"],
    ["xmpp-repl explain urn:xmpp:sm:3", "a namespace"],
    ["xmpp-repl explain not-authorized", "an error condition, in its three kinds"],
    ["xmpp-repl explain RFC 6120 4.9", "a section, and what the tables have of it"],
  ],
} as const satisfies Subcommand;

async function explainable(typed: Typed): Promise<readonly Candidate[]> {
  const { explainableWords } = await import("../completion/explainable-words.ts");
  return explainableWords(typed);
}

/** Adds `explain` to the command line. */
export function addExplain(parser: Argv, { done }: Ran): Argv {
  return parser.command(
    EXPLAIN.usage,
    EXPLAIN.summary,
    (command) => command.positional("word", EXPLAIN.words.word).options(EXPLAIN.options),
    async ({ word, color }) => {
      const { explain } = await import("../explain.ts");
      const { stdout, stderr, env } = process;
      done(await explain({ word, color, output: stdout, messages: stderr, environment: env }));
    },
  );
}
