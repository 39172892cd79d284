import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endPointHash } from "../../src/stream/end-point-hash.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xmpp-repl-"));
  const keys = {
    rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
    ec: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
    ed25519: generateKeyPairSync("ed25519").privateKey,
  };
  for (const [name, key] of Object.entries(keys))
    await writeFile(join(folder, name), key.export({ type: "pkcs8", format: "pem" }));
});

afterAll(() => rm(folder, { recursive: true }));

const RSA = ["rsa"];
const EC = ["ec"];
const PSS = ["-sigopt", "rsa_padding_mode:pss"];

/** A certificate in DER, signed by its own key as the options of openssl say. */
async function certificate(key: string, ...options: readonly string[]): Promise<Buffer> {
  const file = join(folder, "certificate.pem");
  const request = ["req", "-x509", "-subj", "/CN=a", "-key", join(folder, key), "-out", file, ...options];
  execFileSync("openssl", request, { stdio: "ignore" });
  return new X509Certificate(await readFile(file)).raw;
}

describe("tls-server-end-point is the certificate, hashed as its own signature is (RFC 5929 §4.1):", () => {
  test.each<[string, readonly string[], string]>([
    ["RSA with SHA-256", [...RSA, "-sha256"], "sha256"],
    ["RSA with SHA-384", [...RSA, "-sha384"], "sha384"],
    ["RSA with SHA-512", [...RSA, "-sha512"], "sha512"],
    ["RSA with SHA-224", [...RSA, "-sha224"], "sha224"],
    ["ECDSA with SHA-256", [...EC, "-sha256"], "sha256"],
    ["ECDSA with SHA-384", [...EC, "-sha384"], "sha384"],
    ["ECDSA with SHA-512", [...EC, "-sha512"], "sha512"],
    ["RSASSA-PSS with SHA-256", [...RSA, "-sha256", ...PSS], "sha256"],
    ["RSASSA-PSS with SHA-384", [...RSA, "-sha384", ...PSS], "sha384"],
    ["RSASSA-PSS with SHA-512", [...RSA, "-sha512", ...PSS], "sha512"],
    ["RSASSA-PSS with SHA-224", [...RSA, "-sha224", ...PSS], "sha224"],
    [
      "RSASSA-PSS with SHA-512, whatever masks its padding",
      [...RSA, "-sha512", ...PSS, "-sigopt", "rsa_mgf1_md:sha256"],
      "sha512",
    ],
    [
      "RSASSA-PSS with SHA-1, for which SHA-256 stands, whatever masks its padding",
      [...RSA, "-sha1", ...PSS, "-sigopt", "rsa_mgf1_md:sha512"],
      "sha256",
    ],
    ["RSA with SHA-1, for which SHA-256 stands", [...RSA, "-sha1"], "sha256"],
    ["ECDSA with SHA-1, for which SHA-256 stands", [...EC, "-sha1"], "sha256"],
    ["RSASSA-PSS with SHA-1, for which SHA-256 stands", [...RSA, "-sha1", ...PSS], "sha256"],
    ["RSA with MD5, for which SHA-256 stands", [...RSA, "-md5"], "sha256"],
  ])("%s", async (_what, [key = "", ...options], hash) => {
    const der = await certificate(key, ...options);
    const [computed = [], expected] = [endPointHash(der), createHash(hash).update(der).digest("hex")];
    expect(Buffer.from(computed).toString("hex")).toBe(expected);
  });

  test("Ed25519 has no hash of its own, and so there is no binding", async () => {
    expect(endPointHash(await certificate("ed25519"))).toBeUndefined();
  });
});

test.each([[[]], [[0x30]], [[0x30, 0x82]], [[0x30, 0x03, 0x02, 0x01, 0x01]]])(
  "there is no binding for what is no certificate: %j",
  (bytes) => {
    expect(endPointHash(Uint8Array.from(bytes))).toBeUndefined();
  },
);
