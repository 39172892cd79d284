// A transport without a network: for tests, and for whoever brings both ends into one process.
import { ConnectionError } from "../errors.ts";
import type { TlsFacts, TlsOptions } from "./security.ts";
import type { Connect, TransportListener } from "./transport.ts";

/** The far end of a memory transport: what a server would see and do. */
export interface MemoryServer {
  /** Hand this to a session instead of a connection by TCP. */
  readonly connect: Connect;
  /** Everything the client has written on the present connection. */
  readonly received: string;
  /** Calls back with each write of the client. */
  onData(listener: (text: string) => void): void;
  send(data: string | Uint8Array): void;
  /** Closes the connection; with a cause it breaks. */
  close(cause?: Error): void;
}

/** @param tls what comes of a TLS handshake, where there may be one. Nothing is encrypted in memory. */
export function memoryServer(tls?: (options: TlsOptions) => TlsFacts): MemoryServer {
  let client: TransportListener | undefined;
  let received: Uint8Array[] = [];
  const listeners: ((text: string) => void)[] = [];
  const close = (cause?: Error) => {
    const closing = client;
    client = undefined;
    closing?.closed(cause);
  };
  return {
    connect: async (endpoint, listener) => {
      client = listener;
      received = [];
      return {
        peer: "127.0.0.1:5222",
        get isWritable() {
          return client === listener;
        },
        write: (bytes) => {
          received.push(Uint8Array.from(bytes));
          const text = Buffer.from(bytes).toString("utf8");
          for (const call of listeners) call(text);
        },
        end: () => queueMicrotask(() => close()),
        destroy: () => queueMicrotask(() => close()),
        secure: async (options) => {
          if (!tls)
            throw new ConnectionError("Cannot secure the connection: there is no TLS in memory", endpoint);
          return tls(options);
        },
        channelBinding: (type) => Buffer.from(`the ${type} of this connection`, "utf8"),
      };
    },
    get received() {
      return Buffer.concat(received).toString("utf8");
    },
    onData: (listener) => {
      listeners.push(listener);
    },
    send: (data) => client?.data(typeof data === "string" ? Buffer.from(data, "utf8") : data),
    close,
  };
}
