// One client's conversation with a server, across restarts and reconnections.
import { ConnectionError, UsageError } from "../errors.ts";
import type { StreamEvent } from "../stream/event.ts";
import type { StreamLimits } from "../stream/limits.ts";
import { StreamReader } from "../stream/reader.ts";
import type { TlsFacts, TlsOptions } from "../stream/security.ts";
import type { Connect, Endpoint, Transport, TransportListener } from "../stream/transport.ts";
import type {
  ClientId,
  ConnectionChange,
  Derivation,
  Entry,
  Expectation,
  Happening,
  Side,
  Traffic,
  Verdict,
} from "../transcript/entry.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Unended } from "../xml/unended.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import { isDropped } from "./after-received.ts";
import { type Claim, Inbox, type Reply, type Wait } from "./inbox.ts";
import { nextState } from "./next-state.ts";
import { Outgoing } from "./outgoing.ts";
import { OFFLINE, type SessionState } from "./state.ts";

/** Says what is remarkable about an entry, from the states before and after it. */
export type Remarks = (entry: Entry, before: SessionState, after: SessionState) => readonly string[];

/** A conversation that is under way already, to go on with on another transport. */
export interface Resumed {
  readonly state: SessionState;
  transport(listener: TransportListener): Transport;
}

export interface SessionOptions {
  readonly id: ClientId;
  readonly transcript: Transcript;
  readonly connect: Connect;
  readonly limits: () => StreamLimits;
  readonly now: () => number;
  readonly remarks: Remarks;
  /** Called when what was received has been read, as far as it is whole. */
  unfinished?(): void;
  readonly resumed?: Resumed | undefined;
}

/** Where to connect, and whose server it is meant to be. */
export interface Destination extends Endpoint {
  readonly domain?: string | undefined;
  /** Whether TLS is to begin at once; only noted here: `secure` does it. */
  readonly directTls?: true | undefined;
}

type Lookup = ConnectionChange & { readonly change: "looked-up" };

/** What belongs to one connection. */
interface Connection {
  readonly transport: Transport;
  readonly incoming: StreamReader;
  readonly outgoing: Outgoing;
}

export class Session {
  readonly id: ClientId;
  readonly inbox: Inbox;
  readonly #options: SessionOptions;
  #state: SessionState = OFFLINE;
  #connection: Connection | undefined;
  #isConnecting = false;
  /** What is received while the connection is being made or secured. */
  #early: Uint8Array[] | undefined;
  #closing: Side | undefined;
  #lastTraffic: number | undefined;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.#options = options;
    const { now, transcript, resumed } = options;
    this.inbox = new Inbox({ now, oldestKept: () => transcript.oldest });
    if (!resumed) return;
    this.#state = resumed.state;
    if (resumed.state.connection === "offline") return;
    const transport = resumed.transport({
      data: (bytes) => this.#data(bytes),
      closed: (cause) => this.#closed(cause),
    });
    this.#connection = { transport, ...this.#readers() };
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether the connection has served: it is there, but nothing can be sent on it, or nobody will answer. */
  get isSpent(): boolean {
    if (!this.#connection) return false;
    const { closedBy, streamError, receivedBroken } = this.#state;
    // RFC 6120 §4.9.1.1: whoever sends a stream error ends the connection without waiting for the other's end tag.
    const isLeft = closedBy.includes("client") || streamError !== undefined;
    const isClosed = closedBy.includes("server") && isLeft;
    // RFC 6120 §4.9.1.1: nothing that is said on it could be understood.
    const isOver = isClosed || receivedBroken === true;
    return isOver || this.#closing !== undefined || !this.#connection.transport.isWritable;
  }

  /** When something last went over the wire, in milliseconds since 1970. */
  get lastTraffic(): number | undefined {
    return this.#lastTraffic;
  }

  /** Whether an element was begun in what was sent, and not ended. */
  get isMidElement(): boolean {
    return this.#connection?.outgoing.isMidElement ?? false;
  }

  /** The elements below the stream that have begun and not ended in what was sent, outermost first. */
  get openElementsSent(): readonly string[] {
    return this.#connection?.outgoing.openElements ?? [];
  }

  /** The number of the entry in which the first of them began. */
  get openSince(): number | undefined {
    return this.#connection?.outgoing.begunIn;
  }

  /** Text received of which no whole element has come. */
  get unfinished(): string {
    return this.#connection?.incoming.pending ?? "";
  }

  /** The elements below the stream that have begun and not ended in what was received, outermost first. */
  get openElements(): readonly string[] {
    return this.#connection?.incoming.openElements ?? [];
  }

  /** What ends the piece of markup that has begun in it; undefined where none has. */
  get unended(): Unended | undefined {
    return this.#connection?.incoming.unended;
  }

  /**
   * Opens a connection and sends nothing.
   * @throws ConnectionError when it cannot be made; it is in the transcript too.
   */
  async connect({ domain, directTls, ...endpoint }: Destination, signal: AbortSignal): Promise<void> {
    if (this.#connection || this.#isConnecting) {
      throw new UsageError('Cannot connect: already connected (run "disconnect" first)');
    }
    let isOver: { readonly cause?: Error } | undefined;
    let transport: Transport;
    this.#isConnecting = true;
    this.#early = [];
    try {
      transport = await this.#options.connect(
        endpoint,
        {
          data: (bytes) => this.#data(bytes),
          closed: (cause) => {
            if (this.#connection) this.#closed(cause);
            else isOver = cause ? { cause } : {};
          },
        },
        signal,
      );
    } catch (error) {
      if (signal.aborted) throw error;
      const cause = error instanceof Error ? error.message : String(error);
      this.#record({ type: "connection", change: "failed", ...endpoint, cause });
      throw error;
    } finally {
      this.#isConnecting = false;
    }
    this.#connection = { transport, ...this.#readers() };
    this.#closing = undefined;
    const { peer } = transport;
    this.#record({
      type: "connection",
      change: "connected",
      ...endpoint,
      peer,
      ...(domain === undefined || domain === endpoint.host ? {} : { domain }),
      ...(directTls ? { directTls } : {}),
    });
    this.#readEarly();
    if (isOver) this.#closed(isOver.cause);
  }

  /**
   * Puts TLS on the connection. `judge` says what to think of the certificate: unless it accepts it, the connection is
   * dropped before anything is sent on it.
   * @throws ConnectionError when there is no connection, or the handshake fails; the connection is gone then.
   */
  async secure(
    options: TlsOptions,
    judge: (facts: TlsFacts) => Verdict,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { transport } = this.#writable("secure the connection");
    const tls = await this.#handshake(transport, options, signal);
    // RFC 6120 §5.4.3.3: both sides discard what they know, the parsers and what waits to be asked for included.
    this.inbox.forget();
    this.#connection = { transport, ...this.#readers() };
    const verdict = judge(tls);
    const change = verdict.accepted ? "secured" : "rejected";
    this.#record({ type: "connection", change, tls, verdict });
    if (verdict.accepted) this.#readEarly();
    else await this.#destroy(transport);
    return verdict;
  }

  /** What names the TLS connection, or undefined where there is none. */
  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#state.secure ? this.#connection?.transport.channelBinding(type) : undefined;
  }

  async #handshake(transport: Transport, options: TlsOptions, signal: AbortSignal): Promise<TlsFacts> {
    try {
      const handshake = transport.secure(options, signal);
      // Only from here on: what was received before still belongs to the old reader.
      this.#early = [];
      return await handshake;
    } catch (error) {
      this.#early = undefined;
      this.#connection = undefined;
      const cause = error instanceof Error ? error.message : String(error);
      if (signal.aborted) {
        const reason = { by: "client", cause: "interrupted in the TLS handshake" } as const;
        this.#record({ type: "connection", change: "disconnected", ...this.#endpoint, ...reason });
      } else this.#record({ type: "connection", change: "failed", ...this.#endpoint, cause });
      throw error;
    }
  }

  /** Records what happened to this client beside its streams: what DNS said, what was computed, what was expected. */
  record(happening: Lookup | Derivation | Expectation): void {
    this.#record(happening);
  }

  /**
   * Writes text or bytes as they are, and records them whether or not they are XML.
   * @param recorded is called with what came of it, before anything is written: a claim made then cannot miss its
   * reply.
   * @throws ConnectionError when there is no connection.
   */
  send(data: string | Uint8Array, recorded: (entries: readonly Entry<Traffic>[]) => void = () => {}): void {
    const { transport, outgoing } = this.#writable("send");
    const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
    const entries = outgoing.write(bytes);
    if (entries.length === 0) throw new UsageError("Cannot send: there is nothing to send");
    recorded(entries);
    transport.write(bytes);
  }

  /** Sends and waits for the reply. */
  ask(data: string | Uint8Array, claim: Claim, wait: Wait): Promise<Reply> {
    return new Promise((resolve, reject) => {
      try {
        this.send(data, (entries) => resolve(this.inbox.claim(claim, wait, entries.at(-1))));
      } catch (error) {
        reject(error);
      }
    });
  }

  /** Waits for something without sending. */
  await(claim: Claim, wait: Wait, entry?: Entry): Promise<Reply> {
    return this.inbox.claim(claim, wait, entry);
  }

  /** Closes the connection without another word; resolves when it is gone. */
  async disconnect(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#closing ??= "client";
    const gone = this.inbox.claim(GONE, { signal: new AbortController().signal, timeout: 2000 });
    connection.transport.end();
    if ((await gone).outcome !== "timeout") return;
    await this.#destroy(connection.transport);
  }

  #writable(action: string): Connection {
    if (!this.#connection) {
      throw new ConnectionError(`Cannot ${action}: not connected (run "open" first)`, this.#endpoint);
    }
    if (this.#early) {
      throw new ConnectionError(`Cannot ${action}: the TLS handshake is under way`, this.#endpoint);
    }
    if (this.#closing || !this.#connection.transport.isWritable) {
      throw new ConnectionError(`Cannot ${action}: the connection is being closed`, this.#endpoint);
    }
    return this.#connection;
  }

  #readers(): Pick<Connection, "incoming" | "outgoing"> {
    const limits = this.#options.limits();
    return {
      incoming: new StreamReader((event) => this.#received(event), { newDocuments: "when allowed", limits }),
      outgoing: new Outgoing((event, begun) => this.#sent(event, begun), limits),
    };
  }

  #data(bytes: Uint8Array): void {
    if (this.#early) this.#early.push(bytes);
    else this.#read(bytes);
  }

  #read(bytes: Uint8Array): void {
    this.#connection?.incoming.write(bytes);
    this.#options.unfinished?.();
  }

  /** What came while the connection was being made or secured belongs behind the entry that says it was. */
  #readEarly(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const bytes of early) this.#read(bytes);
  }

  /** Drops the connection at once, and with it what was received and not read. */
  async #destroy(transport: Transport): Promise<void> {
    this.#early = undefined;
    this.#closing = "client";
    const gone = this.inbox.claim(GONE, { signal: new AbortController().signal, timeout: 0 });
    transport.destroy();
    await gone;
  }

  get #endpoint(): Endpoint {
    return { host: this.#state.host ?? "", port: this.#state.port ?? 0 };
  }

  #received(event: StreamEvent): void {
    const allow = event.type === "element" && event.element.is("success", NS.sasl);
    this.#record<Traffic>({ type: "traffic", from: "server", secure: this.#state.secure, event });
    if (this.#state.starttls === "due") this.#connection?.incoming.expectTls();
    // RFC 6120 §6.4.6. Both servers begin a new document by themselves when the restart was forgotten.
    if (allow) this.#connection?.incoming.allowNewDocument();
    if (event.type === "violation" && isDropped(event)) this.#drop();
  }

  /** A peer that sends more than the limits allow, or slips in what TLS should protect, is not listened to any longer. */
  #drop(): void {
    this.#closing = "client";
    this.#connection?.transport.destroy();
  }

  #sent(event: StreamEvent, sentBefore: number): Entry<Traffic> {
    const { secure } = this.#state;
    const begun = sentBefore > 0 ? { begun: sentBefore } : {};
    const entry = this.#record<Traffic>({ type: "traffic", from: "client", secure, ...begun, event });
    // RFC 6120 §4.3.3: our header asks for the server's, and with it for a new document.
    if (event.type === "open") this.#connection?.incoming.allowNewDocument();
    return entry;
  }

  #closed(cause: Error | undefined): void {
    const connection = this.#connection;
    if (!connection) return;
    connection.incoming.end();
    this.#connection = undefined;
    const by = this.#closing ?? "server";
    this.#record({
      type: "connection",
      change: "disconnected",
      ...this.#endpoint,
      by,
      ...(this.#state.secure ? { secure: true } : {}),
      ...(cause ? { cause: cause.message } : {}),
    });
  }

  /** The one way anything happens: into the transcript, the state, the inbox, and what is to be said about it. */
  #record<H extends Happening>(happening: H): Entry<H> {
    const { transcript, remarks, id } = this.#options;
    const before = this.#state;
    if (happening.type === "traffic") this.#lastTraffic = this.#options.now();
    // The state is that after the entry already when readers see it: the prompt is one of them.
    const entry = transcript.append(id, happening, (recorded) => {
      this.#state = nextState(before, recorded);
      this.inbox.see(recorded, this.#state);
    });
    const said = [...this.inbox.take(entry, this.#state), ...remarks(entry, before, this.#state)];
    for (const text of said) transcript.append(id, { type: "note", by: "tool", text, about: entry.n });
    return entry;
  }
}

const GONE: Claim = {
  what: "the end of the connection",
  outlastsStream: true,
  accepts: (entry) => entry.type === "connection" && entry.change === "disconnected",
};
