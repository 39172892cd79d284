// The command line with options: read by yargs, which is loaded only where it is needed.
import yargs from "yargs";
import { UsageError } from "../errors.ts";
import { TLS_VERSIONS } from "../stream/security.ts";
import { addCalc } from "./calc.ts";
import { EXIT } from "./exit-codes.ts";
import { start } from "./start.ts";

/** Runs what the arguments ask for; returns the exit code. */
export async function runArguments(args: readonly string[], version: string): Promise<number> {
  let code: number = EXIT.passed;
  const parser = addCalc(yargs([...args]))
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
            describe: "where to connect: a domain, host:port, [IPv6]:port, xmpps://host:port",
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
          .option("host", {
            type: "string",
            requiresArg: true,
            describe: "connect to this host, whatever DNS says of the address",
          })
          .option("port", { type: "string", requiresArg: true, describe: "and to this port" })
          .option("direct-tls", {
            type: "boolean",
            describe: "TLS from the first byte (XEP-0368), as with xmpps://",
          })
          .option("insecure", { type: "boolean", describe: "accept any certificate" })
          .option("ca", {
            type: "string",
            requiresArg: true,
            describe: "trust the certificates in this PEM file, in place of the usual ones",
          })
          .option("pin", {
            type: "string",
            requiresArg: true,
            describe: "accept the certificate with this SHA-256 fingerprint and no other",
          })
          .option("cert", {
            type: "string",
            requiresArg: true,
            describe: "a client certificate, in PEM",
          })
          .option("key", { type: "string", requiresArg: true, describe: "its private key, in PEM" })
          .option("tls-min", {
            type: "string",
            choices: TLS_VERSIONS,
            requiresArg: true,
            describe: "the oldest version of TLS to take",
          })
          .option("tls-max", {
            type: "string",
            choices: TLS_VERSIONS,
            requiresArg: true,
            describe: "the newest version of TLS to take",
          })
          .option("keylog", {
            type: "string",
            requiresArg: true,
            describe: "append the keys of TLS to this file, for Wireshark (SSLKEYLOGFILE format)",
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
      const subcommand = args[0] === "calc" ? " calc" : "";
      throw new UsageError(`${message} (run "xmpp-repl${subcommand} --help" for the options)`);
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
