// The server's end of a connection: what carries its bytes.
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";

/** What a wire tells. `closed` comes last, once. */
export interface WireListener {
  data(bytes: Uint8Array): void;
  closed(): void;
}

export interface Wire {
  /** The address of the client, for example "127.0.0.1:51234". */
  readonly peer: string;
  /** Whether TLS protects it: from the first byte, or since `secure`. */
  readonly isSecure: boolean;
  write(bytes: Uint8Array): void;
  /** Closes once everything written is sent. */
  end(): void;
  /** Closes this direction only: what the client writes is still read (RFC 9293 §3.6). */
  halfClose(): void;
  /** Drops the connection at once. */
  destroy(): void;
  /** Drops it as a crash does: the client is told that it was reset (RFC 9293 §3.5.2). */
  reset(): void;
  /** How many bytes are written and not sent; undefined once the connection is gone. */
  readonly backlog: number | undefined;
  /**
   * Does the TLS handshake as its server; what is written and received from then on is encrypted. Whatever the client
   * sent behind `<starttls/>` in the clear is dropped (RFC 6120 §5.4.3.3).
   * @throws Error when it fails: the connection is gone then.
   */
  secure(): Promise<void>;
  /** What names the TLS connection (RFC 5929, RFC 9266); undefined without TLS, or where this type has no value. */
  channelBinding(type: ChannelBindingType): Uint8Array | undefined;
}

/** Begins to serve a client: called by whoever has a connection; what it returns is told what comes in. */
export type Accept = (wire: Wire) => WireListener;
