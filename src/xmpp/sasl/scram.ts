// SCRAM (RFC 5802; SHA-256: RFC 7677), the client's side: messages and values, by the names the RFC gives them.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isBase64 } from "./base64.ts";
import { SaslFault } from "./fault.ts";
import { escapeSaslName } from "./gs2.ts";
import { hi } from "./hi.ts";

export type ScramHash = "SHA-1" | "SHA-256" | "SHA-512";

export interface ClientFirst {
  readonly gs2Header: string;
  /** The user name as it was prepared, before it is escaped. */
  readonly username: string;
  readonly clientNonce: string;
  readonly bare: string;
  readonly message: string;
}

export interface ServerFirst {
  /** r: the client's nonce and the server's. */
  readonly nonce: string;
  /** s, in base64. */
  readonly salt: string;
  /** i */
  readonly iterations: number;
  readonly message: string;
}

/** Everything between the password and the proof. */
export interface ScramValues {
  readonly saltedPassword: Uint8Array;
  readonly clientKey: Uint8Array;
  readonly storedKey: Uint8Array;
  /** c: the GS2 header and the channel binding's data. */
  readonly channelBinding: Uint8Array;
  readonly clientFinalWithoutProof: string;
  readonly authMessage: string;
  readonly clientSignature: Uint8Array;
  readonly clientProof: Uint8Array;
  readonly serverKey: Uint8Array;
  /** What the server must send to show that it knows the password's keys too. */
  readonly serverSignature: Uint8Array;
  readonly clientFinal: string;
}

export interface ClientFirstOptions {
  readonly gs2Header: string;
  readonly username: string;
  readonly clientNonce: string;
}

export function scramClientFirst({ gs2Header, username, clientNonce }: ClientFirstOptions): ClientFirst {
  const bare = `n=${escapeSaslName(username)},r=${clientNonce}`;
  return { gs2Header, username, clientNonce, bare, message: gs2Header + bare };
}

/** A nonce and a salt of any sensible length fit in. */
const LONGEST_CHALLENGE = 10_000;

/**
 * Takes a server-first-message apart and checks its nonce.
 * @throws SaslFault when it is none, or when somebody has changed the nonce.
 */
export function readServerFirst(message: string, clientNonce: string): ServerFirst {
  if (message.length > LONGEST_CHALLENGE) {
    throw new SaslFault(
      `the challenge has ${message.length} characters, and none needs more than ${LONGEST_CHALLENGE}`,
    );
  }
  const fields = fieldsOf(message);
  const failure = fields.get("e");
  if (failure !== undefined)
    throw new SaslFault(`it ended the exchange with the error "${failure}" (e=, RFC 5802 §7)`);
  if (fields.has("m")) {
    throw new SaslFault(
      "the challenge demands an extension (m=) that nobody knows; RFC 5802 §5.1 has the client give up",
    );
  }
  const [nonce, salt, iterations] = ["r", "s", "i"].map((name) => {
    const value = fields.get(name);
    if (value !== undefined && value !== "") return value;
    throw new SaslFault(`the challenge has no ${name}=, and a server-first-message is r=…,s=…,i=…`);
  }) as [string, string, string];
  if (!nonce.startsWith(clientNonce) || nonce === clientNonce) {
    throw new SaslFault(
      "the nonce in the challenge is not ours with the server's behind it. Either somebody replays an old exchange, or the server is broken (RFC 5802 §5.1)",
      [
        { name: "our nonce", value: clientNonce },
        { name: "r", value: nonce },
      ],
    );
  }
  if (!isBase64(salt)) {
    throw new SaslFault("the salt in the challenge is no base64", [{ name: "s", value: salt }]);
  }
  if (!/^[1-9]\d*$/.test(iterations) || !Number.isSafeInteger(Number(iterations))) {
    throw new SaslFault(`the iteration count in the challenge is no positive number: i is "${iterations}"`);
  }
  return { nonce, salt, iterations: Number(iterations), message };
}

export interface ProofOptions {
  readonly hash: ScramHash;
  /** As it was prepared. */
  readonly password: string;
  readonly first: ClientFirst;
  readonly server: ServerFirst;
  /** What the channel binding of the GS2 header stands for. */
  readonly bindingData?: Uint8Array | undefined;
  /** Ends the computation. */
  readonly signal?: AbortSignal | undefined;
}

/** Computes the client-final-message and all that leads to it (RFC 5802 §3). */
export async function scramProof({
  hash,
  password,
  first,
  server,
  bindingData = new Uint8Array(),
  signal,
}: ProofOptions): Promise<ScramValues> {
  const { digest, bytes } = HASHES[hash];
  const hmac = (key: Uint8Array, text: string) => createHmac(digest, key).update(text, "utf8").digest();
  const salt = Buffer.from(server.salt, "base64");
  const saltedPassword = await hi({
    password: Buffer.from(password, "utf8"),
    salt,
    iterations: server.iterations,
    bytes,
    digest,
    signal,
  });
  const clientKey = hmac(saltedPassword, "Client Key");
  const storedKey = createHash(digest).update(clientKey).digest();
  const channelBinding = Buffer.concat([Buffer.from(first.gs2Header, "utf8"), bindingData]);
  const clientFinalWithoutProof = `c=${channelBinding.toString("base64")},r=${server.nonce}`;
  const authMessage = `${first.bare},${server.message},${clientFinalWithoutProof}`;
  const clientSignature = hmac(storedKey, authMessage);
  const clientProof = clientKey.map((byte, at) => byte ^ (clientSignature[at] ?? 0));
  const serverKey = hmac(saltedPassword, "Server Key");
  return {
    saltedPassword,
    clientKey,
    storedKey,
    channelBinding,
    clientFinalWithoutProof,
    authMessage,
    clientSignature,
    clientProof,
    serverKey,
    serverSignature: hmac(serverKey, authMessage),
    clientFinal: `${clientFinalWithoutProof},p=${Buffer.from(clientProof).toString("base64")}`,
  };
}

const HASHES = {
  "SHA-1": { digest: "sha1", bytes: 20 },
  "SHA-256": { digest: "sha256", bytes: 32 },
  "SHA-512": { digest: "sha512", bytes: 64 },
} as const satisfies Record<ScramHash, { readonly digest: string; readonly bytes: number }>;

/**
 * The server's signature in its last message, in base64, after it was checked.
 * @throws SaslFault when there is none, it is wrong, or the server says an error.
 */
export function checkServerFinal(message: string, { serverSignature }: ScramValues): string {
  const fields = fieldsOf(message);
  const failure = fields.get("e");
  if (failure !== undefined)
    throw new SaslFault(`it ended the exchange with the error "${failure}" (e=, RFC 5802 §7)`);
  const signature = fields.get("v");
  const expected = Buffer.from(serverSignature).toString("base64");
  if (signature === undefined) throw new SaslFault(NO_SIGNATURE, [{ name: "v expected", value: expected }]);
  const received = Buffer.from(signature, "base64");
  if (received.length === serverSignature.length && timingSafeEqual(received, serverSignature))
    return signature;
  throw new SaslFault(
    "the server's signature is wrong. It does not know the keys of your password, so it is not the server that you have an account with, or somebody is in between (RFC 5802 §5.1)",
    [
      { name: "v expected", value: expected },
      { name: "v received", value: signature },
    ],
  );
}

export const NO_SIGNATURE =
  "the server never proved that it knows your password's keys: its signature (v=) is missing, so anybody may be at the other end (RFC 5802 §5.1)";

/** The name=value fields of a message, whose order and names this leaves to the reader. */
function fieldsOf(message: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const field of message.split(",")) {
    const [, name, value = ""] = /^([A-Za-z])=([\s\S]*)$/.exec(field) ?? [];
    if (name !== undefined && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}
