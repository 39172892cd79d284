// `xmpp-repl calc`: SASL values outside a session, line by line, for a class.
import type { Argv } from "yargs";
import { plain } from "../xmpp/sasl/plain.ts";
import { calcBase64 } from "./calc-base64.ts";
import { linesOf, passwordOrEnvironment, print } from "./calc-lines.ts";
import { calcScram, scramOptions } from "./calc-scram.ts";

/** Adds `calc` to the command line. */
export function addCalc(parser: Argv): Argv {
  return parser.command("calc", "Compute a SASL value outside a session", (calc) =>
    calc
      .command(
        "scram",
        "Every value of a SCRAM exchange (RFC 5802), as in the examples of the RFCs",
        scramOptions,
        async (argv) => print(await calcScram(argv)),
      )
      .command(
        "plain <user> [password]",
        "The message of PLAIN (RFC 4616), and its base64",
        (command) =>
          command
            .positional("user", { type: "string", demandOption: true, describe: "the user name" })
            .positional("password", { type: "string", describe: "without it XMPP_PASSWORD" })
            .option("authzid", { type: "string", requiresArg: true, describe: "the identity to act as" }),
        async ({ user, password, authzid }) => {
          const exchange = await plain.start({
            ...WITHOUT_SESSION,
            authzid,
            username: () => user,
            password: async () => passwordOrEnvironment(password),
          });
          print(linesOf("PLAIN", (await exchange.begin()).work));
        },
      )
      .command(
        "base64 [text]",
        "A text as base64, or with -d the other way round; without a text standard input",
        (command) =>
          command
            .positional("text", { type: "string" })
            .option("decode", {
              alias: "d",
              type: "boolean",
              describe: "base64 to text; what is no text is shown as \\0 and \\xHH",
            })
            .option("escapes", {
              alias: "e",
              type: "boolean",
              describe: "read \\0, \\xHH, \\n, \\t and \\\\ in the text, as in '\\0me\\0test'",
            })
            .option("raw", { type: "boolean", describe: "with -d: the bytes as they are" }),
        async (argv) => await calcBase64(argv),
      )
      .demandCommand(1, "Cannot compute: say what, scram, plain or base64")
      .strictCommands()
      .example("xmpp-repl calc plain me test", "the message, byte by byte")
      .example("xmpp-repl calc base64 -e '\\0me\\0test'", "AG1lAHRlc3Q=")
      .example(
        "xmpp-repl calc scram --user user --password pencil --mechanism SCRAM-SHA-1 --salt QSXCR+Q6sek8bf92 --iterations 4096 --client-nonce fyko+d2lbbFgONRv9qkxdawL --server-nonce 3rfcNHYJY1ZVvWVs7j",
        "the example of RFC 5802 §5",
      ),
  );
}

/** What an exchange would ask a session for, where there is none. */
const WITHOUT_SESSION = {
  gs2Flag: "n",
  nonce: async () => "",
  approveIterations: async () => {},
} as const;
