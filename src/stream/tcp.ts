import { connect as openSocket, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { ConnectionError } from "../errors.ts";
import { formatAddress } from "../xmpp/address.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { TlsFacts, TlsOptions } from "./security.ts";
import type { bindingOf } from "./tls.ts";
import { alertAfterHandshake } from "./tls-failures.ts";
import type { Connect, Endpoint, Transport, TransportListener } from "./transport.ts";
import { Turns } from "./turns.ts";

/** How long a connection may take to be made, in milliseconds. */
const CONNECT_TIMEOUT = 20_000;

/** Connects by TCP (RFC 6120 §3). Tries every address of the host's name. */
export const connectTcp: Connect = (endpoint, listener, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { host, port } = endpoint;
    const socket = openSocket({ host, port, noDelay: true, autoSelectFamily: true });
    const abort = () => {
      settled();
      socket.destroy();
      reject(signal.reason);
    };
    const tooLong = setTimeout(() => {
      settled();
      socket.destroy();
      reject(failure(endpoint, Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    }, CONNECT_TIMEOUT);
    const settled = () => {
      clearTimeout(tooLong);
      signal.removeEventListener("abort", abort);
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", (error) => {
      settled();
      reject(failure(endpoint, error));
    });
    socket.once("connect", () => {
      settled();
      socket.removeAllListeners("error");
      resolve(new TcpTransport(socket, endpoint, listener));
    });
  });

/** A connection by TCP, and by TLS from when it is asked for. */
class TcpTransport implements Transport {
  readonly peer: string;
  readonly #endpoint: Endpoint;
  readonly #listener: TransportListener;
  readonly #turns: Turns;
  #socket: Socket;
  #tls: { readonly socket: TLSSocket; readonly bindingOf: typeof bindingOf } | undefined;
  #cause: Error | undefined;
  #isSecuring = false;

  constructor(socket: Socket, endpoint: Endpoint, listener: TransportListener) {
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#listener = listener;
    this.#turns = new Turns(
      (bytes) => listener.data(bytes),
      () => {
        // Before TLS begins the socket is read by whoever begins it.
        if (!this.#isSecuring) this.#socket.resume();
      },
    );
    // A connection that was reset at once has no remote address any more.
    this.peer = formatAddress(socket.remoteAddress ?? endpoint.host, socket.remotePort ?? endpoint.port);
    this.#listen(socket);
  }

  get isWritable(): boolean {
    return this.#socket.writable && !this.#isSecuring;
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#turns.drop();
    this.#socket.destroy();
  }

  async secure(options: TlsOptions, signal: AbortSignal): Promise<TlsFacts> {
    const plain = this.#socket;
    this.#isSecuring = true;
    this.#unlisten(plain);
    plain.pause();
    // What has been read already came before TLS, and must not be taken for what comes behind it.
    this.#turns.finish();
    const leftover: Uint8Array | null = plain.read();
    if (leftover) this.#listener.data(leftover);
    try {
      const { secureSocket, factsOf, bindingOf } = await import("./tls.ts");
      refuseEarly(plain.read(), this.#endpoint);
      const secured = await secureSocket(plain, options, { ...this.#endpoint, signal });
      this.#tls = { socket: secured, bindingOf };
      const facts = readFacts(() => factsOf(secured, options), secured);
      this.#socket = secured;
      this.#listen(secured);
      return facts;
    } catch (error) {
      plain.destroy();
      throw error;
    } finally {
      this.#isSecuring = false;
    }
  }

  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#tls?.bindingOf(this.#tls.socket, type);
  }

  readonly #onData = (bytes: Uint8Array) => {
    // Node would read up to 32 chunks before it looks at anything else.
    this.#socket.pause();
    this.#turns.add(bytes);
  };
  readonly #onError = (error: Error) => {
    this.#cause = error;
  };
  readonly #onClose = () => {
    // What was read while the socket was paused is gone with the connection, unless somebody asks for it.
    for (let left: Uint8Array | null = this.#socket.read(); left; left = this.#socket.read())
      this.#turns.add(left);
    this.#turns.finish();
    const cause = this.#cause;
    this.#listener.closed(cause && new Error(breakReason(cause), { cause }));
  };

  #listen(socket: Socket): void {
    socket.on("data", this.#onData).on("error", this.#onError).on("close", this.#onClose);
  }

  /** But to errors: one that nobody hears would end the program, and it may come before TLS listens. */
  #unlisten(socket: Socket): void {
    socket.off("data", this.#onData).off("close", this.#onClose);
  }
}

/** What comes in the clear while TLS is about to begin is nobody's to believe (RFC 6120 §5.4.3.3). */
function refuseEarly(bytes: Uint8Array | null, { host, port }: Endpoint): void {
  if (!bytes) return;
  const begin = Buffer.from(bytes.subarray(0, 80)).toString("utf8");
  throw new ConnectionError(
    `Cannot secure the connection to ${formatAddress(host, port)}: something came in the clear before TLS had begun, ${JSON.stringify(begin)}: injected plaintext, or a broken server (RFC 6120 §5.4.3.3)`,
    { host, port },
  );
}

/** What a hostile certificate makes fail must not leave the connection behind. */
function readFacts(read: () => TlsFacts, secured: TLSSocket): TlsFacts {
  try {
    return read();
  } catch (error) {
    secured.destroy();
    throw error;
  }
}

// Node's error codes in words, with what to try.
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there (is the server running, and is this its client port?)",
  ENOTFOUND: "no such host (is the name spelled right?)",
  EAI_AGAIN: "the name could not be looked up (is there a network?)",
  ETIMEDOUT: "no answer (is a firewall in between?)",
  EHOSTUNREACH: "the host cannot be reached from here",
  ENETUNREACH: "the network cannot be reached from here",
  ECONNRESET: "the other side reset the connection at once",
  EACCES: "this machine does not allow it",
};

// Why a connection that was there broke.
const BREAKS: Readonly<Record<string, string>> = {
  ECONNRESET: "it reset the connection",
  EPIPE: "it had closed the connection when something was sent",
  ETIMEDOUT: "the connection timed out",
};

function breakReason(error: Error): string {
  return ("code" in error && BREAKS[String(error.code)]) || alertAfterHandshake(error) || error.message;
}

/** What a network error means, in words. */
function reasonFor(error: Error): string {
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? error.message;
}

function failure({ host, port }: Endpoint, error: Error): ConnectionError {
  const tried = error instanceof AggregateError ? error.errors : [error];
  const first: unknown = tried[0];
  const reason = reasonFor(first instanceof Error ? first : error);
  const addresses = tried.flatMap((one) => ("address" in one ? [formatAddress(one.address, one.port)] : []));
  const where = addresses.length > 0 ? ` [${addresses.join(", ")}]` : "";
  return new ConnectionError(`Cannot connect to ${formatAddress(host, port)}${where}: ${reason}`, {
    host,
    port,
    cause: error,
  });
}
