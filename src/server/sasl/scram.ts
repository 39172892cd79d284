// SCRAM, the server's side (RFC 5802, RFC 7677): two messages from the client, and a proof each way.
import type { Connection } from "../server-feature.ts";
import { channelBindingsOf } from "./channel-bindings.ts";
import { checkAuthzid, preparedOf } from "./identity.ts";
import type { MakeServerMechanism, SaslContext, SaslMoveOfServer, ServerExchange } from "./mechanism.ts";
import { textOf } from "./messages.ts";
import { SaslRefusal } from "./refusal.ts";
import { isProof, type ServerScramHash, serverSignature } from "./scram-keys.ts";
import { type ReceivedFirst, readClientFinal, readClientFirst } from "./scram-messages.ts";

/** RFC 7677 §4 asks for 4096 at least, and for more where that is no burden. Prosody has the same number. */
const ITERATIONS = 10_000;

export interface ScramVariant {
  readonly hash: ServerScramHash;
  /** Whether the exchange is tied to the TLS connection. */
  readonly binding: "PLUS" | "no binding";
}

export function scram(variant: ScramVariant): MakeServerMechanism {
  const { hash, binding } = variant;
  return (context) => ({
    name: `SCRAM-${hash}${binding === "PLUS" ? "-PLUS" : ""}`,
    isOfferedTo: (connection) => binding === "no binding" || channelBindingsOf(connection).length > 0,
    start: (connection) => new ScramExchange(variant, context, connection),
  });
}

/** What was said so far: the client's first message and the server's. */
interface Begun {
  readonly first: ReceivedFirst;
  readonly username: string;
  readonly bindingData: Uint8Array;
  readonly serverFirst: string;
  readonly nonce: string;
  readonly iterations: number;
}

class ScramExchange implements ServerExchange {
  readonly #variant: ScramVariant;
  readonly #context: SaslContext;
  readonly #connection: Connection;
  #begun: Begun | undefined;

  constructor(variant: ScramVariant, context: SaslContext, connection: Connection) {
    this.#variant = variant;
    this.#context = context;
    this.#connection = connection;
  }

  async take(message: Uint8Array): Promise<SaslMoveOfServer> {
    const text = textOf(message);
    return this.#begun ? await this.#finish(text, this.#begun) : await this.#begin(text);
  }

  async #begin(text: string): Promise<SaslMoveOfServer> {
    const { server, keys } = this.#context;
    const { hash } = this.#variant;
    const first = readClientFirst(text);
    const bindingData = this.#bindingDataOf(first);
    const username = await preparedOf(first.username);
    // RFC 5802 §7 lets a server say "unknown-user" here; one that goes on with a salt made up for that name gives
    // nobody a way to find out who has an account.
    const salt = keys.saltOf(username, hash).toString("base64");
    const honest = `r=${first.clientNonce}${server.nonce()},s=${salt},i=${ITERATIONS}`;
    const serverFirst = server.fault?.scram?.first?.(honest) ?? honest;
    this.#begun = { first, username, bindingData, serverFirst, ...said(serverFirst) };
    return { move: "challenge", message: serverFirst };
  }

  async #finish(text: string, begun: Begun): Promise<SaslMoveOfServer> {
    const { server, keys } = this.#context;
    const final = readClientFinal(text);
    if (final.nonce !== begun.nonce) {
      throw new SaslRefusal("not-authorized", "r= is not the nonce of the challenge (RFC 5802 §5.1)");
    }
    const binding = Buffer.concat([Buffer.from(begun.first.gs2Header, "utf8"), begun.bindingData]);
    if (!binding.equals(final.channelBinding)) {
      throw new SaslRefusal("not-authorized", "channel-bindings-dont-match (RFC 5802 §7)");
    }
    const account = server.accounts.find(begun.username);
    const found = account && (await keys.keysOf(account, this.#variant.hash, begun.iterations));
    const authMessage = `${begun.first.bare},${begun.serverFirst},${final.withoutProof}`;
    // RFC 6120 §6.5.10: whether it was the user or the password is not said.
    if (!found || !isProof(final.proof, authMessage, found)) throw new SaslRefusal("not-authorized");
    checkAuthzid(begun.first.authzid, account, server);
    const honest = `v=${serverSignature(authMessage, found)}`;
    return { move: "success", account, message: server.fault?.scram?.final?.(honest) ?? honest };
  }

  /**
   * What stands behind the GS2 header in c=.
   * @throws SaslRefusal where the flag does not go with the mechanism (RFC 5802 §6).
   */
  #bindingDataOf({ flag }: ReceivedFirst): Uint8Array {
    const types = channelBindingsOf(this.#connection);
    if (this.#variant.binding === "PLUS") {
      if (flag.is !== "p") throw malformed("a mechanism with -PLUS needs p=TYPE in the GS2 header");
      const type = types.find((known) => known === flag.type);
      const data = type && this.#connection.channelBinding(type);
      if (data) return data;
      throw malformed(`unsupported-channel-binding-type: there are ${types.join(", ")}`);
    }
    if (flag.is === "p") throw malformed("only a mechanism with -PLUS binds to the channel");
    if (flag.is === "y" && types.length > 0) {
      // The client was shown no -PLUS, and it was offered: somebody in between took it out.
      throw new SaslRefusal("not-authorized", "server-does-support-channel-binding (RFC 5802 §6)");
    }
    return new Uint8Array();
  }
}

/** What the challenge says, which is what counts: a fault may have changed it. */
function said(serverFirst: string): Pick<Begun, "nonce" | "iterations"> {
  const [, nonce = "", iterations] = /^r=([^,]*),.*?\bi=(\d+)/s.exec(serverFirst) ?? [];
  return { nonce, iterations: Number(iterations ?? ITERATIONS) };
}

function malformed(text: string): SaslRefusal {
  return new SaslRefusal("malformed-request", `${text} (RFC 5802 §6)`);
}
