// The attributes of a request when a line does not say them all: shared by the commands that are one iq.
import { UsageError } from "../errors.ts";
import type { Client } from "../session/clients.ts";
import { isComponent } from "../session/state.ts";
import { streamDomain } from "./connecting/stream-domain.ts";
import type { Connecting } from "./connecting.ts";
import type { Source } from "./draws.ts";
import type { RunningLine } from "./running-line.ts";

export interface Addressing {
  readonly id: string;
  readonly to?: string | undefined;
  /** A client leaves it to the server; a component must say it (XEP-0114 §3). */
  readonly from?: string | undefined;
}

/** A request to the JID, else to the domain of the stream. */
export function toJidOrDomain(
  context: RunningLine & Connecting & Source,
  jid: string | undefined,
): Addressing {
  const { client, target } = context;
  const { state } = client.session;
  const { sent } = state;
  if (jid === undefined && isComponent(state)) {
    throw new UsageError(
      `Cannot ask the domain of the stream: a component's stream is for its own, "${sent?.to ?? ""}" (say whom you mean, as in "ping localhost")`,
    );
  }
  const to = jid ?? (sent ? sent.to : streamDomain(target, state));
  return { ...toOwnAccount(context), to };
}

/** A request without `to`: the server answers it for the account (RFC 6120 §8.1.1.1). */
export function toOwnAccount({ client, id }: RunningLine & Source): Addressing {
  return { id: id(), from: ownFrom(client) };
}

/** Whom a stanza is from where the line does not say: nothing for a client, and of a component its domain. */
export function ownFrom({ session: { state } }: Client): string | undefined {
  return isComponent(state) ? state.sent?.to : undefined;
}

/** The option of a command that sends a stanza. */
export const fromOption = {
  from: {
    value: "JID",
    names: "jid",
    summary: "whom it is from; without it a component says its domain, and for a client the server says it",
  },
} as const;
