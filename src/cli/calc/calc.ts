// `xmpp-repl calc`: SASL values outside a session, line by line, for a class.
import type { Argv } from "yargs";
import { plain } from "../../xmpp/sasl/plain.ts";
import { calcBase64 } from "./base64.ts";
import { linesOf, passwordOrEnvironment, print } from "./lines.ts";
import { BASE64, CALC, PLAIN, SCRAM } from "./options.ts";
import { calcScram } from "./scram.ts";

/** Adds `calc` to the command line. */
export function addCalc(parser: Argv): Argv {
  return parser.command("calc", CALC.summary, (calc) =>
    calc
      .command(
        SCRAM.usage,
        SCRAM.summary,
        (command) => command.options(SCRAM.options),
        async (argv) => print(await calcScram(argv)),
      )
      .command(
        PLAIN.usage,
        PLAIN.summary,
        (command) =>
          command
            .positional("user", PLAIN.words.user)
            .positional("password", PLAIN.words.password)
            .options(PLAIN.options),
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
        BASE64.usage,
        BASE64.summary,
        (command) => command.positional("text", BASE64.words.text).options(BASE64.options),
        async (argv) => await calcBase64(argv),
      )
      .demandCommand(1, "Cannot compute: say what, scram, plain or base64")
      .strictCommands(),
  );
}

/** What an exchange would ask a session for, where there is none. */
const WITHOUT_SESSION = {
  gs2Flag: "n",
  nonce: async () => "",
  approveIterations: async () => {},
} as const;
