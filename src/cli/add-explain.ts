// The subcommand that explains, as yargs reads it. What it does is loaded when it is run.
import type { Argv } from "yargs";
import type { Ran } from "./add-scripts.ts";

/** Adds `explain` to the command line. */
export function addExplain(parser: Argv, { done }: Ran): Argv {
  return parser.command(
    "explain <word..>",
    "Say what something is, and where it is defined: a word, a namespace, an error condition, XEP-0198 …",
    (command) =>
      command
        .positional("word", {
          type: "string",
          array: true,
          demandOption: true,
          describe:
            "a word of XMPP, a namespace, an element, an error condition, a mechanism, a command, a XEP or an RFC, a status code",
        })
        .option("color", { type: "boolean", describe: "colours, whatever the terminal says" })
        .example("xmpp-repl explain bare JID", "a word of XMPP")
        .example("xmpp-repl explain urn:xmpp:sm:3", "a namespace")
        .example("xmpp-repl explain not-authorized", "an error condition, in its three kinds")
        .example("xmpp-repl explain RFC 6120 4.9", "a section, and what the tables have of it"),
    async ({ word, color }) => {
      const { explain } = await import("./explain.ts");
      const { stdout, stderr, env } = process;
      done(await explain({ word, color, output: stdout, messages: stderr, environment: env }));
    },
  );
}
