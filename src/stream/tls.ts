// TLS on a connected socket (RFC 6120 §5). Loaded only when it is wanted: node:tls takes long.
import { constants, createPrivateKey, X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  type SecureContextOptions,
  type SecureVersion,
  type TLSSocket,
} from "node:tls";
import { ConnectionError } from "../errors.ts";
import { formatAddress } from "../xmpp/address.ts";
import { type Certificate, readNames } from "../xmpp/certificate.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import { endPointHash } from "./end-point-hash.ts";
import type { TlsFacts, TlsOptions, TlsVersion } from "./security.ts";
import { handshakeFailure, KEY_MISMATCH, tlsConfigurationProblem } from "./tls-failures.ts";
import type { Endpoint } from "./transport.ts";

/** Does the handshake; the socket must have been paused and have no listeners that read. */
export function secureSocket(
  socket: Socket,
  options: TlsOptions,
  { host, port, signal }: Endpoint & { readonly signal: AbortSignal },
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown) => {
      settled();
      // Errors that still come, nobody is left to hear.
      secured?.on("error", () => {});
      socket.on("error", () => {});
      secured?.destroy();
      socket.destroy();
      reject(reason);
    };
    const failWith = (text: string, cause?: unknown) =>
      fail(
        new ConnectionError(`Cannot secure the connection to ${formatAddress(host, port)}: ${text}`, {
          host,
          port,
          cause,
        }),
      );
    const abort = () => fail(signal.reason);
    const onError = (error: Error) => failWith(handshakeFailure(error, options), error);
    const before = socket.bytesRead;
    const onClose = () => failWith("the server closed the connection in the middle of the TLS handshake");
    const giveUp = () =>
      failWith(
        socket.bytesRead > before
          ? `the TLS handshake was not complete after ${timeout / 1000} s: of what came, not all was TLS, or something is missing`
          : `nothing came within ${timeout / 1000} s in the TLS handshake (is TLS spoken here?)`,
      );
    const { timeout } = options;
    const tooLong = timeout === 0 ? undefined : setTimeout(giveUp, timeout);
    const settled = () => {
      clearTimeout(tooLong);
      signal.removeEventListener("abort", abort);
      secured?.off("error", onError).off("close", onClose);
    };
    signal.addEventListener("abort", abort, { once: true });
    let secured: TLSSocket | undefined;
    if (signal.aborted) {
      abort();
      return;
    }
    if (socket.destroyed) {
      failWith("it is gone");
      return;
    }
    try {
      secured = startTls(socket, options);
    } catch (error) {
      failWith(tlsConfigurationProblem(error), error);
      return;
    }
    const made = secured;
    if (options.keylog) made.on("keylog", (line: Buffer) => options.keylog?.(line.toString("latin1")));
    made.on("error", onError).on("close", onClose);
    // COMPAT(Node 20): an error that comes with the last bytes of the handshake does not end the connection by itself.
    made.once("_tlsError", (error: Error) => setImmediate(() => made.destroy(error)));
    made.once("secureConnect", () => {
      settled();
      resolve(made);
    });
  });
}

/** Why these options cannot be used at all: keys and certificates that do not fit. */
export function checkTlsOptions(options: ContextOptions): string | undefined {
  const { ca, cert, key } = options;
  try {
    // OpenSSL takes what it cannot read for an empty list.
    if (ca !== undefined) new X509Certificate(ca);
    createSecureContext(contextOptions(options));
    // OpenSSL compares only what is of the same kind.
    if (cert === undefined || key === undefined) return undefined;
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? undefined : KEY_MISMATCH;
  } catch (error) {
    return tlsConfigurationProblem(error);
  }
}

function startTls(socket: Socket, options: TlsOptions): TLSSocket {
  const { servername, alpn } = options;
  return connect({
    socket,
    ...contextOptions(options),
    ...(servername === undefined ? {} : { servername }),
    ...(alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] }),
    // A second handshake on TLS 1.2 would bring in another certificate, unseen.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    // The chain is judged by Node, the name by us, and what follows from both is decided by whoever asked.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
}

type ContextOptions = Pick<TlsOptions, "minVersion" | "maxVersion" | "ca" | "cert" | "key">;

function contextOptions({ minVersion, maxVersion, ca, cert, key }: ContextOptions): SecureContextOptions {
  return {
    ...(minVersion === undefined ? {} : { minVersion: versionName(minVersion) }),
    ...(maxVersion === undefined ? {} : { maxVersion: versionName(maxVersion) }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    // OpenSSL allows TLS 1.0 and 1.1 on its lowest security level only.
    ...(minVersion === "1.0" || minVersion === "1.1" ? { ciphers: "DEFAULT@SECLEVEL=0" } : {}),
  };
}

/** By the name that Node has for it. */
function versionName(version: TlsVersion): SecureVersion {
  return version === "1.0" ? "TLSv1" : `TLSv${version}`;
}

/** What came of a handshake. */
export function factsOf(socket: TLSSocket, options: TlsOptions): TlsFacts {
  const key: object | null = socket.getEphemeralKeyInfo();
  const { authorizationError } = socket;
  return {
    protocol: socket.getProtocol() ?? "an unknown version of TLS",
    cipher: socket.getCipher().standardName,
    keyExchange: key && "name" in key ? String(key.name) : undefined,
    servername: options.servername,
    alpn: socket.alpnProtocol || undefined,
    ...(options.alpn.length === 0 ? {} : { alpnOffered: options.alpn }),
    chain: chainOf(socket.getPeerCertificate(true)),
    ...(authorizationError ? { chainError: codeOf(authorizationError) } : {}),
    clientCertificate: options.cert !== undefined,
  };
}

/** Node's types say Error, and Node gives the code itself. */
function codeOf(problem: Error | string): string {
  if (typeof problem === "string") return problem;
  return "code" in problem ? String(problem.code) : problem.message;
}

function chainOf(leaf: DetailedPeerCertificate): Certificate[] {
  const chain: Certificate[] = [];
  const seen = new Set<string>();
  let at: DetailedPeerCertificate | undefined = leaf;
  // A root is its own issuer, and a server without certificate gives an empty object.
  while (at?.fingerprint256 && !seen.has(at.fingerprint256)) {
    seen.add(at.fingerprint256);
    chain.push({
      subject: nameOf(at.subject),
      issuer: nameOf(at.issuer),
      names: readNames(at.subjectaltname ?? ""),
      validFrom: isoDate(at.valid_from),
      validTo: isoDate(at.valid_to),
      fingerprint: at.fingerprint256,
    });
    at = at.issuerCertificate;
  }
  return chain;
}

/** A date as OpenSSL prints it; one that it cannot read stays as it stands. */
function isoDate(printed: string): string {
  const date = new Date(printed);
  return Number.isNaN(date.getTime()) ? printed : date.toISOString();
}

function nameOf(name: object | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([key, value]) => [value].flat().map((one) => `${key}=${String(one)}`))
    .join(", ");
}

/** RFC 5929 §3 and §4, RFC 9266 §2. */
export function bindingOf(socket: TLSSocket, type: ChannelBindingType): Uint8Array | undefined {
  switch (type) {
    case "tls-exporter":
      // RFC 9266 §4.1: an empty context, which on TLS 1.2 is not the same as none.
      return socket.exportKeyingMaterial(32, "EXPORTER-Channel-Binding", Buffer.alloc(0));
    case "tls-unique":
      return socket.getFinished();
    case "tls-server-end-point": {
      const { raw } = socket.getPeerCertificate();
      return raw && endPointHash(raw);
    }
  }
}
