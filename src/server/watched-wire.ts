// What really goes over a wire, whatever a fault above it makes of what the server says.
import type { Wire, WireListener } from "./wire.ts";

/** Is told what goes over a wire, in the order in which it does. */
export interface WireWatcher {
  sent(bytes: Uint8Array): void;
  secured(): void;
  /** The TLS handshake came to nothing: the connection is gone. */
  notSecured(reason: string): void;
  /** The server has closed its direction only. */
  halfClosed(): void;
  /** It is over: who ended it first. Last, once. */
  ended(by: "client" | "server"): void;
}

export interface WatchedWire {
  readonly wire: Wire;
  /** Told as well when the wire is closed. */
  listener(inner: WireListener): WireListener;
}

/** A wire that tells what goes over it: what is not written to it any more, because it has ended, is not told. */
export function watchedWire(wire: Wire, watcher: WireWatcher): WatchedWire {
  let isOver = false;
  let isSecuring = false;
  let closedBy: "client" | "server" | undefined;
  /** Nothing that is written goes out: it has ended, or TLS is on its way. */
  let isMute = false;
  let isHalfClosed = false;
  const over = (by: "client" | "server") => {
    isMute = true;
    if (isOver) return;
    isOver = true;
    watcher.ended(by);
  };
  const ending = (end: () => void) => () => {
    over("server");
    end();
  };
  return {
    wire: {
      peer: wire.peer,
      get isSecure() {
        return wire.isSecure;
      },
      get backlog() {
        return wire.backlog;
      },
      write: (bytes) => {
        if (!isMute) watcher.sent(bytes);
        wire.write(bytes);
      },
      end: ending(() => wire.end()),
      destroy: ending(() => wire.destroy()),
      reset: ending(() => wire.reset()),
      halfClose: () => {
        if (!isMute) watcher.halfClosed();
        isMute = true;
        isHalfClosed = true;
        wire.halfClose();
      },
      secure: async () => {
        isMute = true;
        isSecuring = true;
        try {
          await wire.secure();
        } catch (error) {
          watcher.notSecured(error instanceof Error ? error.message : String(error));
          if (closedBy) over(closedBy);
          throw error;
        } finally {
          isSecuring = false;
        }
        isMute = isOver;
        watcher.secured();
      },
      channelBinding: (type) => wire.channelBinding(type),
    },
    listener: (inner) => ({
      data: (bytes) => inner.data(bytes),
      closed: () => {
        inner.closed();
        // Whoever closes behind a half-closed direction only follows.
        closedBy = isHalfClosed ? "server" : "client";
        // The handshake that it breaks off is told first.
        if (!isSecuring) over(closedBy);
      },
    }),
  };
}
