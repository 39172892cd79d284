// tls-server-end-point (RFC 5929 §4.1): the server's certificate, hashed as its own signature is.
import { createHash } from "node:crypto";

// Object identifiers in hexadecimal: RFC 8017 appendix C, RFC 5758, RFC 4055.
const SIGNATURES: Readonly<Record<string, string>> = {
  // RFC 5929 §4.1: for MD5 and SHA-1 the hash is SHA-256.
  "2a864886f70d010104": "sha256",
  "2a864886f70d010105": "sha256",
  "2a8648ce3d0401": "sha256",
  "2a864886f70d01010b": "sha256",
  "2a864886f70d01010c": "sha384",
  "2a864886f70d01010d": "sha512",
  "2a864886f70d01010e": "sha224",
  "2a8648ce3d040301": "sha224",
  "2a8648ce3d040302": "sha256",
  "2a8648ce3d040303": "sha384",
  "2a8648ce3d040304": "sha512",
};
const RSASSA_PSS = "2a864886f70d01010a";
const PSS_HASHES: readonly (readonly [identifier: string, hash: string])[] = [
  ["0609608648016503040201", "sha256"],
  ["0609608648016503040202", "sha384"],
  ["0609608648016503040203", "sha512"],
  ["0609608648016503040204", "sha224"],
];

/** The hash of a certificate in DER, or undefined where its signature has no hash of its own, as with Ed25519. */
export function endPointHash(der: Uint8Array): Uint8Array | undefined {
  const hash = signatureHash(der);
  return hash === undefined ? undefined : createHash(hash).update(der).digest();
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, parameters }, … } (RFC 5280 §4.1). */
function signatureHash(der: Uint8Array): string | undefined {
  const certificate = valueAt(der, 0);
  const algorithm = valueAt(der, valueAt(der, certificate.start).end);
  const identifier = valueAt(der, algorithm.start);
  const name = hex(der, identifier);
  if (name !== RSASSA_PSS) return SIGNATURES[name];
  // RSASSA-PSS-params ::= SEQUENCE { [0] hashAlgorithm, … }: left out it is SHA-1, for which SHA-256 stands (RFC 4055 §3.1).
  const parameters = valueAt(der, identifier.end);
  const hash = der[parameters.start] === 0xa0 ? hex(der, valueAt(der, parameters.start)) : "";
  return PSS_HASHES.find(([known]) => hash.includes(known))?.[1] ?? "sha256";
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the content of the DER value at an offset begins and ends (X.690 §8.1). */
function valueAt(der: Uint8Array, at: number): Range {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  const start = at + 2 + count;
  const length = der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start, end: start + length };
}

function hex(der: Uint8Array, { start, end }: Range): string {
  return Buffer.from(der.subarray(start, end)).toString("hex");
}
