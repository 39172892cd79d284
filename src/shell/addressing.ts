// The attributes of a request when a line does not say them all: shared by the commands that are one iq.
import { UsageError } from "../errors.ts";
import { isComponent } from "../session/state.ts";
import type { Context } from "./command.ts";

export interface Addressing {
  readonly id: string;
  readonly to?: string | undefined;
  /** A client leaves it to the server; a component must say it (XEP-0114 §3). */
  readonly from?: string | undefined;
}

/** A request to the JID, else to the domain of the stream. */
export function toJidOrDomain(context: Context, jid: string | undefined): Addressing {
  const { client, target } = context;
  const { sent, domain, host } = client.session.state;
  if (jid === undefined && isComponent(client.session.state)) {
    throw new UsageError(
      `Cannot ask the domain of the stream: a component's stream is for its own, "${sent?.to ?? ""}" (say whom you mean, as in "ping localhost")`,
    );
  }
  const to = jid ?? (sent ? sent.to : (target.domain ?? domain ?? host));
  return { ...toOwnAccount(context), to };
}

/** A request without `to`: the server answers it for the account (RFC 6120 §8.1.1.1). */
export function toOwnAccount({ client, id }: Context): Addressing {
  const { state } = client.session;
  return { id: id(), from: isComponent(state) ? state.sent?.to : undefined };
}
