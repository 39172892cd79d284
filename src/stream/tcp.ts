import { connect as openSocket, type Socket } from "node:net";
import { ConnectionError } from "../errors.ts";
import { formatAddress } from "../xmpp/address.ts";
import type { Connect, Endpoint, Transport, TransportListener } from "./transport.ts";

/** How long a connection may take to be made, in milliseconds. */
const CONNECT_TIMEOUT = 20_000;

/** Connects by TCP (RFC 6120 §3). Tries every address of the host's name. */
export const connectTcp: Connect = (endpoint, listener, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = openSocket({ ...endpoint, noDelay: true, autoSelectFamily: true });
    const abort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    const tooLong = setTimeout(() => {
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
      resolve(transportOver(socket, endpoint, listener));
    });
  });

function transportOver(socket: Socket, { host, port }: Endpoint, listener: TransportListener): Transport {
  let cause: Error | undefined;
  socket.on("data", (bytes) => listener.data(bytes));
  socket.on("error", (error) => {
    cause = error;
  });
  socket.on("close", () => listener.closed(cause && new Error(breakReason(cause), { cause })));
  return {
    // A connection that was reset at once has no remote address any more.
    peer: formatAddress(socket.remoteAddress ?? host, socket.remotePort ?? port),
    get isWritable() {
      return socket.writable;
    },
    write: (bytes) => {
      socket.write(bytes);
    },
    end: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
  };
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
  return ("code" in error && BREAKS[String(error.code)]) || error.message;
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
