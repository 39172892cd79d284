// Why TLS did not come about, in words, with what to try: from the errors of Node and OpenSSL.

import type { TlsOptions } from "./security.ts";

type Wording = readonly (readonly [RegExp, string])[];

const NO_TLS = /wrong.version.number|packet.length.too.long|unexpected.message|http.request|record.layer/i;
const INJECTED =
  "what came behind <proceed/> is no TLS: somebody in between has slipped it in, or the server is broken (RFC 6120 §5.4.3.3)";

const HANDSHAKE: Wording = [
  [
    NO_TLS,
    'what came back is no TLS (a server for clients begins in plain XML, usually on port 5222: "open", then "starttls"; direct TLS is usually on 5223)',
  ],
  [
    /protocol.version|unsupported.protocol|no.protocols.available|inappropriate.fallback/i,
    "the two sides have no version of TLS in common (--tls-min and --tls-max say which ones this side takes)",
  ],
  [
    /handshake.failure|no.shared.cipher|no.cipher/i,
    "the server found no way to encrypt that both sides know, or wants a client certificate (--cert and --key)",
  ],
  [/certificate.required/i, "the server wants a client certificate (--cert and --key)"],
  [/unknown.ca/i, "the server does not know who signed the client certificate"],
  [
    /bad.certificate|certificate.unknown|unsupported.certificate/i,
    "the server does not take the client certificate",
  ],
  [/certificate.expired/i, "the server says that the client certificate has expired"],
  [/certificate.revoked/i, "the server says that the client certificate was revoked"],
  [
    /unrecognized.name/i,
    "the server has no certificate for the name it was asked for (the stream's domain, sent as SNI)",
  ],
  [
    /no.application.protocol/i,
    "the server does not speak xmpp-client here (ALPN): it may be a server for something else",
  ],
  [/internal.error/i, "the server reports an error of its own during the TLS handshake"],
  [/dh.key.too.small|ee.key.too.small|ca.md.too.weak/i, "the server's keys are too weak for this side"],
  [
    /ECONNRESET|EPIPE|socket disconnected|socket hang up/i,
    "the server dropped the connection in the middle of the TLS handshake (is TLS spoken here?)",
  ],
];

export const KEY_MISMATCH = "--key does not belong to --cert";

/** Behind the rest: the codes of Node say little. */
const BROKEN = "what came is broken TLS: it was changed on the way, or the server is faulty";

const CONFIGURATION: Wording = [
  [/key values mismatch/i, KEY_MISMATCH],
  [
    /bad decrypt|bad password|interrupted or cancelled|passphrase/i,
    "the key is encrypted with a passphrase (write a copy without: openssl pkey -in KEY -out KEY.plain)",
  ],
  [
    /no start line|PEM|asn1|unsupported|DECODER/i,
    "a certificate or key is not PEM (-----BEGIN CERTIFICATE-----)",
  ],
];

/** Why a handshake failed. */
export function handshakeFailure(error: Error, { isAgreed }: Pick<TlsOptions, "isAgreed"> = {}): string {
  if (isAgreed && NO_TLS.test(textOf(error))) return INJECTED;
  return wording(HANDSHAKE, error) ?? (isFromOpenSsl(error) ? BROKEN : error.message);
}

/** Why a connection broke after the handshake; undefined where TLS has nothing to do with it. */
export function alertAfterHandshake(error: Error): string | undefined {
  if (!isFromOpenSsl(error)) return undefined;
  return wording(HANDSHAKE, error) ?? BROKEN;
}

/** Why TLS cannot even begin. */
export function tlsConfigurationProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return wording(CONFIGURATION, error) ?? error.message;
}

/** OpenSSL's own messages begin with a number and name its functions: nothing for people. */
function isFromOpenSsl(error: Error): boolean {
  return "reason" in error || "library" in error || /SSL|TLS|EPROTO|:error:/i.test(textOf(error));
}

function wording(words: Wording, error: Error): string | undefined {
  const text = textOf(error);
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

function textOf(error: Error): string {
  return `${"code" in error ? String(error.code) : ""} ${error.message}`;
}
