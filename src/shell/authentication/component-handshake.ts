// What a component authenticates with (XEP-0114 §3): shared by `component` and `handshake`.
import { UsageError } from "../../errors.ts";
import { derivationOfHandshake } from "../../explain/component.ts";
import { handshakeReply } from "../../session/replies.ts";
import { componentHash } from "../../xmpp/component.ts";
import { componentHandshake } from "../../xmpp/stanzas.ts";
import type { Asking, Waiting } from "../asking.ts";
import type { Definitions } from "../definitions.ts";
import type { Outcome } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";

export interface Handshaking {
  readonly options: Waiting & { readonly explain: boolean };
  secret(): Promise<string>;
}

/** @throws UsageError where no id of a stream is known. */
export async function shakeHands(
  context: RunningLine & Definitions & Asking,
  { options, secret }: Handshaking,
): Promise<Outcome> {
  const { client, settings } = context;
  const streamId = client.session.state.received?.id;
  if (streamId === undefined) {
    throw new UsageError(
      'Cannot compute the handshake: the server has sent no stream id (run "component DOMAIN" first, or give --hash HEX)',
    );
  }
  const known = await secret();
  const hash = await componentHash(streamId, known);
  if (options.explain || settings.get("explain") === "all") {
    client.session.record(derivationOfHandshake({ streamId, secret: known, hash }));
  }
  return await sendHandshake(context, hash, options);
}

export async function sendHandshake({ ask }: Asking, hash: string, waiting: Waiting): Promise<Outcome> {
  return await ask(componentHandshake(hash).toString(), handshakeReply, waiting);
}

export const explainOption = {
  explain: { summary: 'show how the handshake comes about (as "set explain all" does)' },
} as const;
