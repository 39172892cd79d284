// Why TLS did not come about, in words, with what to try: from the errors of Node and OpenSSL.

type Wording = readonly (readonly [RegExp, string])[];

const HANDSHAKE: Wording = [
  [
    /wrong.version.number|packet.length.too.long|unexpected.message|http.request|record.layer/i,
    'what came back is no TLS (a server for clients speaks XML first, usually on port 5222: "open", then "starttls"; direct TLS is usually on 5223)',
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

const CONFIGURATION: Wording = [
  [/key values mismatch/i, "--key does not belong to --cert"],
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
export function handshakeFailure(error: Error): string {
  return wording(HANDSHAKE, error) ?? error.message;
}

/** Why a connection broke after the handshake; undefined where TLS has nothing to do with it. */
export function alertAfterHandshake(error: Error): string | undefined {
  return /SSL|TLS|alert/i.test(textOf(error)) ? wording(HANDSHAKE, error) : undefined;
}

/** Why TLS cannot even begin. */
export function tlsConfigurationProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return wording(CONFIGURATION, error) ?? error.message;
}

function wording(words: Wording, error: Error): string | undefined {
  const text = textOf(error);
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

function textOf(error: Error): string {
  return `${"code" in error ? String(error.code) : ""} ${error.message}`;
}
