import { describe, expect, test } from "vitest";
import { Accounts } from "../../../src/server/accounts.ts";
import { deriveKeys, isProof, ScramKeyStore, serverSignature } from "../../../src/server/sasl/scram-keys.ts";

const EXAMPLES = [
  {
    from: "RFC 5802 §5",
    hash: "SHA-1",
    salt: "QSXCR+Q6sek8bf92",
    authMessage:
      "n=user,r=fyko+d2lbbFgONRv9qkxdawL,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j",
    proof: "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
    signature: "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
  },
  {
    from: "RFC 7677 §3",
    hash: "SHA-256",
    salt: "W22ZaJ0SNY7soEsUEjb6gQ==",
    authMessage:
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
    proof: "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
    signature: "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
  },
] as const;

describe.each(EXAMPLES)("the example in $from", ({ hash, salt, authMessage, proof, signature }) => {
  const keysOf = (password: string) =>
    deriveKeys(password, { hash, salt: Buffer.from(salt, "base64"), iterations: 4096 });

  test("has a proof that the server takes", async () => {
    expect(isProof(Buffer.from(proof, "base64"), authMessage, await keysOf("pencil"))).toBe(true);
  });

  test("has a signature that the server computes", async () => {
    expect(serverSignature(authMessage, await keysOf("pencil"))).toBe(signature);
  });

  test("is refused with another password, another message, and a proof that is cut short", async () => {
    const bytes = Buffer.from(proof, "base64");
    expect(isProof(bytes, authMessage, await keysOf("pencils"))).toBe(false);
    expect(isProof(bytes, `${authMessage} `, await keysOf("pencil"))).toBe(false);
    expect(isProof(bytes.subarray(1), authMessage, await keysOf("pencil"))).toBe(false);
  });
});

describe("the keys of an account", () => {
  test("are others once the password is another", async () => {
    const account = new Accounts().add("me", "test");
    const store = new ScramKeyStore("secret");
    const before = await store.keysOf(account, "SHA-1", 4096);
    account.password = "other";
    const after = await store.keysOf(account, "SHA-1", 4096);
    expect(Buffer.from(after.storedKey)).not.toEqual(Buffer.from(before.storedKey));
  });

  test("have a salt that is the same for a name every time, and different for each name, hash and server", () => {
    const store = new ScramKeyStore("secret");
    const salt = store.saltOf("nobody", "SHA-1").toString("hex");
    expect(store.saltOf("NOBODY", "SHA-1").toString("hex")).toBe(salt);
    const others = [
      store.saltOf("me", "SHA-1"),
      store.saltOf("nobody", "SHA-256"),
      new ScramKeyStore("other").saltOf("nobody", "SHA-1"),
    ].map((other) => other.toString("hex"));
    expect(new Set([salt, ...others]).size).toBe(4);
  });
});
