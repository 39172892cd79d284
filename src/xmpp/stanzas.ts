// The elements a client sends, one function each, named after what it builds. Attributes come out in the order
// in which they stand here.
import { type Element, element, type Node, xml } from "../xml/element.ts";
import { NS } from "./namespaces.ts";

type Attributes = Readonly<Record<string, string | undefined>>;

function build(name: string, attributes: Attributes, ...children: (Node | undefined)[]): Element {
  const present = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const made = element(name, present);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** An element that holds a text, or undefined for no text. */
function textChild(name: string, text: string | undefined): Element | undefined {
  return text === undefined ? undefined : xml(name, {}, text);
}

/** RFC 6120 §6.4.2. Without an initial response the element is empty; an empty response is written "=". */
export function saslAuth(mechanism: string, initialResponse?: string): Element {
  const response = initialResponse === "" ? "=" : initialResponse;
  return build("auth", { xmlns: NS.sasl, mechanism }, response);
}

/** RFC 6120 §6.4.4: the answer to a challenge, in base64; an empty one is an empty element. */
export function saslResponse(response?: string): Element {
  return build("response", { xmlns: NS.sasl }, response || undefined);
}

/** RFC 6120 §6.4.4 */
export function saslAbort(): Element {
  return build("abort", { xmlns: NS.sasl });
}

/** RFC 6120 §5.4.2.1 */
export function starttlsRequest(): Element {
  return build("starttls", { xmlns: NS.tls });
}

/** RFC 6120 §7.6 and §7.7 */
export function bindRequest(id: string, resource?: string): Element {
  return build("iq", { type: "set", id }, build("bind", { xmlns: NS.bind }, textChild("resource", resource)));
}

/** RFC 3921 §3: once required, now left out by most clients. */
export function sessionRequest(id: string): Element {
  return build("iq", { type: "set", id }, build("session", { xmlns: NS.session }));
}

export interface PresenceOptions {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly show?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
}

/** RFC 6121 §4.7 */
export function presence({ to, from, type, id, show, status, priority }: PresenceOptions): Element {
  return build(
    "presence",
    { to, from, type, id },
    textChild("show", show),
    textChild("status", status),
    textChild("priority", priority),
  );
}

export interface MessageOptions {
  readonly to: string;
  readonly from?: string | undefined;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly subject?: string | undefined;
  readonly thread?: string | undefined;
  readonly body?: string | undefined;
}

/** RFC 6121 §5.2 */
export function message({ to, from, type, id, subject, thread, body }: MessageOptions): Element {
  return build(
    "message",
    { to, from, type, id },
    textChild("subject", subject),
    textChild("body", body),
    textChild("thread", thread),
  );
}

export interface IqAttributes {
  readonly type: string;
  readonly id: string;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
}

/**
 * An iq with a payload that is written as it was typed: it is not read, so that it may be anything.
 * RFC 6120 §8.2.3
 */
export function iqText({ type, id, to, from }: IqAttributes, payload = ""): string {
  const start = build("iq", { type, id, to, from }).toString();
  return payload === "" ? start : `${start.replace(/\/>$/, ">")}${payload}</iq>`;
}

/** The error child of a stanza (RFC 6120 §8.3.2). */
export function stanzaError(condition: string, type: string, text?: string): Element {
  return build(
    "error",
    { type },
    build(condition, { xmlns: NS.stanzaErrors }),
    text === undefined ? undefined : build("text", { xmlns: NS.stanzaErrors }, text),
  );
}

/** A request that is one iq. */
export interface RequestAddress {
  readonly id: string;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
}

function request(type: "get" | "set", { id, to, from }: RequestAddress, payload: Element): Element {
  return build("iq", { type, id, to, from }, payload);
}

/** XEP-0199 §4 */
export function pingRequest(address: RequestAddress): Element {
  return request("get", address, build("ping", { xmlns: NS.ping }));
}

/** XEP-0092 §2 */
export function versionRequest(address: RequestAddress): Element {
  return request("get", address, build("query", { xmlns: NS.version }));
}

export interface DiscoOptions extends RequestAddress {
  readonly what: "info" | "items";
  readonly node?: string | undefined;
}

/** XEP-0030 §3 and §4 */
export function discoRequest({ what, node, ...address }: DiscoOptions): Element {
  const xmlns = what === "info" ? NS.discoInfo : NS.discoItems;
  return request("get", address, build("query", { xmlns, node }));
}

/** RFC 6121 §2.1.3 */
export function rosterGet(address: RequestAddress): Element {
  return request("get", address, build("query", { xmlns: NS.roster }));
}

export interface RosterItem extends RequestAddress {
  readonly jid: string;
  readonly name?: string | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** RFC 6121 §2.3: adds an item, or replaces what was said of it. */
export function rosterSet({ jid, name, groups = [], ...address }: RosterItem): Element {
  const item = build("item", { jid, name }, ...groups.map((group) => textChild("group", group)));
  return request("set", address, build("query", { xmlns: NS.roster }, item));
}

/** RFC 6121 §2.5 */
export function rosterRemoval({ jid, ...address }: RequestAddress & Pick<RosterItem, "jid">): Element {
  const item = build("item", { jid, subscription: "remove" });
  return request("set", address, build("query", { xmlns: NS.roster }, item));
}

/** XEP-0114 §3: `hash` is in lower-case hexadecimal. */
export function componentHandshake(hash: string): Element {
  return build("handshake", {}, hash);
}
