// Whether a server's certificate is good for a stream's domain, and if not, why.
import type { TlsFacts } from "../stream/security.ts";
import type { Verdict } from "../transcript/entry.ts";
import { isIpAddress, toAscii } from "../xmpp/address.ts";
import { type Certificate, type ClientService, nameCovering } from "../xmpp/certificate.ts";

/**
 * What decides: the chain and the name; a fingerprint that the user has from elsewhere, or the tool itself, of the
 * practice server that it has started; or nothing.
 */
export type Trust =
  | { readonly by: "verification" }
  | { readonly by: "pin" | "practice"; readonly fingerprint: string }
  | { readonly by: "nothing" };

export interface Judging {
  /** The stream's domain (RFC 6120 §13.7.1.2, RFC 7590 §3.4), not the host that was connected to. */
  readonly domain: string;
  readonly services: readonly ClientService[];
  readonly trust: Trust;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Node judges the chain, we judge the name, and the user may decide otherwise. */
export function judgeCertificate(facts: TlsFacts, { domain, services, trust, now }: Judging): Verdict {
  const [leaf] = facts.chain;
  const covering = leaf && nameCovering(leaf, domain, services);
  const reasons = [
    ...chainProblems(facts, now),
    ...(leaf && !covering ? [nameProblem(leaf, domain, services)] : []),
  ];
  const known = { domain, ...(covering ? { coveredBy: `${covering.kind} ${covering.value}` } : {}) };
  switch (trust.by) {
    case "verification":
      return { ...known, reasons, ...(reasons.length === 0 ? { accepted: "trusted" as const } : {}) };
    case "nothing":
      return { ...known, reasons, accepted: "not verified" };
    case "pin":
    case "practice":
      if (leaf?.fingerprint === trust.fingerprint) {
        return { ...known, reasons, accepted: trust.by === "pin" ? "pinned" : "practice" };
      }
      return {
        ...known,
        reasons: [
          `its fingerprint is not the one of ${trust.by === "pin" ? "--pin" : "the practice server"}: expected ${trust.fingerprint}, found ${leaf?.fingerprint ?? "no certificate"}`,
        ],
      };
  }
}

function chainProblems({ chain, chainError }: TlsFacts, now: number): string[] {
  const [leaf] = chain;
  if (!leaf) return ["the server showed no certificate"];
  const outOfDate = chain.flatMap((certificate) => dateProblem(certificate, leaf, now) ?? []);
  if (chainError === undefined) return outOfDate;
  const isAboutDates = chainError === "CERT_HAS_EXPIRED" || chainError === "CERT_NOT_YET_VALID";
  if (isAboutDates && outOfDate.length > 0) return outOfDate;
  return [chainProblem(chainError, chain), ...outOfDate];
}

function dateProblem(
  { validFrom, validTo, subject }: Certificate,
  leaf: Certificate,
  now: number,
): string | undefined {
  const whose = subject === leaf.subject ? "it" : `the certificate of ${subject}, which it depends on,`;
  if (Number.isNaN(Date.parse(validTo)) || Number.isNaN(Date.parse(validFrom))) {
    const dates = subject === leaf.subject ? "its dates" : `the dates of ${subject}, which it depends on,`;
    return `${dates} cannot be read: "${validFrom}" to "${validTo}"`;
  }
  if (Date.parse(validTo) < now) return `${whose} has expired: it was valid to ${day(validTo)}`;
  if (Date.parse(validFrom) > now)
    return `${whose} is not valid yet: it is from ${day(validFrom)} (is this machine's clock right?)`;
  return undefined;
}

/** OpenSSL's codes, as Node hands them on: X509_verify_cert_error_string(3). */
function chainProblem(code: string, chain: readonly Certificate[]): string {
  const last = chain.at(-1);
  switch (code) {
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return "it is signed by itself, and nobody who is trusted here vouches for it";
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return `nobody who is trusted here vouches for it: its chain ends in ${last?.subject ?? "a root"}, which is not among the trusted roots`;
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_GET_ISSUER_CERT":
      return `nobody who is trusted here vouches for ${chain.length > 1 ? last?.subject : "it"}: the certificate of its issuer, ${last?.issuer ?? "unknown"}, is not here, and the server did not send it (an intermediate certificate may be missing from what the server sends)`;
    case "CERT_REVOKED":
      return "it was revoked by its issuer";
    case "CERT_SIGNATURE_FAILURE":
      return "the signature on it is wrong";
    case "INVALID_PURPOSE":
      return "it is not meant for TLS servers";
    case "CERT_UNTRUSTED":
    case "CERT_REJECTED":
      return "its root is marked as not to be trusted for this";
    case "CERT_HAS_EXPIRED":
      return "it, or one that it depends on, has expired";
    case "CERT_NOT_YET_VALID":
      return "it, or one that it depends on, is not valid yet";
    case "UNSPECIFIED":
      return "its chain does not hold: a key or a signature in it is too weak, or OpenSSL does not say why";
    default:
      return `its chain does not hold (${code})`;
  }
}

function nameProblem(leaf: Certificate, domain: string, services: readonly ClientService[]): string {
  const ascii = toAscii(domain);
  const expected = isIpAddress(domain)
    ? `IP ${domain}`
    : [`DNS ${ascii}`, ...services.map((service) => `SRV _${service}.${ascii}`)].join(" or ");
  const found = leaf.names.map(({ kind, value }) => `${kind} ${value}`).join(", ");
  const commonName = /(?:^|, )CN=([^,]*)/.exec(leaf.subject)?.[1];
  const byName =
    commonName?.toLowerCase() === domain.toLowerCase()
      ? "; its common name says so, but that has not counted since RFC 9525 §2"
      : "";
  return `it is not for "${domain}", the domain of the stream: expected ${expected}; found ${found === "" ? "no names" : found}${byName}`;
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
