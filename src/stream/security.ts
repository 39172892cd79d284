// What TLS is asked for, and what came of it.
import type { Certificate } from "../xmpp/certificate.ts";

export const TLS_VERSIONS = ["1.0", "1.1", "1.2", "1.3"] as const;

export type TlsVersion = (typeof TLS_VERSIONS)[number];

export interface TlsOptions {
  /** How long the handshake may take, in milliseconds; 0 for ever. */
  readonly timeout: number;
  /** What the client says whom it wants to speak to (SNI, RFC 6066 §3); never an IP address. */
  readonly servername?: string | undefined;
  /** Application protocols to offer (ALPN, RFC 7301). */
  readonly alpn: readonly string[];
  readonly minVersion?: TlsVersion | undefined;
  readonly maxVersion?: TlsVersion | undefined;
  /** Whether the other side has agreed to TLS (`<proceed/>`): then nothing else may come. */
  readonly isAgreed?: boolean | undefined;
  /** PEM: certificates to trust in place of the usual ones. */
  readonly ca?: string | undefined;
  /** PEM: what this client shows of itself. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Called with each line of the SSLKEYLOGFILE format. */
  readonly keylog?: ((line: string) => void) | undefined;
}

/** A TLS connection as it came about. */
export interface TlsFacts {
  /** "TLSv1.3" */
  readonly protocol: string;
  /** By its IANA name: "TLS_AES_256_GCM_SHA384". */
  readonly cipher: string;
  /** The key exchange, where TLS tells: "X25519". */
  readonly keyExchange?: string | undefined;
  readonly servername?: string | undefined;
  /** The protocol that the server has chosen of those that were offered to it. */
  readonly alpn?: string | undefined;
  readonly alpnOffered?: readonly string[] | undefined;
  /** The server's certificate first, then that of whoever signed it, and so on. */
  readonly chain: readonly Certificate[];
  /** Why the chain is not trusted, as a code of OpenSSL ("CERT_HAS_EXPIRED"); only the first problem. */
  readonly chainError?: string | undefined;
  /** Whether this client has shown a certificate of its own when it was asked for one. */
  readonly clientCertificate: boolean;
}
