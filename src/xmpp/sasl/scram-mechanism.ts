// SCRAM as an exchange: three messages each way at most, and at the end the server proves itself too.
import { SaslFault } from "./fault.ts";
import { gs2Header } from "./gs2.ts";
import type { SaslExchange, SaslMechanism, SaslOptions } from "./mechanism.ts";
import { prepare } from "./prepare.ts";
import type { ClientFirst, ScramHash, ScramValues, ServerFirst } from "./scram.ts";

type Scram = typeof import("./scram.ts");

/** SCRAM with a hash, tied to the TLS connection or not. */
export function scramMechanism(hash: ScramHash, binding: "PLUS" | "no binding"): SaslMechanism {
  const isBound = binding === "PLUS";
  return {
    name: `SCRAM-${hash}${isBound ? "-PLUS" : ""}`,
    spec: hash === "SHA-1" ? "RFC 5802" : hash === "SHA-256" ? "RFC 7677" : "draft-melnikov-scram-sha-512",
    summary: isBound
      ? "proves the password without sending it, and ties the proof to this TLS connection"
      : "proves the password without sending it",
    prepares: true,
    needs: isBound ? ["password", "channel binding"] : ["password"],
    start: async (options) => new ScramExchange(hash, options, await import("./scram.ts")),
  };
}

class ScramExchange implements SaslExchange {
  readonly #hash: ScramHash;
  readonly #options: SaslOptions;
  readonly #scram: Scram;
  #first: ClientFirst | undefined;
  #values: ScramValues | undefined;
  #isVerified = false;

  constructor(hash: ScramHash, options: SaslOptions, scram: Scram) {
    this.#hash = hash;
    this.#options = options;
    this.#scram = scram;
  }

  async begin() {
    const { authzid, username, nonce, gs2Flag } = this.#options;
    this.#first = this.#scram.scramClientFirst({
      gs2Header: gs2Header(gs2Flag, authzid),
      username: await prepare(username(), "the user name"),
      clientNonce: await nonce(),
    });
    return {
      message: this.#first.message,
      work: [{ step: "scram first", flag: gs2Flag, first: this.#first } as const],
    };
  }

  read(challenge: string): ReturnType<SaslExchange["read"]> {
    if (this.#values) return this.#readSignature(challenge, this.#values);
    const first = this.#first;
    if (!first) throw new SaslFault("a challenge came before anything was sent");
    const server = this.#scram.readServerFirst(challenge, first.clientNonce);
    return {
      work: [{ step: "scram challenge", server, clientNonce: first.clientNonce }],
      answer: async (signal) => await this.#prove(first, server, signal),
    };
  }

  succeed(data: string | undefined) {
    const values = this.#values;
    if (!values)
      throw new SaslFault(`the server said success before we proved anything: ${this.#scram.NO_SIGNATURE}`);
    if (data === undefined || data === "") {
      if (this.#isVerified) return [];
      const value = Buffer.from(values.serverSignature).toString("base64");
      throw new SaslFault(this.#scram.NO_SIGNATURE, [{ name: "v expected", value }]);
    }
    const received = this.#scram.checkServerFinal(data, values);
    return [{ step: "scram verified", received, values } as const];
  }

  /** Some servers send their last message as a challenge, which an empty response answers (RFC 6120 §6.4.6). */
  #readSignature(challenge: string, values: ScramValues) {
    const received = this.#scram.checkServerFinal(challenge, values);
    this.#isVerified = true;
    return {
      work: [{ step: "scram verified", received, values } as const],
      answer: async () => ({ message: undefined, work: [] }),
    };
  }

  async #prove(first: ClientFirst, server: ServerFirst, signal: AbortSignal) {
    const { password, approveIterations, binding } = this.#options;
    await approveIterations(server.iterations);
    const prepared = await prepare(await password(), "the password");
    const values = await this.#scram.scramProof({
      hash: this.#hash,
      password: prepared,
      first,
      server,
      bindingData: binding?.data,
      signal,
    });
    this.#values = values;
    const work = {
      step: "scram final",
      hash: this.#hash,
      password: prepared,
      server,
      values,
      binding,
    } as const;
    return { message: values.clientFinal, work: [work] };
  }
}
