// Where a connection writes to: its wire as it was accepted, or what a fault makes of it.
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { Fault, FaultyWire } from "./fault.ts";
import type { Wire } from "./wire.ts";

/** How many bytes may wait for a client that does not read. */
const MOST_BACKLOG = 16 * 1024 * 1024;

export class Outlet {
  readonly #accepted: Wire;
  readonly #overfull: () => void;
  #wire: FaultyWire;
  #isDropped = false;

  /** @param overfull told when the connection is dropped, because too much waits. */
  constructor(accepted: Wire, overfull: () => void) {
    this.#accepted = accepted;
    this.#overfull = overfull;
    this.#wire = accepted;
  }

  get isSecure(): boolean {
    return this.#accepted.isSecure;
  }

  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#accepted.channelBinding(type);
  }

  /** Puts a fault between the server and the wire, or takes it away. */
  use(fault: Fault | undefined): void {
    this.#wire.release?.();
    this.#wire = fault?.wrap?.(this.#accepted) ?? this.#accepted;
  }

  write(text: string): void {
    // What waits for somebody who does not read fills the memory. The session may be resumed (XEP-0198 §5).
    if (this.#isDropped) return;
    if ((this.#wire.backlog ?? 0) > MOST_BACKLOG) {
      this.#isDropped = true;
      this.#overfull();
      this.#wire.destroy();
    } else this.#wire.write(Buffer.from(text, "utf8"));
  }

  end(): void {
    this.#wire.end();
  }

  /** @throws Error when the handshake fails: the connection is gone then. */
  async secure(): Promise<void> {
    await this.#wire.secure();
  }
}
