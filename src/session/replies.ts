// Which received entry is the reply to what was sent.
import type { StreamEvent } from "../stream/event.ts";
import type { Entry } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Claim } from "./inbox.ts";
import { isFromAddressee } from "./own-addresses.ts";

/** The first-level element in an entry that the server sent. */
export function receivedElement(entry: Entry): Element | undefined {
  if (entry.type !== "traffic" || entry.from !== "server" || entry.event.type !== "element") return undefined;
  return entry.event.element;
}

/**
 * The reply to a stream header: the features; the header alone where either side speaks no XMPP 1.0, or where a
 * component connects (XEP-0114), because no features come then.
 */
export const featuresReply: Claim = {
  what: "the server's stream header and features",
  accepts(entry, state) {
    if (entry.type !== "traffic" || entry.from !== "server") return false;
    const { event } = entry;
    if (event.type === "element") return event.kind === "features";
    if (event.type !== "open") return false;
    const isOld = state.sent?.version !== "1.0" || event.header.version !== "1.0";
    return isOld || state.sent?.contentNamespace === NS.component;
  },
};

/** RFC 6120 §6.4: the server answers with success, failure or a challenge. */
export const saslReply: Claim = {
  what: "the server's SASL reply",
  accepts(entry) {
    const element = receivedElement(entry);
    return element?.getNS() === NS.sasl && ["success", "failure", "challenge"].includes(element.getName());
  },
};

/** RFC 6120 §6.4.4: what <abort/> asks for is the failure <aborted/>. */
export const abortReply: Claim = {
  ...saslReply,
  welcomes: (entry) => receivedElement(entry)?.getChild("aborted", NS.sasl) !== undefined,
};

/** RFC 6120 §5.4.2: the server agrees to TLS or refuses it. */
export const starttlsReply: Claim = {
  what: "the server's <proceed/>",
  accepts(entry) {
    const element = receivedElement(entry);
    return element?.getNS() === NS.tls && ["proceed", "failure"].includes(element.getName());
  },
};

/** XEP-0114 §3: the server takes a component's handshake by an empty one of its own; it refuses with a stream error. */
export const handshakeReply: Claim = {
  what: "the server's <handshake/>",
  accepts: (entry) => receivedElement(entry)?.is("handshake", NS.component) ?? false,
};

/** The server's end tag, or the end of the connection. RFC 6120 §4.4 */
export const closeReply: Claim = {
  what: "the server's </stream:stream>",
  outlastsStream: true,
  accepts(entry) {
    if (entry.type === "connection") return entry.change === "disconnected";
    return entry.type === "traffic" && entry.from === "server" && entry.event.type === "close";
  },
};

/** RFC 7622 §3.1, in bytes: three parts of 1023 and what stands between them. A server may send more. */
const LONGEST_JID = 3071;

/** The reply to an iq: type result or error, the same id, and from where the request was sent (RFC 6120 §8.2.3). */
export function iqReply(request: { readonly id: string; readonly to?: string | undefined }): Claim {
  const sameId = (element: Element | undefined): element is Element =>
    element?.getName() === "iq" && attribute(element, "id") === request.id;
  return {
    what: `the reply to iq ${request.id}`,
    accepts(entry, state) {
      const element = receivedElement(entry);
      if (!sameId(element)) return false;
      const type = attribute(element, "type");
      return (
        (type === "result" || type === "error") &&
        isFromAddressee(attribute(element, "from"), request.to, state)
      );
    },
    resembles(entry) {
      const element = receivedElement(entry);
      if (!sameId(element)) return undefined;
      const type = attribute(element, "type");
      const from = attribute(element, "from")?.slice(0, LONGEST_JID);
      if (type === "get" || type === "set")
        return `a request with the id "${request.id}" of our own, and not its reply`;
      if (type !== "result" && type !== "error")
        return `not the reply to iq "${request.id}": a reply has the type "result" or "error"`;
      return `not the reply to iq "${request.id}": it comes from ${from ?? "nowhere"}, not from ${request.to ?? "the server"}`;
    },
  };
}

/** What an element that a client sends is answered with by the rules of the protocol, or undefined. */
export function naturalReply(event: StreamEvent): Claim | undefined {
  if (event.type === "open") return featuresReply;
  if (event.type === "close") return closeReply;
  if (event.type !== "element") return undefined;
  const { element } = event;
  if (element.is("abort", NS.sasl)) return abortReply;
  if (element.getNS() === NS.sasl)
    return element.is("auth") || element.is("response") ? saslReply : undefined;
  if (element.is("starttls", NS.tls)) return starttlsReply;
  if (element.is("handshake", NS.component)) return handshakeReply;
  const type = attribute(element, "type");
  const id = attribute(element, "id");
  if (event.kind !== "stanza" || element.getName() !== "iq" || id === undefined) return undefined;
  return type === "get" || type === "set" ? iqReply({ id, to: attribute(element, "to") }) : undefined;
}
