// What keeps two clients from racing: the server has read what one has sent before the other goes on.
import { ConnectionError } from "../errors.ts";
import type { Client, Clients } from "../session/clients.ts";
import type { Claim, Reply, Wait } from "../session/inbox.ts";
import { iqReply } from "../session/replies.ts";
import type { Session } from "../session/session.ts";
import { isStreamOpen } from "../session/state.ts";
import { formatDuration } from "../shell/language/units.ts";
import { type Outcome, PASSED } from "../shell/outcome.ts";
import type { ClientId } from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import { NS } from "../xmpp/namespaces.ts";
import { iqText } from "../xmpp/stanzas.ts";

export interface BarrierOptions {
  readonly transcript: Transcript;
  readonly clients: Clients;
  id(): string;
  /** Milliseconds; 0 waits for ever. */
  timeout(): number;
}

/** Answers by a ping (XEP-0199) whether the server has read everything up to it: streams are read in order. */
export class Barrier {
  readonly #options: BarrierOptions;
  /** Clients of which nobody knows whether the server has read what they sent last. */
  readonly #unread = new Set<ClientId>();

  constructor(options: BarrierOptions) {
    this.#options = options;
    options.transcript.read((entry) => {
      if (entry.type === "traffic" && entry.from === "client") this.#unread.add(entry.client);
    });
  }

  /** The server has answered what this client sent last. */
  answered({ session }: Client): void {
    this.#unread.delete(session.id);
  }

  /** Before a client acts: what the others have sent must be read. */
  async before(acting: Client, signal: AbortSignal): Promise<Outcome> {
    for (const client of this.#options.clients) {
      if (client === acting) continue;
      const outcome = await this.pass(client, signal, acting.name);
      if (outcome.status !== "passed") return outcome;
    }
    return PASSED;
  }

  /** Waits until the server has read what a client has sent, where it can be asked. An error answers the question too. */
  async pass(client: Client, signal: AbortSignal, next = client.name): Promise<Outcome> {
    const { session } = client;
    if (!this.#unread.delete(session.id) || !mayPing(session)) return PASSED;
    const { id, timeout, transcript } = this.#options;
    const to = session.state.sent?.to;
    const request = { type: "get", id: id(), to };
    const ping = iqText(request, `<ping xmlns="${NS.ping}"/>`);
    const text = `the runner's own ping: ${next} goes on when the server has read what ${client.name} sent (--no-barrier leaves it out)`;
    transcript.append(session.id, { type: "note", by: "runner", text });
    const wait = { signal, timeout: timeout() };
    const reply = await askUnlessClosing(session, ping, { claim: iqReply(request), wait });
    this.#unread.delete(session.id);
    switch (reply?.outcome) {
      case "interrupted":
        return { status: "interrupted" };
      case "timeout":
        return {
          status: "failed",
          reason: `the runner's own ping to ${to} was not answered within ${formatDuration(reply.after)} (--no-barrier leaves it out)`,
        };
      case "reply":
      // Where the stream has ended nothing more will be read; the client's next step tells why.
      case "ended":
      case undefined:
        return PASSED;
    }
  }
}

interface Asking {
  readonly claim: Claim;
  readonly wait: Wait;
}

/** Undefined where the connection is just being closed: nobody can be asked then. */
async function askUnlessClosing(
  session: Session,
  ping: string,
  { claim, wait }: Asking,
): Promise<Reply | undefined> {
  try {
    return await session.ask(ping, claim, wait);
  } catch (error) {
    if (error instanceof ConnectionError) return undefined;
    throw error;
  }
}

/** Never before bind, amid an unfinished element, after a violation or `close`. */
function mayPing({ state, isMidElement }: Session): boolean {
  if (state.connection !== "connected" || state.jid === undefined || !isStreamOpen(state)) return false;
  const isReadable = !state.streamError && !state.sentBroken && !state.receivedBroken;
  return isReadable && !isMidElement && !state.restartDue;
}
