// TLS as its server, on a connected socket. Loaded only when it is wanted: node:tls takes long.
import { constants, X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { endPointHash } from "../stream/end-point-hash.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";

/** What a server shows of itself, both in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** How long a client may take, in milliseconds. */
const HANDSHAKE_TIMEOUT = 30_000;

/**
 * Does the handshake; the socket must have been paused and have no listeners that read. What it has read already, and
 * has in its buffer, belongs to TLS.
 * @throws Error when it fails: the connection is gone then.
 */
export function serveTls(socket: Socket, identity: TlsIdentity): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.off("close", onClose);
      socket.destroy();
      reject(error);
    };
    const onClose = () =>
      fail(new Error("the client closed the connection in the middle of the TLS handshake"));
    socket.once("close", onClose);
    // This server listens on nothing: it is handed the one socket. So no session of it can be resumed, and the first
    // Finished is the client's always.
    createServer(
      {
        ...identity,
        handshakeTimeout: HANDSHAKE_TIMEOUT,
        // XEP-0368 §3; a client that offers nothing is welcome too.
        ALPNProtocols: ["xmpp-client"],
        secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
      },
      (secured) => {
        socket.off("close", onClose);
        resolve(secured);
      },
    )
      .on("tlsClientError", fail)
      .emit("connection", socket);
  });
}

/** What names the TLS connection, seen from its server (RFC 5929, RFC 9266). */
export function serverBinding(
  socket: TLSSocket,
  { cert }: TlsIdentity,
  type: ChannelBindingType,
): Uint8Array | undefined {
  switch (type) {
    case "tls-exporter":
      // RFC 9266 §4.1: an empty context, which on TLS 1.2 is not the same as none.
      return socket.exportKeyingMaterial(32, "EXPORTER-Channel-Binding", Buffer.alloc(0));
    case "tls-unique":
      // RFC 9266 §3: TLS 1.3 has none. RFC 5929 §3.1: the first Finished, which is the client's.
      return socket.getProtocol() === "TLSv1.3" ? undefined : socket.getPeerFinished();
    case "tls-server-end-point":
      return endPointHash(new X509Certificate(cert).raw);
  }
}
