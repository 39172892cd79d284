// One client's connection by TCP, and by TLS where the client asks for it or begins with it.
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { formatAddress } from "../xmpp/address.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { serverBinding, TlsIdentity } from "./tls-socket.ts";
import type { Wire, WireListener } from "./wire.ts";

/** How long a client may take to close its side, in milliseconds. */
const LINGER = 5000;

/** The first byte of a TLS handshake (RFC 8446 §5.1), with which no XML can begin. */
const TLS_HANDSHAKE = 0x16;

export class SocketWire implements Wire {
  readonly peer: string;
  /** Resolves when the end was told. */
  readonly gone: Promise<void>;
  readonly #plain: Socket;
  readonly #identity: TlsIdentity | undefined;
  #listener: WireListener | undefined;
  /** What is written to and read from: the TLS one as soon as there is one. */
  #socket: Socket;
  #tls: { readonly socket: TLSSocket; readonly serverBinding: typeof serverBinding } | undefined;
  #isSecuring = false;
  #hasEnded = false;
  #isClosed = false;
  #tellGone = () => {};

  constructor(socket: Socket, identity: TlsIdentity | undefined) {
    this.#plain = socket;
    this.#socket = socket;
    this.#identity = identity;
    // A connection that was reset at once has no remote address any more.
    this.peer = formatAddress(socket.remoteAddress ?? "unknown", socket.remotePort ?? 0);
    this.gone = new Promise((resolve) => {
      this.#tellGone = resolve;
    });
    // What breaks a connection closes it, too, and that is told.
    socket.on("error", () => {}).on("close", this.#onClose);
  }

  /** Begins to hand on what comes. */
  listen(listener: WireListener): void {
    this.#listener = listener;
    if (this.#isClosed) listener.closed();
    else if (!this.#isSecuring) this.#socket.on("data", this.#onFirstData);
  }

  get isSecure(): boolean {
    return this.#tls !== undefined;
  }

  get backlog(): number | undefined {
    return this.#isClosed ? undefined : this.#socket.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.writable && !this.#isSecuring) this.#socket.write(bytes);
  }

  end(): void {
    this.endWithin(LINGER);
  }

  /** Ends it, and waits so many milliseconds for the client to do the same. */
  endWithin(linger: number): void {
    this.halfClose();
    const tooLong = setTimeout(() => this.destroy(), linger);
    this.#plain.once("close", () => clearTimeout(tooLong));
  }

  halfClose(): void {
    if (this.#isClosed || this.#hasEnded) return;
    this.#hasEnded = true;
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
    this.#plain.destroy();
  }

  reset(): void {
    this.#plain.resetAndDestroy();
  }

  async secure(): Promise<void> {
    if (!this.#identity) throw new Error("Cannot secure the connection: this server has no certificate");
    this.#unread();
    // RFC 6120 §5.4.3.3: what is here by now was sent before the client could know that TLS begins.
    this.#plain.read();
    await this.#handshake(this.#identity);
    this.#socket.on("data", this.#onData);
  }

  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    if (!this.#tls || !this.#identity) return undefined;
    return this.#tls.serverBinding(this.#tls.socket, this.#identity, type);
  }

  readonly #onData = (bytes: Uint8Array) => this.#listener?.data(bytes);

  readonly #onFirstData = (bytes: Uint8Array) => {
    this.#socket.off("data", this.#onFirstData);
    if (!this.#identity || bytes[0] !== TLS_HANDSHAKE) {
      this.#socket.on("data", this.#onData);
      this.#onData(bytes);
      return;
    }
    this.#unread();
    this.#plain.unshift(bytes);
    this.#handshake(this.#identity).then(
      () => this.#socket.on("data", this.#onData),
      // The connection is gone, which is told by its end.
      () => {},
    );
  };

  readonly #onClose = () => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener?.closed();
    this.#tellGone();
  };

  #unread(): void {
    this.#plain.off("data", this.#onData).off("data", this.#onFirstData).pause();
  }

  async #handshake(identity: TlsIdentity): Promise<void> {
    const flushed = new Promise((resolve) => this.#plain.write("", resolve));
    this.#isSecuring = true;
    try {
      const { serveTls, serverBinding } = await import("./tls-socket.ts");
      // TLS writes past what the socket has in its own buffer: that must be gone first.
      await flushed;
      if (this.#isClosed) throw new Error("Cannot secure the connection: it is gone");
      const secured = await serveTls(this.#plain, identity);
      // What the client sent last is read before the end is told.
      this.#plain.off("close", this.#onClose);
      secured.on("error", () => {}).on("close", this.#onClose);
      this.#socket = secured;
      this.#tls = { socket: secured, serverBinding };
    } catch (error) {
      this.#plain.destroy();
      throw error;
    } finally {
      this.#isSecuring = false;
    }
  }
}
