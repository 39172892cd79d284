// The subcommand for lessons, as yargs reads it. What it does is loaded when it is run.
import type { Argv } from "yargs";
import type { Ran } from "./add-scripts.ts";

/** Adds `learn` to the command line. */
export function addLearn(parser: Argv, { version, done }: Ran): Argv {
  return parser.command(
    "learn [lesson]",
    "Learn XMPP step by step: the list of lessons, or one of them",
    (command) =>
      command
        .positional("lesson", { type: "string", describe: "the lesson's number or name" })
        .option("server", {
          type: "string",
          requiresArg: true,
          describe: "where to connect, as localhost:5222; without it to the practice server",
        })
        .option("domain", {
          type: "string",
          requiresArg: true,
          describe: "the domain of the accounts, when it is not the host",
        })
        .option("present", {
          type: "boolean",
          default: false,
          describe: "show the lesson to a class: the space bar goes on",
        })
        .option("color", { type: "boolean", describe: "colours, whatever the terminal says" }),
    async (argv) => {
      const { learn } = await import("./learn.ts");
      done(await learn(argv, version));
    },
  );
}
