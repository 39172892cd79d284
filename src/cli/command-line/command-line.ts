// All that the command line takes.

import { CALC } from "../calc/options.ts";
import { SERVE } from "../practice-server/serve-options.ts";
import { RUN } from "../scripts/run-options.ts";
import { EXPLAIN } from "./add-explain.ts";
import { LEARN } from "./add-learn.ts";
import { CHECK, CONVERT, FMT } from "./add-scripts.ts";
import { PROMPT_OPTIONS } from "./connect-options.ts";
import { type Candidate, nameOf, type Subcommand } from "./definition.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

const HELP = {
  usage: "help [topic]",
  summary: "the help of one of these, of a command, or all options",
  words: {
    topic: {
      type: "string",
      candidates: topics,
      describe: "a subcommand, a command of the prompt, options, environment",
    },
  },
  options: {},
  examples: [
    ["xmpp-repl help options", "all the options, by use"],
    ["xmpp-repl help bind", "what the prompt's help says of bind"],
  ],
} as const satisfies Subcommand;

export const COMPLETION = {
  usage: "completion <shell>",
  summary: "make bash, zsh or fish complete these by Tab",
  words: {
    shell: {
      type: "string",
      choices: SHELLS,
      describe: "the shell; the script's first lines say where it goes",
    },
  },
  options: {},
  examples: [
    ["source <(xmpp-repl completion bash)", "in ~/.bashrc"],
    ["source <(xmpp-repl completion zsh)", "in ~/.zshrc"],
    ["xmpp-repl completion fish > ~/.config/fish/completions/xmpp-repl.fish", "once"],
  ],
} as const satisfies Subcommand;

/** What stands behind `xmpp-repl`, in the order in which somebody new needs it. */
export const PROGRAM: Subcommand = {
  usage: "[address]",
  summary: "a prompt for exploring XMPP one step at a time",
  words: {
    address: {
      type: "string",
      describe:
        "where to connect: a domain, host:port, [IPv6]:port, xmpps://host:port; without it a practice server is started beside the prompt",
    },
  },
  options: PROMPT_OPTIONS,
  subcommands: [LEARN, EXPLAIN, RUN, CHECK, FMT, CONVERT, SERVE, CALC, COMPLETION, HELP],
  examples: [
    ["xmpp-repl localhost:5222", "a prompt; then: open, auth me test, restart, bind, presence, close"],
  ],
};

export interface Found {
  readonly subcommand: Subcommand;
  /** What the words that led to it are, for example ["calc", "scram"]. */
  readonly path: readonly string[];
}

/** The subcommand that the first of these words name. */
export function subcommandIn(words: readonly string[]): Found {
  let found: Found = { subcommand: PROGRAM, path: [] };
  for (const word of words) {
    const next = found.subcommand.subcommands?.find((one) => nameOf(one) === word);
    if (!next) break;
    found = { subcommand: next, path: [...found.path, word] };
  }
  return found;
}

async function topics(): Promise<readonly Candidate[]> {
  const { commands } = await import("../../commands/index.ts");
  return [
    ["options", "all options of the prompt, by use"],
    ["environment", "what is read and written besides"],
    ...(PROGRAM.subcommands ?? []).map((one) => [nameOf(one), one.summary] as const),
    ...commands.map(({ name, summary }) => [name, summary] as const),
  ];
}
