// Hi(), the slow part of SCRAM (RFC 5802 §2.2).
import { createHmac, pbkdf2 } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";

export interface HiOptions {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly bytes: number;
  readonly digest: string;
  readonly signal?: AbortSignal | undefined;
}

/** What is computed in one go: about half a second. Nothing can stop it, and a program does not end before it has. */
const IN_ONE_GO = 1_000_000;
const IN_A_ROW = 20_000;

/** Hi() is PBKDF2 with one block (RFC 5802 §2.2). More iterations than usual are computed so that they can be stopped. */
export async function hi({ password, salt, iterations, bytes, digest, signal }: HiOptions): Promise<Buffer> {
  if (iterations <= IN_ONE_GO) return await promisify(pbkdf2)(password, salt, iterations, bytes, digest);
  let round = createHmac(digest, password)
    .update(salt)
    .update(Buffer.from([0, 0, 0, 1]))
    .digest();
  const result = Buffer.from(round);
  for (let done = 1; done < iterations; done += 1) {
    round = createHmac(digest, password).update(round).digest();
    for (let at = 0; at < result.length; at += 1) result[at] = (result[at] ?? 0) ^ (round[at] ?? 0);
    if (done % IN_A_ROW !== 0) continue;
    await setImmediate();
    signal?.throwIfAborted();
  }
  return result;
}
