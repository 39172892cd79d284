// A client and a server in one process, without a network: bytes go from one to the other in the next turn of the
// event loop, in order. Nothing is encrypted.
import { ConnectionError } from "../errors.ts";
import type { TlsFacts, TlsOptions } from "../stream/security.ts";
import type { Connect, Endpoint, Transport, TransportListener } from "../stream/transport.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { Accept, Wire, WireListener } from "./wire.ts";

/**
 * Connects clients to a server in memory.
 * @param facts what comes of a TLS handshake; without it there is no TLS.
 */
export function connectInMemory(accept: Accept, facts?: (options: TlsOptions) => TlsFacts): Connect {
  let count = 0;
  return async (endpoint, listener, signal) => {
    signal.throwIfAborted();
    return new Link({ number: ++count, endpoint, listener, facts }).begin(accept);
  };
}

interface LinkOptions {
  readonly number: number;
  readonly endpoint: Endpoint;
  readonly listener: TransportListener;
  readonly facts: ((options: TlsOptions) => TlsFacts) | undefined;
}

/** One end's wish to begin with TLS. */
interface Securing {
  done(): void;
  fail(reason: Error): void;
}

/** One connection, with both its ends. */
class Link {
  readonly #number: number;
  readonly #endpoint: Endpoint;
  readonly #client: TransportListener;
  readonly #facts: LinkOptions["facts"];
  #server: WireListener | undefined;
  #isSecure = false;
  #hasReceived = false;
  #isClosed = false;
  /** What closes it is under way: nothing more is written by this end. */
  readonly #ended = { client: false, server: false };
  #clientSecures: Securing | undefined;
  #serverSecures: Securing | undefined;

  constructor({ number, endpoint, listener, facts }: LinkOptions) {
    this.#number = number;
    this.#endpoint = endpoint;
    this.#client = listener;
    this.#facts = facts;
  }

  begin(accept: Accept): Transport {
    this.#server = accept(this.#wire());
    return this.#transport();
  }

  #transport(): Transport {
    const link = this;
    return {
      peer: `memory:${this.#number}`,
      get isWritable() {
        return !link.#isClosed && !link.#ended.client && !link.#clientSecures;
      },
      write: (bytes) => this.#writeToServer(bytes),
      end: () => this.#end("client"),
      destroy: () => this.#end("client"),
      secure: (options, signal) => this.#secureClient(options, signal),
      channelBinding: (type) => this.#binding(type),
    };
  }

  #wire(): Wire {
    const link = this;
    return {
      peer: `memory:${this.#number}`,
      get isSecure() {
        return link.#isSecure;
      },
      get backlog() {
        return link.#isClosed ? undefined : 0;
      },
      write: (bytes) => this.#writeToClient(bytes),
      end: () => this.#end("server"),
      halfClose: () => this.#end("server"),
      destroy: () => this.#end("server"),
      reset: () => this.#end("server", new Error("it reset the connection")),
      secure: () => this.#secureServer(),
      channelBinding: (type) => this.#binding(type),
    };
  }

  #writeToServer(bytes: Uint8Array): void {
    if (this.#ended.client) return;
    const chunk = Uint8Array.from(bytes);
    const wasSecure = this.#isSecure;
    setImmediate(() => {
      // What was sent in the clear behind `<starttls/>` is nobody's to believe (RFC 6120 §5.4.3.3).
      if (this.#isClosed || this.#serverSecures || wasSecure !== this.#isSecure) return;
      this.#hasReceived = true;
      this.#server?.data(chunk);
    });
  }

  #writeToClient(bytes: Uint8Array): void {
    if (this.#ended.server) return;
    const chunk = Uint8Array.from(bytes);
    setImmediate(() => {
      if (!this.#isClosed) this.#client.data(chunk);
    });
  }

  /** Nothing is lost that was written before. */
  #end(by: "client" | "server", cause?: Error): void {
    if (this.#ended[by]) return;
    this.#ended[by] = true;
    setImmediate(() => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      const gone = new Error("the connection ended in the middle of the TLS handshake");
      this.#serverSecures?.fail(gone);
      // As the transport has it: who waits for TLS hears of the end from there.
      if (this.#clientSecures) this.#clientSecures.fail(this.#refusal(gone.message));
      else this.#client.closed(cause);
      this.#server?.closed();
    });
  }

  #secureServer(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error("the connection is gone"));
      this.#serverSecures = { done: resolve, fail: reject };
      setImmediate(() => this.#meet());
    });
  }

  #secureClient(options: TlsOptions, signal: AbortSignal): Promise<TlsFacts> {
    return new Promise((resolve, reject) => {
      const facts = this.#facts;
      if (!facts) return reject(this.#refusal("there is no TLS in memory"));
      if (this.#isClosed) return reject(this.#refusal("it is gone"));
      const fail = (reason: unknown) => {
        signal.removeEventListener("abort", abort);
        reject(reason);
      };
      const abort = () => {
        this.#end("client");
        fail(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      const done = () => {
        signal.removeEventListener("abort", abort);
        resolve(facts(options));
      };
      this.#clientSecures = { done, fail };
      setImmediate(() => this.#meet());
    });
  }

  /** The handshake: both ends want it, or the client has begun with it (XEP-0368). */
  #meet(): void {
    const [client, server] = [this.#clientSecures, this.#serverSecures];
    if (this.#isClosed || !client || (!server && this.#hasReceived)) return;
    this.#isSecure = true;
    this.#clientSecures = undefined;
    this.#serverSecures = undefined;
    server?.done();
    client.done();
  }

  /** The same on both ends, and another one for each connection. */
  #binding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#isSecure ? Buffer.from(`the ${type} of connection ${this.#number}`, "utf8") : undefined;
  }

  #refusal(reason: string): ConnectionError {
    return new ConnectionError(`Cannot secure the connection: ${reason}`, this.#endpoint);
  }
}
