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
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly show?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
}

/** RFC 6121 §4.7 */
export function presence({ to, type, id, show, status, priority }: PresenceOptions): Element {
  return build(
    "presence",
    { to, type, id },
    textChild("show", show),
    textChild("status", status),
    textChild("priority", priority),
  );
}

export interface MessageOptions {
  readonly to: string;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly subject?: string | undefined;
  readonly thread?: string | undefined;
  readonly body?: string | undefined;
}

/** RFC 6121 §5.2 */
export function message({ to, type, id, subject, thread, body }: MessageOptions): Element {
  return build(
    "message",
    { to, type, id },
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
