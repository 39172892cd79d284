// The practice server: accounts, resources, and the way of a stanza between them. In memory, and for practice only.
import { randomBytes, randomUUID } from "node:crypto";
import { attribute, type Element } from "../xml/element.ts";
import { sameDomain } from "../xmpp/address.ts";
import { bareJid, formatJid, type Jid, parseJid, sameJid } from "../xmpp/jid.ts";
import { type Account, Accounts } from "./accounts.ts";
import { type ConnectionWatcher, ServerConnection } from "./connection.ts";
import type { Fault } from "./fault.ts";
import { refusalOf } from "./refusal.ts";
import { answerRequest, isRequest } from "./requests.ts";
import { ServerResource } from "./resource.ts";
import {
  type Connection,
  type MakeServerFeature,
  type Resource,
  type Server,
  type ServerFeature,
  StanzaRefusal,
} from "./server-feature.ts";
import type { Wire, WireListener } from "./wire.ts";

export interface PracticeServerOptions {
  readonly domain: string;
  readonly accounts: readonly { readonly name: string; readonly password: string }[];
  readonly tls: Server["tls"];
  readonly registration: Server["registration"];
  readonly features: readonly MakeServerFeature[];
  /** Is told what happens on each connection. */
  readonly watch?: ((connection: Connection, wire: Wire) => ConnectionWatcher) | undefined;
  readonly now?: (() => number) | undefined;
  readonly id?: (() => string) | undefined;
  readonly nonce?: (() => string) | undefined;
}

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
  readonly #connections = new Set<ServerConnection>();
  readonly #resources: Resource[] = [];
  #fault: Fault | undefined;
  #count = 0;

  constructor(options: PracticeServerOptions) {
    this.domain = options.domain;
    this.tls = options.tls;
    this.registration = options.registration;
    this.now = options.now ?? Date.now;
    this.id = options.id ?? (() => randomUUID().slice(0, 8));
    // 144 random bits: base64 has no comma (RFC 5802 §5.1).
    this.nonce = options.nonce ?? (() => randomBytes(18).toString("base64"));
    this.#watch = options.watch;
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
    let watcher: ConnectionWatcher | undefined;
    const connection: ServerConnection = new ServerConnection(wire, {
      number: this.#count,
      server: this,
      watcher: {
        received: (event) => watcher?.received(event),
        sent: (text) => watcher?.sent(text),
        secured: () => watcher?.secured(),
        ended: (how) => {
          this.#connections.delete(connection);
          this.#detach(connection, how);
          watcher?.ended(how);
        },
      },
    });
    watcher = this.#watch?.(connection, wire);
    this.#connections.add(connection);
    connection.use(this.#fault);
    return connection;
  };

  /** Makes something go wrong from now on; undefined ends it. */
  arm(fault: Fault | undefined): void {
    this.#fault = fault;
    for (const connection of [...this.#connections]) {
      if (fault?.when !== "next connection") connection.use(fault);
      if (connection.isOpen) fault?.strike?.(connection);
    }
  }

  /** Ends every stream (RFC 6120 §4.9.3.20). */
  close(): void {
    for (const connection of [...this.#connections]) {
      if (connection.isOpen) connection.fail("system-shutdown");
      else connection.close();
    }
    for (const resource of [...this.#resources]) this.unbind(resource);
  }

  resourcesOf(account: Account): readonly Resource[] {
    return this.#resources.filter((resource) => resource.account === account);
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
    for (const feature of this.features) feature.unbound?.(resource);
    resource.connection = undefined;
  }

  route(stanza: Element, sender: Resource | undefined): void {
    try {
      this.#route(stanza, sender);
    } catch (error) {
      if (!(error instanceof StanzaRefusal)) throw error;
      this.refuse(stanza, error);
    }
  }

  refuse(stanza: Element, refusal: StanzaRefusal): void {
    const reply = refusalOf(stanza, refusal);
    const to = reply && attribute(reply, "to");
    if (reply && to !== undefined) this.find(parseJid(to))?.deliver(reply);
  }

  #route(stanza: Element, sender: Resource | undefined): void {
    const name = stanza.getName();
    // RFC 6120 §10.3.1: a message to nobody is one to the own account.
    if (name === "message" && sender) stanza.attrs.to ??= formatJid(bareJid(sender.jid));
    const to = attribute(stanza, "to");
    // RFC 6120 §10.3.2 and §10.3.3: a presence to nobody is broadcast, an answer to nobody is the server's.
    if (to === undefined) {
      if (name === "presence") this.#taker("presence")?.(stanza, sender);
      return;
    }
    const jid = parseJid(to);
    const host = this.features.find(
      (feature) => feature.host && sameDomain(feature.host.domain, jid.domainpart),
    );
    if (host?.host && sender) {
      host.host.receive(stanza, sender);
      return;
    }
    if (!sameDomain(jid.domainpart, this.domain)) {
      throw new StanzaRefusal("remote-server-not-found", "cancel", "this server knows no other servers");
    }
    if (name === "iq") this.#routeIq(stanza, jid, sender);
    else if (jid.localpart !== undefined) this.#taker(name)?.(stanza, sender);
    else if (name === "message") throw new StanzaRefusal("service-unavailable", "cancel");
  }

  #taker(name: string) {
    const kind = name === "message" ? "message" : "presence";
    return this.features.find(({ stanzas }) => stanzas?.[kind])?.stanzas?.[kind];
  }

  /** RFC 6121 §8.5: an iq is for one resource, or the server answers it for the account. */
  #routeIq(iq: Element, to: Jid, sender: Resource | undefined): void {
    if (to.resourcepart !== undefined) {
      const resource = this.find(to);
      if (!resource) throw new StanzaRefusal("service-unavailable", "cancel");
      resource.deliver(iq);
    } else if (sender?.connection && isRequest(iq)) void answerRequest(iq, sender.connection);
  }

  #detach({ resource }: ServerConnection, how: "closed" | "lost"): void {
    if (!resource) return;
    // Another connection has taken it over.
    if (resource.connection && this.#connectionOf(resource) !== undefined) return;
    if (how === "lost" && this.features.some((feature) => feature.keeps?.(resource))) {
      resource.connection = undefined;
    } else this.unbind(resource);
  }

  /** The connection that a resource is tied to, while it lasts. */
  #connectionOf(resource: Resource): ServerConnection | undefined {
    return [...this.#connections].find((connection) => connection === resource.connection);
  }
}
