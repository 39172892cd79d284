// A certificate that the server makes for itself at its start (RFC 5280): nobody vouches for it, so clients pin it.
import { generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import * as der from "asn1js";
import { endPointHash } from "../stream/end-point-hash.ts";
import { toAscii } from "../xmpp/address.ts";
import type { TlsIdentity } from "./tls-socket.ts";

export interface ServerCertificate extends TlsIdentity {
  /** SHA-256 of the DER as `--pin` takes it: upper-case hexadecimal pairs with colons between them. */
  readonly fingerprint: string;
  /** What tls-server-end-point is (RFC 5929 §4.1). */
  readonly endPoint: Uint8Array | undefined;
}

const VALID_FOR = 30 * 24 * 60 * 60 * 1000;
/** Clocks in a classroom differ. */
const VALID_BEFORE = 24 * 60 * 60 * 1000;

/**
 * Makes a key and a certificate for a domain, its rooms, and localhost.
 * @param now milliseconds since 1970: when it is made.
 */
export function certificateFor(domain: string, now = Date.now()): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signed = toBeSigned({ domain, now, publicKey });
  const signature = sign("sha256", Buffer.from(signed.toBER()), privateKey);
  const certificate = sequence(
    signed,
    ecdsaWithSha256(),
    new der.BitString({ valueHex: Uint8Array.from(signature) }),
  );
  const read = new X509Certificate(Buffer.from(certificate.toBER()));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: read.toString(),
    fingerprint: read.fingerprint256,
    endPoint: endPointHash(read.raw),
  };
}

interface Certified {
  readonly domain: string;
  readonly now: number;
  readonly publicKey: KeyObject;
}

/** TBSCertificate (RFC 5280 §4.1) */
function toBeSigned({ domain, now, publicKey }: Certified): der.Sequence {
  return sequence(
    explicit(0, new der.Integer({ value: 2 })),
    // §4.1.2.2: positive, hence the first byte.
    new der.Integer({ valueHex: Uint8Array.of(1, ...randomBytes(15)) }),
    ecdsaWithSha256(),
    nameOf(domain),
    sequence(time(now - VALID_BEFORE), time(now + VALID_FOR)),
    nameOf(domain),
    der.fromBER(Uint8Array.from(publicKey.export({ type: "spki", format: "der" }))).result,
    explicit(3, sequence(...extensions(domain))),
  );
}

function extensions(domain: string): der.Sequence[] {
  const serverAuth = new der.ObjectIdentifier({ value: "1.3.6.1.5.5.7.3.1" });
  return [
    // Basic constraints, §4.2.1.9: it signs no other certificates.
    extension("2.5.29.19", sequence()),
    // Extended key usage, §4.2.1.12
    extension("2.5.29.37", sequence(serverAuth)),
    // Subject alternative name, §4.2.1.6
    extension("2.5.29.17", sequence(...namesOf(domain).map(generalName))),
  ];
}

function namesOf(domain: string): string[] {
  if (isIP(domain)) return [...new Set([domain, "localhost"])];
  const ascii = toAscii(domain);
  return [...new Set([ascii, `rooms.${ascii}`, "localhost"])];
}

/** dNSName is [2] IA5String, iPAddress [7] with the address's bytes. */
function generalName(name: string): der.Primitive {
  const isAddress = isIP(name) !== 0;
  const bytes = isAddress ? addressBytes(name) : Buffer.from(name, "latin1");
  return new der.Primitive({
    idBlock: { tagClass: 3, tagNumber: isAddress ? 7 : 2 },
    valueHex: Uint8Array.from(bytes),
  });
}

function addressBytes(address: string): number[] {
  if (isIP(address) === 4) return address.split(".").map(Number);
  // As a URL writes it, it has at most one "::" and no dots.
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const groups = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail ?? "")];
  const missing = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<number>(missing).fill(0), ...last].flatMap((group) => [
    group >> 8,
    group & 0xff,
  ]);
}

function extension(identifier: string, value: der.Sequence): der.Sequence {
  return sequence(
    new der.ObjectIdentifier({ value: identifier }),
    new der.OctetString({ valueHex: value.toBER() }),
  );
}

function nameOf(commonName: string): der.Sequence {
  const attribute = sequence(
    new der.ObjectIdentifier({ value: "2.5.4.3" }),
    // §A.1: a common name has 64 characters at most, and it is for people only.
    new der.Utf8String({ value: commonName.slice(0, 64) }),
  );
  return sequence(new der.Set({ value: [attribute] }));
}

/** RFC 5758 §3.2 */
function ecdsaWithSha256(): der.Sequence {
  return sequence(new der.ObjectIdentifier({ value: "1.2.840.10045.4.3.2" }));
}

function time(at: number): der.UTCTime {
  return new der.UTCTime({ valueDate: new Date(at) });
}

function explicit(tagNumber: number, value: der.BaseBlock): der.Constructed {
  return new der.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
}

function sequence(...value: readonly der.AsnType[]): der.Sequence {
  return new der.Sequence({ value: [...value] });
}
