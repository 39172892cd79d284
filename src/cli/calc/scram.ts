// `calc scram`: every value of an exchange.
import { UsageError } from "../../errors.ts";
import { isBase64 } from "../../xmpp/sasl/base64.ts";
import { SaslFault } from "../../xmpp/sasl/fault.ts";
import {
  CHANNEL_BINDINGS,
  type ChannelBinding,
  type ChannelBindingType,
  type Gs2Flag,
  gs2Header,
} from "../../xmpp/sasl/gs2.ts";
import { prepare } from "../../xmpp/sasl/prepare.ts";
import type { ScramHash } from "../../xmpp/sasl/scram.ts";
import { linesOf, passwordOrEnvironment } from "./lines.ts";

/** By the names of the mechanisms. */
const HASHES = {
  "SCRAM-SHA-1": "SHA-1",
  "SCRAM-SHA-256": "SHA-256",
  "SCRAM-SHA-512": "SHA-512",
} as const satisfies Record<string, ScramHash>;

type Unbound = keyof typeof HASHES;

const UNBOUND = Object.keys(HASHES) as Unbound[];

/** The lines of an exchange; what is wrong with the server's messages was typed. */
export async function calcScram(argv: ScramArguments): Promise<string[]> {
  try {
    return await scramLines(argv);
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

async function scramLines(argv: ScramArguments): Promise<string[]> {
  const { scramClientFirst, scramProof, readServerFirst } = await import("../../xmpp/sasl/scram.ts");
  const { mechanism, user, clientNonce, serverNonce, salt, iterations, authzid } = argv;
  if (!Number.isSafeInteger(iterations) || iterations < 1) {
    throw new UsageError("Cannot compute SCRAM: --iterations is a whole number from 1");
  }
  if (clientNonce.includes(",") || serverNonce.includes(",")) {
    throw new UsageError("Cannot compute SCRAM: a nonce has no comma (RFC 5802 §5.1)");
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
  const password = await prepare(passwordOrEnvironment(argv.password), "the password");
  const hash = HASHES[UNBOUND.find((name) => mechanism.replace("-PLUS", "") === name) ?? "SCRAM-SHA-256"];
  const values = await scramProof({ hash, password, first, server, bindingData: binding?.data });
  return linesOf(mechanism, [
    { step: "scram first", flag, first },
    { step: "scram challenge", server, clientNonce },
    { step: "scram final", hash, password, server, values, binding },
  ]);
}

function bindingIn({ channelBinding, bindingData }: ScramArguments): ChannelBinding {
  const type = CHANNEL_BINDINGS.find((known): known is ChannelBindingType => known === channelBinding);
  const digits = bindingData?.replace(/[\s:]/g, "") ?? "";
  if (type && /^([0-9a-f]{2})+$/i.test(digits)) return { type, data: Buffer.from(digits, "hex") };
  throw new UsageError(
    "Cannot compute -PLUS: give the channel binding's data in hexadecimal (--binding-data)",
  );
}
