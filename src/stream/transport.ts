// What carries the bytes of a stream. TCP is one; tests bring another.
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { TlsFacts, TlsOptions } from "./security.ts";

/** Where a transport connects to. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What a transport tells. `closed` comes last, once. */
export interface TransportListener {
  data(bytes: Uint8Array): void;
  /** The connection is gone; `cause` is there when it broke rather than being closed. */
  closed(cause?: Error): void;
}

export interface Transport {
  /** The address that was reached, for example "127.0.0.1:5222". */
  readonly peer: string;
  /** Whether what is written still goes out. */
  readonly isWritable: boolean;
  write(bytes: Uint8Array): void;
  /** Closes the connection once everything written is sent. */
  end(): void;
  /** Drops the connection at once. */
  destroy(): void;
  /**
   * Does the TLS handshake on this connection; what is written and received from then on is encrypted. Nothing is
   * decided here about the certificate.
   * @throws ConnectionError when the handshake fails; the signal's reason when it is aborted. The connection is gone
   * then, without a call of `closed`.
   */
  secure(options: TlsOptions, signal: AbortSignal): Promise<TlsFacts>;
  /** What names the TLS connection, or undefined where this type has no value for it. */
  channelBinding(type: ChannelBindingType): Uint8Array | undefined;
}

/**
 * Opens a transport.
 * @throws ConnectionError when the endpoint cannot be reached; the signal's reason when it is aborted.
 */
export type Connect = (
  endpoint: Endpoint,
  listener: TransportListener,
  signal: AbortSignal,
) => Promise<Transport>;
