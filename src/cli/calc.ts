// `xmpp-repl calc`: SASL values outside a session, line by line, for a class.
import { text } from "node:stream/consumers";
import type { Argv } from "yargs";
import { UsageError } from "../errors.ts";
import { derivationOf } from "../explain/derivations.ts";
import { derivationLines } from "../render/derivation.ts";
import { escapeBytes, unescapeText } from "../render/escapes.ts";
import { NO_COLOR } from "../render/theme.ts";
import { isBase64 } from "../xmpp/sasl/base64.ts";
import { SaslFault } from "../xmpp/sasl/fault.ts";
import {
  CHANNEL_BINDINGS,
  type ChannelBinding,
  type ChannelBindingType,
  type Gs2Flag,
  gs2Header,
} from "../xmpp/sasl/gs2.ts";
import type { SaslWork } from "../xmpp/sasl/mechanism.ts";
import { plain } from "../xmpp/sasl/plain.ts";
import { prepare } from "../xmpp/sasl/prepare.ts";
import type { ScramHash } from "../xmpp/sasl/scram.ts";

const SCRAM_MECHANISMS = ["SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((name) => [
  name,
  `${name}-PLUS`,
]);

/** Adds `calc` to the command line. */
export function addCalc(parser: Argv): Argv {
  return parser.command("calc", "Compute a SASL value outside a session", (calc) =>
    calc
      .command(
        "scram",
        "Every value of a SCRAM exchange (RFC 5802), as in the examples of the RFCs",
        scramOptions,
        async (argv) => print(await told(scramRows(argv))),
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
          const exchange = await plain.start({ ...CALCULATED, ...credentials(user, password), authzid });
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
        async (argv) => await base64(argv),
      )
      .demandCommand(1, 'Cannot compute nothing: say what ("xmpp-repl calc --help" lists it)')
      .example("xmpp-repl calc plain me test", "the message, byte by byte")
      .example("xmpp-repl calc base64 -e '\\0me\\0test'", "AG1lAHRlc3Q=")
      .example(
        "xmpp-repl calc scram --user user --password pencil --mechanism SCRAM-SHA-1 --salt QSXCR+Q6sek8bf92 --iterations 4096 --client-nonce fyko+d2lbbFgONRv9qkxdawL --server-nonce 3rfcNHYJY1ZVvWVs7j",
        "the example of RFC 5802 §5",
      ),
  );
}

function scramOptions(command: Argv) {
  const text = { type: "string", requiresArg: true } as const;
  return command
    .option("mechanism", { ...text, choices: SCRAM_MECHANISMS, default: "SCRAM-SHA-256" })
    .option("user", { ...text, demandOption: true, describe: "the user name" })
    .option("password", { ...text, describe: "without it XMPP_PASSWORD" })
    .option("salt", { ...text, demandOption: true, describe: "s, in base64" })
    .option("iterations", { type: "number", requiresArg: true, demandOption: true, describe: "i" })
    .option("client-nonce", { ...text, demandOption: true, describe: "the client's part of r" })
    .option("server-nonce", { ...text, demandOption: true, describe: "the server's part of r, or the whole" })
    .option("authzid", { ...text, describe: "the identity to act as" })
    .option("gs2-flag", { ...text, choices: ["n", "y"], default: "n", describe: "without -PLUS" })
    .option("channel-binding", {
      ...text,
      choices: CHANNEL_BINDINGS,
      default: "tls-exporter",
      describe: "with -PLUS: the type",
    })
    .option("binding-data", { ...text, describe: "with -PLUS: the data, in hexadecimal" });
}

/** There is no server here: what is wrong with its messages was typed. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SaslFault) throw new UsageError(`Cannot compute SCRAM: ${error.message}`);
    throw error;
  }
}

interface ScramArguments {
  readonly mechanism: string;
  readonly user: string;
  readonly password?: string | undefined;
  readonly salt: string;
  readonly iterations: number;
  readonly clientNonce: string;
  readonly serverNonce: string;
  readonly authzid?: string | undefined;
  readonly gs2Flag: string;
  readonly channelBinding: string;
  readonly bindingData?: string | undefined;
}

async function scramRows(argv: ScramArguments): Promise<string[]> {
  const { scramClientFirst, scramProof, readServerFirst } = await import("../xmpp/sasl/scram.ts");
  const { mechanism, user, clientNonce, serverNonce, salt, iterations, authzid } = argv;
  if (!Number.isSafeInteger(iterations) || iterations < 1) {
    throw new UsageError("Cannot compute SCRAM: --iterations is a whole number from 1");
  }
  if (!isBase64(salt)) throw new UsageError("Cannot compute SCRAM: --salt is base64, filled up with =");
  const binding = mechanism.endsWith("-PLUS") ? bindingIn(argv) : undefined;
  const flag: Gs2Flag = binding ? `p=${binding.type}` : argv.gs2Flag === "y" ? "y" : "n";
  const first = scramClientFirst({
    gs2Header: gs2Header(flag, authzid),
    username: await prepare(user, "the user name"),
    clientNonce,
  });
  const nonce = serverNonce.startsWith(clientNonce) ? serverNonce : clientNonce + serverNonce;
  const server = readServerFirst(`r=${nonce},s=${salt},i=${iterations}`, clientNonce);
  const password = await prepare(await credentials(user, argv.password).password(), "the password");
  const hash = hashIn(mechanism);
  const values = await scramProof({ hash, password, first, server, bindingData: binding?.data });
  return linesOf(mechanism, [
    { step: "scram first", flag, first },
    { step: "scram challenge", server, clientNonce },
    { step: "scram final", hash, password, server, values, binding },
  ]);
}

function hashIn(mechanism: string): ScramHash {
  return (
    (["SHA-1", "SHA-256", "SHA-512"] as const).find(
      (hash) => mechanism.split("SCRAM-")[1]?.replace("-PLUS", "") === hash,
    ) ?? "SHA-256"
  );
}

function bindingIn({ channelBinding, bindingData }: ScramArguments): ChannelBinding {
  const type = CHANNEL_BINDINGS.find((known): known is ChannelBindingType => known === channelBinding);
  const digits = bindingData?.replace(/[\s:]/g, "") ?? "";
  if (type && /^([0-9a-f]{2})+$/i.test(digits)) return { type, data: Buffer.from(digits, "hex") };
  throw new UsageError(
    "Cannot compute -PLUS: give the channel binding's data in hexadecimal (--binding-data)",
  );
}

/** What an exchange would ask a session for, where there is none. */
const CALCULATED = {
  gs2Flag: "n",
  nonce: async () => "",
  approveIterations: async () => {},
} as const;

function credentials(user: string, password: string | undefined) {
  return {
    username: () => user,
    password: async () => {
      const known = password ?? process.env.XMPP_PASSWORD;
      if (known !== undefined) return known;
      throw new UsageError("Cannot compute it: there is no password (give one, or set XMPP_PASSWORD)");
    },
  };
}

function linesOf(mechanism: string, works: readonly SaslWork[]): string[] {
  return works.flatMap((work) => {
    const derivation = derivationOf(mechanism, work);
    return [
      derivation.title,
      ...derivationLines(derivation, { theme: NO_COLOR, width: 0 }).map((line) => `  ${line}`),
    ];
  });
}

interface Base64Arguments {
  readonly text?: string | undefined;
  readonly decode?: boolean | undefined;
  readonly escapes?: boolean | undefined;
  readonly raw?: boolean | undefined;
}

async function base64({ text: given, decode, escapes, raw }: Base64Arguments): Promise<void> {
  const typed = given ?? (await text(process.stdin)).replace(/\r?\n$/, "");
  if (!decode) {
    print([(escapes ? unescapeText(typed) : Buffer.from(typed, "utf8")).toString("base64")]);
    return;
  }
  const digits = typed.replace(/\s+/g, "");
  if (!isBase64(digits)) {
    throw new UsageError(
      `Cannot decode "${typed}": it is not base64 (A-Z a-z 0-9 + /, filled up with = to groups of four)`,
    );
  }
  const bytes = Buffer.from(digits, "base64");
  if (raw) process.stdout.write(bytes);
  else print([escapeBytes(bytes)]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
