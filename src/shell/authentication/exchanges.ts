// SASL exchanges that are under way: a reader of the transcript, so that what a server proves, or does not prove, is
// looked at when it comes, whether or not anybody waits for it.
import { derivationOf } from "../../explain/derivations.ts";
import type { Session } from "../../session/session.ts";
import type { ClientId, Entry, Traffic } from "../../transcript/entry.ts";
import type { Transcript } from "../../transcript/transcript.ts";
import { attribute, type Element } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import { decodeBytes, isBase64 } from "../../xmpp/sasl/base64.ts";
import { SaslFault } from "../../xmpp/sasl/fault.ts";
import type { SaslExchange, SaslWork } from "../../xmpp/sasl/mechanism.ts";

export interface OpenExchange {
  readonly mechanism: string;
  /** Undefined where the messages are made by hand. */
  readonly computed?: SaslExchange | undefined;
  /** Whether what this side computes is shown, and what the server sends. */
  readonly shows: "nothing" | "replies" | "all";
}

interface Open {
  /** The entry of its `<auth/>`. */
  readonly begun: number;
  readonly exchange: OpenExchange;
  readonly session?: Session | undefined;
  /** Whether its `<auth/>` was typed as XML. */
  readonly isTyped?: true;
}

export class Exchanges {
  readonly #transcript: Transcript;
  readonly #explains: () => boolean;
  /** What the message that is about to be sent belongs to. */
  readonly #sending = new Map<ClientId, Omit<Open, "begun">>();
  readonly #open = new Map<ClientId, Open>();
  /** Why the last success of a client is not to be believed, by the entry it came in. */
  readonly #faults = new Map<ClientId, { readonly n: number; readonly fault: SaslFault }>();

  /** @param explains whether what is typed as XML is decoded beside it. */
  constructor(transcript: Transcript, explains: () => boolean) {
    this.#transcript = transcript;
    this.#explains = explains;
    transcript.read((entry) => this.#follow(entry));
  }

  /** Runs what sends a message of the exchange; any other message of SASL is one made by hand. */
  sending<T>(session: Session, exchange: OpenExchange, send: () => T): T {
    this.#sending.set(session.id, { session, exchange });
    try {
      return send();
    } finally {
      this.#sending.delete(session.id);
    }
  }

  /** The exchange under way. */
  of({ id, state }: Session): OpenExchange | undefined {
    const open = this.#open.get(id);
    return open && open.begun === state.sasl?.n ? open.exchange : undefined;
  }

  /** What is wrong with the success in an entry. */
  faultIn({ client, n }: Entry): SaslFault | undefined {
    const known = this.#faults.get(client);
    return known?.n === n ? known.fault : undefined;
  }

  #follow(entry: Entry): void {
    const { client } = entry;
    if (entry.type === "connection" && (entry.change === "disconnected" || entry.change === "failed")) {
      this.#open.delete(client);
    }
    if (entry.type !== "traffic" || entry.event.type !== "element") return;
    const { element } = entry.event;
    if (element.getNS() !== NS.sasl) return;
    if (entry.from === "client") this.#followSent(entry, element);
    else if (element.is("success")) this.#settle(entry, element);
    else if (element.is("failure")) this.#open.delete(client);
    else if (this.#open.get(client)?.isTyped) this.#decode(client, element, "challenge");
  }

  #followSent({ client, n }: Entry<Traffic>, element: Element): void {
    const sending = this.#sending.get(client);
    const open = this.#open.get(client);
    if (!sending && element.is("auth")) this.#decode(client, element, "auth");
    if (!sending && element.is("response")) this.#decode(client, element, "response");
    if (element.is("auth")) {
      const mechanism = attribute(element, "mechanism") ?? "";
      const byHand = { exchange: { mechanism, shows: "nothing" }, isTyped: true } as const;
      this.#open.set(client, { ...(sending ?? byHand), begun: n });
    } else if (element.is("response") && open && !sending?.exchange.computed) {
      // From here on nobody but the user knows what was said.
      this.#open.set(client, { ...open, exchange: { ...open.exchange, computed: undefined } });
    }
  }

  /** Looks at what came with a success; what is wrong with it is recorded, and said. */
  #settle(entry: Entry<Traffic>, element: Element): void {
    const open = this.#open.get(entry.client);
    if (!open) return;
    this.#open.delete(entry.client);
    const { exchange, session } = open;
    try {
      const text = element.getText();
      const bytes = text.trim() === "" ? undefined : decodeBytes(text, "data in <success/>");
      this.#show(entry.client, exchange, workOfSuccess(exchange, bytes));
      if (!exchange.computed && exchange.mechanism.startsWith("SCRAM-")) this.#note(entry.client, BY_HAND);
    } catch (error) {
      if (!(error instanceof SaslFault)) throw error;
      this.#faults.set(entry.client, { n: entry.n, fault: error });
      session?.record({
        type: "derivation",
        title: `${exchange.mechanism}: the server is not to be believed, because ${error.message}`,
        rows: error.evidence.map((row) => ({ ...row, secret: true })),
        refutes: true,
      });
    }
  }

  /** Shows what is in an element that no command made. */
  #decode(client: ClientId, element: Element, of: "auth" | "challenge" | "response"): void {
    const text = element.getText();
    if (!this.#explains() || !isBase64(text)) return;
    const mechanism = attribute(element, "mechanism") ?? this.#open.get(client)?.exchange.mechanism ?? "SASL";
    const work: SaslWork = { step: "payload", of, bytes: Buffer.from(text, "base64") };
    this.#transcript.append(client, derivationOf(mechanism, work));
  }

  #show(client: ClientId, { mechanism, shows }: OpenExchange, works: readonly SaslWork[]): void {
    if (shows === "nothing") return;
    for (const work of works) this.#transcript.append(client, derivationOf(mechanism, work));
  }

  #note(client: ClientId, text: string): void {
    this.#transcript.append(client, { type: "note", by: "tool", text });
  }
}

const BY_HAND =
  "this exchange was made by hand: nothing has shown that the server knows your password (its v= was not checked)";

function workOfSuccess({ computed }: OpenExchange, bytes: Buffer | undefined): readonly SaslWork[] {
  if (computed) return computed.succeed(bytes?.toString("utf8"));
  return bytes === undefined ? [] : [{ step: "payload", of: "success", bytes }];
}
