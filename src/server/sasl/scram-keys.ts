// What a SCRAM server keeps of a password, instead of it (RFC 5802 §2.3 and §3).
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { localpartKey } from "../../xmpp/jid.ts";
import { hi } from "../../xmpp/sasl/hi.ts";
import type { Account } from "../accounts.ts";
import { preparedOf } from "./identity.ts";

export type ServerScramHash = "SHA-1" | "SHA-256";

const DIGESTS = {
  "SHA-1": { digest: "sha1", bytes: 20 },
  "SHA-256": { digest: "sha256", bytes: 32 },
} as const satisfies Record<ServerScramHash, { readonly digest: string; readonly bytes: number }>;

export interface ScramKeys {
  readonly hash: ServerScramHash;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

export interface KeyOptions {
  readonly hash: ServerScramHash;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** The keys of a password, which was prepared. */
export async function deriveKeys(
  password: string,
  { hash, salt, iterations }: KeyOptions,
): Promise<ScramKeys> {
  const bytes = Buffer.from(password, "utf8");
  const salted = await hi({ password: bytes, salt, iterations, ...DIGESTS[hash] });
  const { digest } = DIGESTS[hash];
  const storedKey = createHash(digest)
    .update(hmac(hash, salted, "Client Key"))
    .digest();
  return { hash, storedKey, serverKey: hmac(hash, salted, "Server Key") };
}

/** Whether a proof was made with the password, without knowing it (RFC 5802 §3). */
export function isProof(proof: Uint8Array, authMessage: string, { hash, storedKey }: ScramKeys): boolean {
  const signature = hmac(hash, storedKey, authMessage);
  if (proof.length !== signature.length) return false;
  const clientKey = signature.map((byte, at) => byte ^ (proof[at] ?? 0));
  const found = createHash(DIGESTS[hash].digest).update(clientKey).digest();
  return timingSafeEqual(found, storedKey);
}

/** In base64: it shows the client that the server has the keys. */
export function serverSignature(authMessage: string, { hash, serverKey }: ScramKeys): string {
  return hmac(hash, serverKey, authMessage).toString("base64");
}

function hmac(hash: ServerScramHash, key: Uint8Array, text: string): Buffer {
  return createHmac(DIGESTS[hash].digest, key).update(text, "utf8").digest();
}

interface Kept {
  readonly password: string;
  readonly iterations: number;
  readonly keys: Promise<ScramKeys>;
}

/** The keys of the accounts, derived when they are first needed. */
export class ScramKeyStore {
  readonly #secret: string;
  readonly #kept: Record<ServerScramHash, WeakMap<Account, Kept>> = {
    "SHA-1": new WeakMap(),
    "SHA-256": new WeakMap(),
  };

  constructor(secret: string) {
    this.#secret = secret;
  }

  /**
   * The salt that belongs to a user name, whether there is an account or not: it is the same every time, so that
   * nobody learns from it who has one.
   */
  saltOf(name: string, hash: ServerScramHash): Buffer {
    const secret = Buffer.from(this.#secret, "utf8");
    return hmac("SHA-256", secret, `${hash} ${localpartKey(name)}`).subarray(0, 16);
  }

  async keysOf(account: Account, hash: ServerScramHash, iterations: number): Promise<ScramKeys> {
    const kept = this.#kept[hash].get(account);
    if (kept && kept.password === account.password && kept.iterations === iterations) return await kept.keys;
    const { password, name } = account;
    const options = { hash, salt: this.saltOf(name, hash), iterations };
    const keys = preparedOf(password).then((prepared) => deriveKeys(prepared, options));
    this.#kept[hash].set(account, { password, iterations, keys });
    return await keys;
  }
}
