// What a SASL mechanism is to the server: an exchange that takes what the client sends, one message after another
// (RFC 4422 §3).
import type { Account } from "../accounts.ts";
import type { Connection, Server } from "../server-feature.ts";
import type { ScramKeyStore } from "./scram-keys.ts";

export interface ServerMechanism {
  /** As it is offered: "SCRAM-SHA-1". */
  readonly name: string;
  /** Left out: the server asks for the first message where none came along with `<auth/>` (RFC 6120 §6.4.2). */
  readonly mayBeginEmpty?: true;
  isOfferedTo(connection: Connection): boolean;
  start(connection: Connection): ServerExchange;
}

export interface ServerExchange {
  /**
   * Reads the client's next message.
   * @throws SaslRefusal where that ends the exchange.
   */
  take(message: Uint8Array): Promise<SaslMoveOfServer>;
}

/** What the server says next, before it is put in base64. */
export type SaslMoveOfServer =
  | { readonly move: "challenge"; readonly message: string }
  | { readonly move: "success"; readonly account: Account; readonly message?: string };

/** What the mechanisms of one server share. */
export interface SaslContext {
  readonly server: Server;
  readonly keys: ScramKeyStore;
  /** Accounts that were made for somebody without one: they go when their owner does. */
  readonly guests: WeakSet<Account>;
}

export type MakeServerMechanism = (context: SaslContext) => ServerMechanism;
