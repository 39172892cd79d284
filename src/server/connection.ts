// One client's connection as the server sees it: what comes in is read like anything on a stream, and goes to whoever
// is there for it, one thing after another.
import type { StreamEvent } from "../stream/event.ts";
import { beginsDeclaration } from "../xml/document-start.ts";
import type { Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import { STREAM_END, type StreamHeader } from "../xmpp/stream-header.ts";
import { endRemoved } from "./account-removal.ts";
import type { Account } from "./accounts.ts";
import type { Fault } from "./fault.ts";
import { headerProblem } from "./header-problem.ts";
import { Incoming } from "./incoming.ts";
import { Outlet } from "./outlet.ts";
import type { Connection, Resource, Server, ServerFeature } from "./server-feature.ts";
import { receiveStanza } from "./stanzas.ts";
import { answeringHeader, type Failure, streamError, streamFeatures } from "./stream-elements.ts";
import type { Wire, WireListener } from "./wire.ts";

/** What the connection tells of itself. */
export interface ConnectionWatcher {
  received(event: StreamEvent): void;
  /** The client reads nothing, and too much waits for it: it is about to be dropped. */
  overfull(): void;
  /** It is over. `lost` when there was no end of the stream. */
  ended(how: "closed" | "lost"): void;
  /** A bug of ours has come to light. */
  failed(error: unknown): void;
}

export interface ConnectionOptions {
  readonly number: number;
  readonly server: Server;
  readonly watcher: ConnectionWatcher;
}

/** How long somebody may think before authenticating, in minutes: a lesson has breaks. */
const MINUTES_TO_AUTHENTICATE = 30;

export class ServerConnection implements Connection, WireListener {
  readonly number: number;
  readonly server: Server;
  readonly #watcher: ConnectionWatcher;
  readonly #outlet: Outlet;
  readonly #incoming = new Incoming({
    received: (event) => this.#watcher.received(event),
    take: (event) => this.#take(event),
    failed: (error) => this.#crash(error),
    idle: () => this.#lookAhead(),
  });
  readonly #impatience = setTimeout(() => this.#giveUp(), MINUTES_TO_AUTHENTICATE * 60_000).unref();
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
    this.#outlet = new Outlet(wire, () => this.#watcher.overfull());
  }

  get isSecure(): boolean {
    return this.#outlet.isSecure;
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

  get lang(): string | undefined {
    return this.#header?.lang;
  }

  get isOpen(): boolean {
    return this.#header !== undefined && !this.#hasEnded;
  }

  /** Puts a fault between the server and the wire, or takes it away. */
  use(fault: Fault | undefined): void {
    this.#outlet.use(fault);
  }

  data(bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    this.#incoming.write(bytes);
    this.#lookAhead();
    if (this.#incoming.isOverfull) {
      this.fail("policy-violation", { text: "too much was sent before the answer to what came first" });
    }
  }

  closed(): void {
    if (this.#hasEnded) return;
    this.#over();
    this.#watcher.ended("lost");
  }

  send(data: Element | string): void {
    if (this.#hasEnded) return;
    this.#outlet.write(typeof data === "string" ? data : data.toString());
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
    this.#over();
    this.#outlet.end();
    this.#watcher.ended("closed");
  }

  #over(): void {
    this.#hasEnded = true;
    this.#incoming.clear();
    clearTimeout(this.#impatience);
  }

  #giveUp(): void {
    this.fail("connection-timeout", {
      text: `nobody has authenticated for ${MINUTES_TO_AUTHENTICATE} minutes`,
    });
  }

  authenticated(account: Account): void {
    this.#account = account;
    this.#isRestartDue = true;
    clearTimeout(this.#impatience);
  }

  async secure(): Promise<void> {
    // RFC 6120 §5.4.3.3: both sides forget what they know, and what came in the clear is not believed.
    this.#incoming.renew();
    this.#header = undefined;
    this.#hasAnswered = false;
    try {
      await this.#outlet.secure();
    } catch {
      // Nobody is there any more to be told of it.
      this.closed();
    }
  }

  attach(resource: Resource): void {
    this.#resource = resource;
    resource.connection = this;
  }

  channelBinding(type: ChannelBindingType): Uint8Array | undefined {
    return this.#outlet.channelBinding(type);
  }

  /** Header and features: the answer to a header without fault. */
  welcome(): void {
    this.#sendHeader();
    this.send(streamFeatures(this.server.features.flatMap((feature) => feature.offer?.(this) ?? [])));
  }

  /** A mistake of ours ends one stream, and not the server with everybody's. */
  #crash(error: unknown): void {
    this.#watcher.failed(error);
    this.fail("internal-server-error");
  }

  /** What is wrong before it has an end, which may never come. */
  #lookAhead(): void {
    const { isBusy, openElement, pending } = this.#incoming;
    if (this.#hasEnded || isBusy) return;
    if (!this.#header && openElement !== undefined) {
      // <stream:steam …>
      this.#failForHeader(openElement);
    } else if (this.#header && !this.#isRestartDue && !openElement && beginsDeclaration(pending)) {
      this.fail("not-well-formed", { text: "an XML declaration inside the stream" });
    }
  }

  #take(event: StreamEvent): Promise<void> | void {
    if (this.#hasEnded) return undefined;
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
    if (!this.#header || this.#isRestartDue) return this.#failForHeader(element.name);
    // What came in one write with the account's removal.
    if (this.#account && !this.server.accounts.holds(this.#account)) return endRemoved(this);
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

  /** Something else has come where a stream header was due. */
  #failForHeader(name: string): void {
    if (this.#streamId === "") {
      this.fail("bad-format", { text: `a stream begins with <stream:stream>, and this is <${name}>` });
      return;
    }
    // What Prosody does after a restart: a new stream by itself, in which the element is no stream header.
    this.#hasAnswered = false;
    this.fail("invalid-namespace", { text: `a stream header is due here, and this is <${name}>` });
  }

  #takerOf(element: Element): ServerFeature["nonzas"] {
    const namespace = element.getNS();
    return this.server.features.find(({ nonzas }) => nonzas?.namespace === namespace)?.nonzas;
  }

  #sendHeader(): void {
    this.#streamId = this.server.id();
    this.#hasAnswered = true;
    this.send(answeringHeader(this.#header, { domain: this.server.domain, id: this.#streamId }));
  }
}
