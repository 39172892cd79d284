// Listens for clients by TCP. What becomes of each connection is socket-wire.ts's business.
import { once } from "node:events";
import { createServer } from "node:net";
import { ConnectionError } from "../errors.ts";
import { formatAddress } from "../xmpp/address.ts";
import { SocketWire } from "./socket-wire.ts";
import type { TlsIdentity } from "./tls-socket.ts";
import type { Accept } from "./wire.ts";

export interface ListenOptions {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** What is shown of the server in TLS; without it there is no TLS. */
  readonly tls?: TlsIdentity | undefined;
  readonly accept: Accept;
}

export interface Listening {
  /** The address that was taken, and the port that was free. */
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends all connections; resolves when they are gone. */
  close(): Promise<void>;
}

/** How long a client may take to close its side when the server stops, in milliseconds. */
const LAST_LINGER = 500;

/**
 * Listens for clients. One port serves XMPP with STARTTLS and direct TLS (XEP-0368): the first byte of a client tells
 * which it is.
 * @throws ConnectionError when the port cannot be had.
 */
export async function listenTcp({ host, port, tls, accept }: ListenOptions): Promise<Listening> {
  const wires = new Set<SocketWire>();
  const server = createServer({ noDelay: true }, (socket) => {
    const wire = new SocketWire(socket, tls);
    wires.add(wire);
    void wire.gone.then(() => wires.delete(wire));
    wire.listen(accept(wire));
  });
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    throw refusal(error, host, port);
  }
  // A client that was gone before it was accepted is no reason to stop.
  server.on("error", () => {});
  const address = server.address();
  const taken = typeof address === "object" && address ? address : { address: host, port };
  return {
    host: taken.address,
    port: taken.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      const open = [...wires];
      for (const wire of open) wire.endWithin(LAST_LINGER);
      await Promise.all([closed, ...open.map(({ gone }) => gone)]);
    },
  };
}

// Node's error codes in words, with what to try.
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE:
    "something listens there already (is it this server, started before? --port 0 takes a free port)",
  EACCES: "this account may not use that port (those from 1024 on are for everybody)",
  EADDRNOTAVAIL: "this machine has no such address (127.0.0.1 is this machine for itself)",
  ENOTFOUND: "no such host (is the name spelled right?)",
  EAI_AGAIN: "the name could not be looked up (is there a network?)",
};

function refusal(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error)) return error;
  const reason = ("code" in error && REASONS[String(error.code)]) || error.message;
  return new ConnectionError(`Cannot listen on ${formatAddress(host, port)}: ${reason}`, {
    host,
    port,
    cause: error,
  });
}
