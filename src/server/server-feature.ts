// What the practice server is made of. Each feature is one file with one function that makes it for one server, so
// that what it remembers belongs to that server.
import type { Element } from "../xml/element.ts";
import type { Jid } from "../xmpp/jid.ts";
import type { ChannelBindingType } from "../xmpp/sasl/gs2.ts";
import type { Account, Accounts } from "./accounts.ts";
import type { Fault } from "./fault.ts";
import type { StanzaRefusal } from "./refusal.ts";
import type { Failure } from "./stream-elements.ts";

export interface ServerFeature {
  /** For messages and tests: "roster". */
  readonly name: string;
  /** What stands in `<stream:features/>` at this moment, or undefined. */
  offer?(connection: Connection): Element | undefined;
  /** The first-level elements of this namespace that are no stanzas. */
  readonly nonzas?: {
    readonly namespace: string;
    /** May be slow: what the client sends meanwhile waits. */
    take(element: Element, connection: Connection): void | Promise<void>;
  };
  /** The requests that it answers. */
  readonly requests?: readonly RequestHandler[];
  /** The stanzas that it handles, wherever they are addressed: one feature each. iq is routed by the core. */
  readonly stanzas?: { readonly [K in "message" | "presence"]?: TakeStanza };
  /** A domain of its own beside the server's, as "rooms.localhost". */
  readonly host?: Host;
  /** What disco#info of the server says of it (XEP-0030). */
  readonly discoFeatures?: readonly string[];
  /** A resource was bound. */
  bound?(resource: Resource): void;
  /** A stanza is about to be delivered to a resource: what the client is not to see is taken out. */
  delivering?(stanza: Element, to: Resource): void;
  /** It is on its way, behind all `delivering`: it is counted and copied as it goes out, and changed no more. */
  delivered?(stanza: Element, to: Resource): void;
  /** A message was delivered to these resources, or was sent by one: for carbons. */
  routed?(message: Element, routing: Routing): void;
  /** A stanza was received from a connection whose resource is bound, and was handled. */
  received?(stanza: Element, from: Resource): void;
  /** A stream is about to be ended without an error. */
  closing?(connection: Connection): void;
  /** A connection went away without the stream's end: true keeps its resource, to be resumed later (XEP-0198). */
  keeps?(resource: Resource): boolean;
  /** A resource is gone for good. */
  unbound?(resource: Resource): void;
  /** A connection is over, whether or not somebody had authenticated on it; behind what becomes of its resource. */
  ended?(connection: Connection): void;
}

/**
 * Takes a stanza to an account of this server, or without `to`; its `from` is a full JID. Without a sender it comes from
 * a room or the like. A refusal may be thrown: it becomes a stanza error.
 */
export type TakeStanza = (stanza: Element, sender: Resource | undefined) => void;

export interface Routing {
  /** The resource of this server that sent it; undefined where a room or a service did. */
  readonly sender: Resource | undefined;
  readonly deliveredTo: readonly Resource[];
}

export interface RequestHandler {
  /** The iq's payload. */
  readonly payload: string;
  readonly namespace: string;
  /** Types that it takes; another one is answered with bad-request. */
  readonly types: readonly ("get" | "set")[];
  /**
   * Whom the request must be addressed to: the server (its domain), the account of whoever asks (no `to`, or the own
   * bare JID), any account's bare JID, or nobody who has authenticated yet (XEP-0077).
   */
  readonly at: readonly ("server" | "own account" | "any account" | "before authentication")[];
  /** The payload of the result; undefined for an empty one. A refusal is thrown. */
  answer(request: ServerRequest): Element | undefined | Promise<Element | undefined>;
}

export interface ServerRequest {
  readonly iq: Element;
  readonly payload: Element;
  readonly type: "get" | "set";
  readonly id: string;
  /** The bare JID or domain that it is addressed to. */
  readonly to: Jid;
  readonly connection: Connection;
  /** Undefined before bind. */
  readonly resource: Resource | undefined;
}

/** A domain beside the server's. */
export interface Host {
  readonly domain: string;
  /** Takes every stanza that is addressed to the domain or an address of it; `from` is set and full. */
  receive(stanza: Element, from: Resource): void;
  /** For disco#items of the server. */
  readonly title: string;
}

/** One client's connection, from TCP to its end, across restarts. */
export interface Connection {
  /** Counted from 1, for the log. */
  readonly number: number;
  readonly server: Server;
  readonly isSecure: boolean;
  /** The account that has authenticated; undefined before. */
  readonly account: Account | undefined;
  readonly resource: Resource | undefined;
  /** The id of the present stream. */
  readonly streamId: string;
  /** The `to` of the client's header. */
  readonly to: string | undefined;
  /** The language of the client's stream: its header's xml:lang (RFC 6120 §4.7.4). */
  readonly lang: string | undefined;
  readonly isOpen: boolean;
  /** Writes an element, or text as it is. */
  send(data: Element | string): void;
  /**
   * Stream error, end tag, connection closed (RFC 6120 §4.9.1); before them the server's header, where it has not been
   * sent on this stream.
   */
  fail(condition: string, failure?: Failure): void;
  /** Ends the stream with its end tag, and the connection behind it. */
  close(): void;
  /** After `<success/>`: the client's next header begins a new stream (RFC 6120 §6.4.6). */
  authenticated(account: Account): void;
  /** Does the TLS handshake, and begins anew (RFC 6120 §5.4.3). */
  secure(): Promise<void>;
  /** The server's header and its features: the answer to a header. */
  welcome(): void;
  /** Ties a resource to this connection: a new one, or one that is resumed. */
  attach(resource: Resource): void;
  channelBinding(type: ChannelBindingType): Uint8Array | undefined;
}

/** What an account is connected with: it may outlive its connection, to be resumed (XEP-0198). */
export interface Resource {
  /** The full JID. */
  readonly jid: Jid;
  readonly account: Account;
  /** Undefined while it waits to be resumed. */
  connection: Connection | undefined;
  /** The last broadcast presence without type, with `from`; undefined while unavailable (RFC 6121 §4.2). */
  presence: Element | undefined;
  /** −128 to 127; 0 where the presence says nothing (RFC 6121 §4.7.2.3). */
  readonly priority: number;
  /** Writes a stanza to the client. */
  deliver(stanza: Element): void;
}

export interface Server {
  readonly domain: string;
  readonly tls: "required" | "optional" | "off";
  readonly registration: "open" | "closed";
  readonly accounts: Accounts;
  readonly features: readonly ServerFeature[];
  /** All resources, in the order in which they were bound. */
  readonly resources: readonly Resource[];
  /** The resources of an account, in that order. */
  resourcesOf(account: Account): readonly Resource[];
  /** The open connections on which an account has authenticated, whether or not a resource is bound. */
  connectionsOf(account: Account): readonly Connection[];
  find(jid: Jid): Resource | undefined;
  bind(connection: Connection, resourcepart: string): Resource;
  /** Ends a resource for good: its contacts are told that it is unavailable. */
  unbind(resource: Resource): void;
  /**
   * Takes a stanza with `from` and `to` on its way: to this server, one of its accounts, or another domain of its own.
   * @param sender the resource that sent it; undefined for what a room or the server itself says.
   */
  route(stanza: Element, sender: Resource | undefined): void;
  /** Answers a stanza with an error, unless it is one (RFC 6120 §8.3.1). */
  refuse(stanza: Element, refusal: StanzaRefusal): void;
  /** Does what no connection waits for: a bug in it is told, and goes no further. */
  attempt(work: () => void): void;
  /** The fault that is armed. */
  readonly fault: Fault | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh id. */
  id(): string;
  /** Random bytes, in base64. */
  nonce(): string;
}

export type MakeServerFeature = (server: Server) => ServerFeature;
