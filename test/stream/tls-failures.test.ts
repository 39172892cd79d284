import { describe, expect, test } from "vitest";
import {
  alertAfterHandshake,
  handshakeFailure,
  tlsConfigurationProblem,
} from "../../src/stream/tls-failures.ts";

function failure(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

// As Node 20 with OpenSSL 3 writes them.
const alert = (number: number, name: string) =>
  failure(
    `40A7:error:0A000${number}:SSL routines:ssl3_read_bytes:${name}:ssl/record/rec_layer_s3.c:1605:SSL alert number ${number}`,
    `ERR_SSL_${name.toUpperCase().replaceAll(" ", "_")}`,
  );

describe("a handshake that fails is put into words:", () => {
  test.each<[string, Error, string]>([
    [
      "plain XML where TLS was awaited",
      failure(
        "40A7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl/record/ssl3_record.c:354:",
        "ERR_SSL_WRONG_VERSION_NUMBER",
      ),
      'what came back is no TLS (a server for clients begins in plain XML, usually on port 5222: "open", then "starttls"; direct TLS is usually on 5223)',
    ],
    [
      "a version that the server does not take",
      alert(70, "tlsv1 alert protocol version"),
      "the two sides have no version of TLS in common (--tls-min and --tls-max say which ones this side takes)",
    ],
    [
      "a version that this side does not take",
      failure("error:0A000102:SSL routines::unsupported protocol", "ERR_SSL_UNSUPPORTED_PROTOCOL"),
      "the two sides have no version of TLS in common (--tls-min and --tls-max say which ones this side takes)",
    ],
    [
      "no cipher in common",
      alert(40, "sslv3 alert handshake failure"),
      "the server found no way to encrypt that both sides know, or wants a client certificate (--cert and --key)",
    ],
    [
      "a client certificate that is wanted",
      alert(116, "tlsv13 alert certificate required"),
      "the server wants a client certificate (--cert and --key)",
    ],
    [
      "a client certificate from nowhere",
      alert(48, "tlsv1 alert unknown ca"),
      "the server does not know who signed the client certificate",
    ],
    [
      "a client certificate that is not taken",
      alert(42, "sslv3 alert bad certificate"),
      "the server does not take the client certificate",
    ],
    [
      "a client certificate that has expired",
      alert(45, "sslv3 alert certificate expired"),
      "the server says that the client certificate has expired",
    ],
    [
      "a name that the server does not have",
      alert(112, "tlsv1 unrecognized name"),
      "the server has no certificate for the name it was asked for (the stream's domain, sent as SNI)",
    ],
    [
      "another protocol",
      alert(120, "tlsv1 alert no application protocol"),
      "the server does not speak xmpp-client here (ALPN): it may be a server for something else",
    ],
    [
      "a connection that is gone",
      failure("read ECONNRESET", "ECONNRESET"),
      "the server dropped the connection in the middle of the TLS handshake (is TLS spoken here?)",
    ],
    [
      "a connection that was closed",
      failure(
        "Client network socket disconnected before secure TLS connection was established",
        "ECONNRESET",
      ),
      "the server dropped the connection in the middle of the TLS handshake (is TLS spoken here?)",
    ],
    [
      "what OpenSSL says and nobody has heard of",
      failure("error:0A0000FF:SSL routines::strange"),
      "what came is broken TLS: it was changed on the way, or the server is faulty",
    ],
    ["what nobody has heard of, as it stands", failure("strange"), "strange"],
  ])("%s", (_what, error, words) => {
    expect(handshakeFailure(error)).toBe(words);
  });
});

describe("a connection that breaks after the handshake", () => {
  test("may break because of the client certificate (TLS 1.3 tells it then)", () => {
    expect(alertAfterHandshake(alert(116, "tlsv13 alert certificate required"))).toBe(
      "the server wants a client certificate (--cert and --key)",
    );
  });

  test("may break because of what OpenSSL says and nobody has heard of", () => {
    expect(alertAfterHandshake(failure("error:0A0000FF:SSL routines::strange"))).toBe(
      "what came is broken TLS: it was changed on the way, or the server is faulty",
    );
  });

  test("has nothing to do with TLS otherwise", () => {
    expect(alertAfterHandshake(failure("read ECONNRESET", "ECONNRESET"))).toBeUndefined();
  });
});

describe("what TLS cannot begin with is put into words:", () => {
  test.each<[string, unknown, string]>([
    [
      "a key of another certificate",
      failure(
        "error:05800074:x509 certificate routines::key values mismatch",
        "ERR_OSSL_X509_KEY_VALUES_MISMATCH",
      ),
      "--key does not belong to --cert",
    ],
    [
      "a key with a passphrase",
      failure(
        "error:07880109:common libcrypto routines::interrupted or cancelled",
        "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED",
      ),
      "the key is encrypted with a passphrase (write a copy without: openssl pkey -in KEY -out KEY.plain)",
    ],
    [
      "what is no PEM",
      failure("error:0480006C:PEM routines::no start line", "ERR_OSSL_PEM_NO_START_LINE"),
      "a certificate or key is not PEM (-----BEGIN CERTIFICATE-----)",
    ],
    ["what nobody has heard of, as it stands", failure("strange"), "strange"],
    ["what is no error, as text", "odd", "odd"],
  ])("%s", (_what, error, words) => {
    expect(tlsConfigurationProblem(error)).toBe(words);
  });
});
