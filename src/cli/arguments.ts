// The command line with options: read by yargs, which is loaded only where it is needed.
import yargs from "yargs";
import { UsageError } from "../errors.ts";
import { EXIT } from "./exit-codes.ts";
import { start } from "./start.ts";

/** Runs what the arguments ask for; returns the exit code. */
export async function runArguments(args: readonly string[], version: string): Promise<number> {
  let code: number = EXIT.passed;
  const parser = yargs([...args])
    .scriptName("xmpp-repl")
    .version(version)
    .parserConfiguration({ "duplicate-arguments-array": false, "parse-positional-numbers": false })
    .strict()
    .exitProcess(false)
    .command(
      "$0 [address]",
      "Explore XMPP one step at a time: a prompt, or the lines of standard input",
      (command) =>
        command
          .positional("address", {
            type: "string",
            describe: "where to connect: host, host:port, [IPv6]:port",
          })
          .option("domain", {
            type: "string",
            requiresArg: true,
            describe: 'the domain for the stream\'s "to", when it is not the host',
          })
          .option("jid", {
            type: "string",
            requiresArg: true,
            describe: "your account; the password comes from XMPP_PASSWORD",
          })
          .option("log", {
            type: "string",
            requiresArg: true,
            describe: "write the transcript to this file, as NDJSON",
          })
          .option("show-secrets", {
            type: "boolean",
            default: false,
            describe: "do not redact passwords in the log and in piped output",
          })
          .option("allow-plaintext", {
            type: "boolean",
            default: false,
            describe: "let PLAIN send a password unencrypted to another machine",
          })
          .option("color", {
            type: "boolean",
            describe: "colours, also when the output is no terminal (--no-color: none)",
          }),
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
      throw new UsageError(`${message} (run "xmpp-repl --help" for the options)`);
    })
    .help();
  try {
    await parser.parseAsync();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
  return code;
}
