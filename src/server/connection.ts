// One client's connection as the server sees it: what comes in is read like anything on a stream, and goes to whoever
// is there for it, one thing after another.
import type { StreamEvent } from "../stream/event.ts";
import type { StreamLimits } from "../stream/limits.ts";
import { StreamReader } from "../stream/reader.ts";
import type { Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import { STREAM_END, type StreamHeader, streamHeader } from "../xmpp/stream-header.ts";
import type { Account } from "./accounts.ts";
import type { Fault, FaultyWire } from "./fault.ts";
import { headerProblem } from "./header-problem.ts";
import type { Connection, Resource, Server, ServerFeature } from "./server-feature.ts";
import { receiveStanza } from "./stanzas.ts";
import { type Failure, streamError, streamFeatures } from "./stream-elements.ts";
import type { Wire, WireListener } from "./wire.ts";

/** What the connection tells of itself. */
export interface ConnectionWatcher {
  /** Something that was received, or text that was sent. */
  received(event: StreamEvent): void;
  sent(text: string): void;
  secured(): void;
  /** It is over. `lost` when there was no end of the stream. */
  ended(how: "closed" | "lost"): void;
}

export interface ConnectionOptions {
  readonly number: number;
  readonly server: Server;
  readonly watcher: ConnectionWatcher;
}

/** A client that sends more in one element is not learning XMPP. */
const LIMITS: StreamLimits = { stanza: 512 * 1024, elements: 20_000, depth: 200, attributes: 200 };

export class ServerConnection implements Connection, WireListener {
  readonly number: number;
  readonly server: Server;
  readonly #watcher: ConnectionWatcher;
  /** As it was accepted, and as the armed fault leaves it. */
  readonly #accepted: Wire;
  #wire: FaultyWire;
  #reader: StreamReader;
  /** What was received and not looked at: a handler is under way. */
  #waiting: StreamEvent[] = [];
  #isBusy = false;
  #header: StreamHeader | undefined;
  #streamId = "";
  /** Whether our header is on the present stream. */
  #hasAnswered = false;
  #isRestartDue = false;
  #hasEnded = false;
  #account: Account | undefined;
  #resource: Resource | undefined;

  constructor(wire: Wire, { number, server, watcher }: ConnectionOptions) {
    this.number = number;
    this.server = server;
    this.#watcher = watcher;
    this.#accepted = wire;
    this.#wire = wire;
    this.#reader = this.#newReader();
  }

  get isSecure(): boolean {
    return this.#accepted.isSecure;
  }

  get account(): Account | undefined {
    return this.#account;
  }

  get resource(): Resource | undefined {
    return this.#resource;
  }

  get streamId(): string {
    return this.#streamId;
  }

  get to(): string | undefined {
    return this.#header?.to;
  }

  get isOpen(): boolean {
    return this.#header !== undefined && !this.#hasEnded;
  }

  /** Puts a fault between the server and the wire, or takes it away. */
  use(fault: Fault | undefined): void {
    this.#wire.release?.();
    this.#wire = fault?.wrap?.(this.#accepted) ?? this.#accepted;
  }

  data(bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    this.#reader.write(bytes);
    const [first] = this.#reader.openElements;
    // No need to wait for its end: <stream:steam …> would have none.
    if (!this.#header && !this.#isBusy && first !== undefined) {
      this.fail("bad-format", { text: `a stream begins with <stream:stream>, and this is <${first}>` });
    }
  }

  closed(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#watcher.ended("lost");
  }

  send(data: Element | string): void {
    if (this.#hasEnded) return;
    const text = typeof data === "string" ? data : data.toString();
    this.#watcher.sent(text);
    this.#wire.write(Buffer.from(text, "utf8"));
  }

  fail(condition: string, failure: Failure = {}): void {
    if (this.#hasEnded) return;
    // RFC 6120 §4.9.1.2: the error needs a stream to be in.
    if (!this.#hasAnswered) this.#sendHeader();
    this.send(streamError(condition, failure));
    this.#end();
  }

  close(): void {
    if (this.#hasEnded) return;
    for (const feature of this.server.features) feature.closing?.(this);
    this.#end();
  }

  #end(): void {
    if (this.#hasAnswered) this.send(STREAM_END);
    this.#hasEnded = true;
    this.#waiting = [];
    this.#wire.end();
    this.#watcher.ended("closed");
  }

  authenticated(account: Account): void {
    this.#account = account;
    this.#isRestartDue = true;
  }

  async secure(): Promise<void> {
    // RFC 6120 §5.4.3.3: both sides forget what they know, and what came in the clear is not believed.
    this.#waiting = [];
    this.#header = undefined;
    this.#hasAnswered = false;
    await this.#wire.secure();
    this.#reader = this.#newReader();
    this.#watcher.secured();
  }

  attach(resource: Resource): void {
    this.#resource = resource;
    resource.connection = this;
  }

  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#accepted.channelBinding(type);
  }

  /** Header and features: the answer to a header without fault. */
  welcome(): void {
    this.#sendHeader();
    this.send(streamFeatures(this.server.features.flatMap((feature) => feature.offer?.(this) ?? [])));
  }

  #newReader(): StreamReader {
    const reader: StreamReader = new StreamReader(
      (event) => {
        // What the old reader still finds comes from before TLS.
        if (reader !== this.#reader) return;
        this.#waiting.push(event);
        this.#watcher.received(event);
        void this.#work();
      },
      { newDocuments: "always", limits: LIMITS },
    );
    return reader;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      if (this.#hasEnded) break;
      const pending = this.#take(event);
      // Without a promise there is no turn of the event loop either: order is kept, and nothing waits for nothing.
      if (pending) await pending.catch(() => this.fail("internal-server-error"));
    }
    this.#isBusy = false;
  }

  #take(event: StreamEvent): Promise<void> | void {
    switch (event.type) {
      case "open":
        return this.#opened(event.header, event.breaches[0]?.rule);
      case "element":
        return this.#received(event);
      case "close":
        return this.close();
      case "violation":
        return this.fail(event.rule === "injected-plaintext" ? "policy-violation" : event.rule, {
          text: event.detail,
        });
      case "whitespace":
      case "fragment":
        return undefined;
    }
  }

  #opened(header: StreamHeader, broken: string | undefined): void {
    // RFC 6120 §4.3.3: a second header is due after TLS and after authentication only.
    if (this.#header && !this.#isRestartDue) {
      this.fail("not-well-formed", { text: "a stream header inside the stream" });
      return;
    }
    this.#header = header;
    this.#hasAnswered = false;
    this.#isRestartDue = false;
    if (this.server.fault?.header?.(this)) return;
    const problem = broken === undefined ? headerProblem(header, this.server.domain) : { condition: broken };
    if (problem) this.fail(problem.condition, problem);
    else this.welcome();
  }

  #received({ element, kind, breaches }: StreamEvent & { readonly type: "element" }): Promise<void> | void {
    if (!this.#header || this.#isRestartDue) {
      // What Prosody does: a new stream by itself, in which the element is no stream header.
      this.#hasAnswered = false;
      return this.fail("invalid-namespace", {
        text: `a stream header is due here, and this is <${element.name}>`,
      });
    }
    const [breach] = breaches;
    if (breach) return this.fail(breach.rule, { text: breach.detail });
    if (kind === "stanza" && element.getNS() === NS.client) return receiveStanza(element, this);
    if (kind === "stream-error") return this.close();
    const taker = this.#takerOf(element);
    if (taker) return taker.take(element, this) ?? undefined;
    this.fail("unsupported-stanza-type", {
      text: `nothing here knows <${element.getName()} xmlns='${element.getNS() ?? ""}'/>`,
    });
  }

  #takerOf(element: Element): ServerFeature["nonzas"] {
    const namespace = element.getNS();
    return this.server.features.find(({ nonzas }) => nonzas?.namespace === namespace)?.nonzas;
  }

  #sendHeader(): void {
    this.#streamId = this.server.id();
    this.#hasAnswered = true;
    const { from, contentNamespace } = this.#header ?? {};
    const isClient = contentNamespace === undefined || contentNamespace === NS.client;
    this.send(
      streamHeader({
        to: from,
        from: this.server.domain,
        id: this.#streamId,
        lang: "en",
        version: "1.0",
        contentNamespace: isClient ? NS.client : contentNamespace,
        declaration: "written",
      }),
    );
  }
}
