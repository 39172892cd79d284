// What a TLS certificate says, and whether it is one for an XMPP domain.
import { isIpAddress, toAscii } from "./address.ts";

/** One name in a certificate's subjectAltName. `SRV` is RFC 4985's, `XMPP` RFC 6120 §13.7.1.4's. */
export interface CertificateName {
  readonly kind: "DNS" | "SRV" | "XMPP" | "IP" | "other";
  readonly value: string;
}

export interface Certificate {
  /** As in RFC 4514, but in the order of the certificate: "C=DE, O=Example, CN=example.org". */
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly CertificateName[];
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the DER: upper-case hexadecimal pairs with colons between them. */
  readonly fingerprint: string;
}

/** The services whose SRV-ID counts: `_xmpps-client` too where TLS began with the first byte (XEP-0368). */
export type ClientService = "xmpp-client" | "xmpps-client";

/**
 * The name by which a certificate covers a stream's domain, or undefined (RFC 6120 §13.7.1.2, RFC 9525 §6): a DNS-ID,
 * an SRV-ID, for an IP address an IP-ID. Never the common name (RFC 9525 §2).
 */
export function nameCovering(
  { names }: Certificate,
  domain: string,
  services: readonly ClientService[],
): CertificateName | undefined {
  if (isIpAddress(domain))
    return names.find(({ kind, value }) => kind === "IP" && sameIpAddress(value, domain));
  const wanted = toAscii(domain);
  return names.find(({ kind, value }) => {
    if (kind === "DNS") return matches(value, wanted);
    if (kind !== "SRV") return false;
    const service = services.find((name) => value.toLowerCase().startsWith(`_${name}.`));
    return service !== undefined && matches(value.slice(service.length + 2), wanted);
  });
}

/** RFC 9525 §6.3: without case, and a wildcard stands for the whole left-most label only. */
function matches(presented: string, wanted: string): boolean {
  // What is in a certificate is ASCII already (RFC 5280 §4.2.1.6): it is compared as it stands, and not read.
  const name = presented.toLowerCase().replace(/\.$/, "");
  if (wanted === "" || !/^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name)) return false;
  if (!name.startsWith("*.")) return name === wanted;
  const dot = wanted.indexOf(".");
  return dot > 0 && name.slice(1) === wanted.slice(dot);
}

function sameIpAddress(a: string, b: string): boolean {
  return canonicalIp(a) === canonicalIp(b);
}

/** The one way to write an IPv6 address (RFC 5952), by way of a URL's. */
function canonicalIp(address: string): string {
  if (!address.includes(":")) return address;
  return URL.canParse(`http://[${address}]/`) ? new URL(`http://[${address}]/`).hostname : address;
}

// Node writes names as `DNS:a, othername:SRVName:_b.c`; a value with anything special in it becomes a JSON string.
const NAME =
  /(?:^|, )(DNS|IP Address|othername:SRVName|othername:XmppAddr|[^:,]+):("(?:[^"\\]|\\.)*"|[^,]*)/g;
const KINDS: Readonly<Record<string, CertificateName["kind"]>> = {
  DNS: "DNS",
  "IP Address": "IP",
  "othername:SRVName": "SRV",
  "othername:XmppAddr": "XMPP",
};

/** Reads subjectAltName as Node writes it. */
export function readNames(subjectAltName: string): CertificateName[] {
  return Array.from(subjectAltName.matchAll(NAME), ([, label = "", written = ""]) => {
    const value = written.startsWith('"') ? String(JSON.parse(written)) : written;
    const kind = KINDS[label];
    return kind ? { kind, value } : { kind: "other", value: `${label}:${value}` };
  });
}
