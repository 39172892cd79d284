// What TLS has shown of the server, as rows of text.
import type { TlsFacts } from "../stream/security.ts";
import type { Verdict } from "../transcript/entry.ts";

type Row = readonly [name: string, value: string];

/** "TLS 1.3 with TLS_AES_256_GCM_SHA384 (X25519)" */
export function tlsSummary({ protocol, cipher, keyExchange }: TlsFacts): string {
  return `${protocol.replace(/^TLSv/, "TLS ")} with ${cipher}${keyExchange ? ` (${keyExchange})` : ""}`;
}

/** The handshake and the certificate, a name and a value a row. */
export function securityRows(tls: TlsFacts, verdict: Verdict): readonly Row[] {
  const { servername, alpn, alpnOffered, chain, clientCertificate } = tls;
  const [leaf] = chain;
  return [
    ["asked for", servername === undefined ? "no name (SNI is for domains only)" : `${servername} (SNI)`],
    ["ALPN", alpn ?? (alpnOffered ? `none (offered: ${alpnOffered.join(", ")})` : "none")],
    ...(clientCertificate ? [["client", "a certificate of ours was at hand for the server"] as const] : []),
    ...(leaf
      ? ([
          ["certificate", leaf.subject || "no subject"],
          ["names", leaf.names.map(({ kind, value }) => `${kind} ${value}`).join(", ") || "none"],
          ["issuer", leaf.issuer === leaf.subject ? `${leaf.issuer} (itself)` : leaf.issuer],
          ["valid", `${day(leaf.validFrom)} to ${day(leaf.validTo)}`],
          ["SHA-256", leaf.fingerprint],
          ["chain", chain.map(({ subject }) => subject || "no subject").join(" ← ")],
        ] as const)
      : []),
    ["trusted", trusted(tls, verdict)],
    ["covers", covers(verdict)],
  ];
}

/** The day of an ISO date; what is none stays as it stands. */
function day(date: string): string {
  return Number.isNaN(Date.parse(date)) ? date : date.slice(0, 10);
}

function trusted({ chainError }: TlsFacts, { accepted }: Verdict): string {
  if (chainError === undefined) return "yes: the chain ends in a root that is trusted here";
  const chain = `no (${chainError})`;
  if (accepted === "pinned") return `${chain}; taken because it is the certificate of --pin`;
  if (accepted === "practice") return `${chain}; taken because it is the practice server's`;
  return accepted === "not verified" ? `${chain}; taken because of --insecure` : chain;
}

function covers({ domain, coveredBy }: Verdict): string {
  return coveredBy === undefined ? `not ${domain}` : `${domain}, by ${coveredBy}`;
}
