// The practice server: accounts, resources, and the way of a stanza between them. In memory, and for practice only.
import { randomBytes, randomUUID } from "node:crypto";
import type { Element } from "../xml/element.ts";
import { bareKey, formatJid, type Jid, sameJid } from "../xmpp/jid.ts";
import { type Account, Accounts } from "./accounts.ts";
import { type ConnectionWatcher, ServerConnection } from "./connection.ts";
import type { Fault } from "./fault.ts";
import type { StanzaRefusal } from "./refusal.ts";
import { ServerResource } from "./resource.ts";
import { refuse, route } from "./routing.ts";
import type { Connection, MakeServerFeature, Resource, Server, ServerFeature } from "./server-feature.ts";
import { type WireWatcher, watchedWire } from "./watched-wire.ts";
import type { Wire, WireListener } from "./wire.ts";

/** Is told what a client sends, and what really goes out to it. */
export type Watcher = WireWatcher &
  Pick<ConnectionWatcher, "received"> &
  Partial<Pick<ConnectionWatcher, "failed" | "overfull">>;

export interface PracticeServerOptions {
  readonly domain: string;
  readonly accounts: readonly { readonly name: string; readonly password: string }[];
  readonly tls: Server["tls"];
  readonly registration: Server["registration"];
  readonly features: readonly MakeServerFeature[];
  /** Is told what happens on each connection. */
  readonly watch?: ((connection: Connection, wire: Wire) => Watcher) | undefined;
  /** Is told of bugs of ours, but for those that a connection's watcher takes. */
  readonly failed?: ((error: unknown) => void) | undefined;
  readonly now?: (() => number) | undefined;
  readonly id?: (() => string) | undefined;
  readonly nonce?: (() => string) | undefined;
}

/** A class has some dozens; whoever opens more is a program gone wild. */
const MOST_CONNECTIONS = 500;

export class PracticeServer implements Server {
  readonly domain: string;
  readonly tls: Server["tls"];
  readonly registration: Server["registration"];
  readonly accounts = new Accounts();
  readonly features: readonly ServerFeature[];
  readonly now: () => number;
  readonly id: () => string;
  readonly nonce: () => string;
  readonly #watch: PracticeServerOptions["watch"];
  readonly #failed: (error: unknown) => void;
  /** Until the wire is closed: a fault may hold back what was said last. */
  readonly #connections = new Set<ServerConnection>();
  readonly #resources: Resource[] = [];
  #fault: Fault | undefined;
  #count = 0;

  constructor(options: PracticeServerOptions) {
    this.domain = bareKey({ domainpart: options.domain });
    this.tls = options.tls;
    this.registration = options.registration;
    this.now = options.now ?? Date.now;
    this.id = options.id ?? (() => randomUUID().slice(0, 8));
    // 144 random bits: base64 has no comma (RFC 5802 §5.1).
    this.nonce = options.nonce ?? (() => randomBytes(18).toString("base64"));
    this.#watch = options.watch;
    this.#failed = options.failed ?? (() => {});
    for (const { name, password } of options.accounts) this.accounts.add(name, password);
    this.features = options.features.map((make) => make(this));
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get resources(): readonly Resource[] {
    return this.#resources;
  }

  /** Serves a client on a connection that was made. */
  readonly accept = (wire: Wire): WireListener => {
    this.#count += 1;
    let watcher: Watcher | undefined;
    const watched = watchedWire(wire, {
      sent: (bytes) => watcher?.sent(bytes),
      secured: () => watcher?.secured(),
      notSecured: (reason) => watcher?.notSecured(reason),
      halfClosed: () => watcher?.halfClosed(),
      ended: (by) => watcher?.ended(by),
    });
    const connection: ServerConnection = new ServerConnection(watched.wire, {
      number: this.#count,
      server: this,
      watcher: {
        received: (event) => watcher?.received(event),
        overfull: () => watcher?.overfull?.(),
        ended: (how) => this.#ended(connection, how),
        failed: (error) => (watcher?.failed ?? this.#failed)(error),
      },
    });
    watcher = this.#watch?.(connection, wire);
    this.#connections.add(connection);
    connection.use(this.#fault);
    if (this.#connections.size > MOST_CONNECTIONS) {
      connection.fail("resource-constraint", { text: `${MOST_CONNECTIONS} clients are connected already` });
    }
    return watched.listener({
      data: (bytes) => connection.data(bytes),
      closed: () => {
        connection.closed();
        this.#connections.delete(connection);
      },
    });
  };

  /** Makes something go wrong from now on; undefined ends it. */
  arm(fault: Fault | undefined): void {
    this.#fault = fault;
    for (const connection of [...this.#connections]) {
      // What the last one holds back is let out in any case.
      connection.use(fault?.when === "next connection" ? undefined : fault);
      if (connection.isOpen) fault?.strike?.(connection);
    }
  }

  /** Ends every stream (RFC 6120 §4.9.3.20). */
  close(): void {
    // What a fault holds back would hold this back, too.
    this.arm(undefined);
    for (const connection of [...this.#connections]) {
      if (connection.isOpen) connection.fail("system-shutdown");
      else connection.close();
    }
    for (const resource of [...this.#resources]) this.unbind(resource);
  }

  resourcesOf(account: Account): readonly Resource[] {
    return this.#resources.filter((resource) => resource.account === account);
  }

  connectionsOf(account: Account): readonly Connection[] {
    return [...this.#connections].filter((connection) => connection.isOpen && connection.account === account);
  }

  find(jid: Jid): Resource | undefined {
    const text = formatJid(jid);
    return this.#resources.find((resource) => sameJid(formatJid(resource.jid), text));
  }

  bind(connection: Connection, resourcepart: string): Resource {
    const { account } = connection;
    if (!account) throw new Error("bind before authentication");
    const jid: Jid = { localpart: account.name, domainpart: this.domain, resourcepart };
    const resource = new ServerResource(jid, account, (stanza) => {
      for (const feature of this.features) feature.delivering?.(stanza, resource);
      for (const feature of this.features) feature.delivered?.(stanza, resource);
    });
    this.#resources.push(resource);
    connection.attach(resource);
    for (const feature of this.features) feature.bound?.(resource);
    return resource;
  }

  unbind(resource: Resource): void {
    const at = this.#resources.indexOf(resource);
    if (at < 0) return;
    this.#resources.splice(at, 1);
    for (const feature of this.features) this.attempt(() => feature.unbound?.(resource));
    resource.connection = undefined;
  }

  route(stanza: Element, sender: Resource | undefined): void {
    route({ stanza, sender }, this);
  }

  refuse(stanza: Element, refusal: StanzaRefusal): void {
    refuse(stanza, refusal, this);
  }

  attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed(error);
    }
  }

  #ended(connection: ServerConnection, how: "closed" | "lost"): void {
    this.attempt(() => this.#detach(connection, how));
    for (const feature of this.features) this.attempt(() => feature.ended?.(connection));
  }

  #detach(connection: ServerConnection, how: "closed" | "lost"): void {
    const { resource } = connection;
    // Another connection may have taken it over.
    if (resource?.connection !== connection) return;
    if (how === "lost" && this.features.some((feature) => feature.keeps?.(resource))) {
      resource.connection = undefined;
    } else this.unbind(resource);
  }
}
