// SASL exchanges that are under way: what this side must remember between one message and the next.
import type { Session } from "../session/session.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { SaslAnswer, SaslExchange } from "../xmpp/sasl/mechanism.ts";

export interface OpenExchange {
  readonly mechanism: string;
  /** Undefined where the messages are made by hand. */
  readonly exchange?: SaslExchange | undefined;
  /** Whether its work is shown. */
  readonly isExplained: boolean;
  /** What answers the challenge that waits, computed when it is asked for. */
  readonly answer?: SaslAnswer | undefined;
}

export class Exchanges {
  readonly #open = new Map<ClientId, { readonly begun: number; readonly exchange: OpenExchange }>();

  /** Remembers the exchange that a session's state says is under way. */
  remember(session: Session, exchange: OpenExchange): void {
    const { sasl } = session.state;
    if (sasl) this.#open.set(session.id, { begun: sasl.n, exchange });
  }

  /** The exchange under way, where it is the one that was remembered. */
  of({ id, state }: Session): OpenExchange | undefined {
    const open = this.#open.get(id);
    return open && open.begun === state.sasl?.n ? open.exchange : undefined;
  }
}
