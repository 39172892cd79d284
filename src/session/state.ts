// Where one client stands: a pure function of what happened to it.
import type { Fragment, StreamEvent, Violation } from "../stream/event.ts";
import type { Entry, Side } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { type Jid, parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { usernameOfPlain } from "../xmpp/sasl/plain.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { nextRequests, type Request } from "./requests.ts";

/** A SASL exchange that has begun and not ended. */
export interface SaslExchange {
  readonly mechanism: string;
  readonly username?: string | undefined;
}

export interface SessionState {
  readonly connection: "offline" | "connected";
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** The address that was reached. */
  readonly peer?: string | undefined;
  readonly secure: boolean;
  /** The header this client last sent, and the server's answer to it. */
  readonly sent?: StreamHeader | undefined;
  readonly received?: StreamHeader | undefined;
  /** How many stream headers this client sent on the connection. */
  readonly streams: number;
  readonly features?: Element | undefined;
  readonly sasl?: SaslExchange | undefined;
  /** The user name the server accepted; empty when it could not be read from the wire. */
  readonly authenticated?: string | undefined;
  /** RFC 6120 §6.4.6: after success a new stream must be opened. */
  readonly restartDue: boolean;
  /** The id of a bind request without an answer. */
  readonly binding?: string | undefined;
  readonly jid?: Jid | undefined;
  /** Whether presence without type was sent (RFC 6121 §4.2). */
  readonly available: boolean;
  readonly streamError?: Element | undefined;
  /** Whether XML was sent that is not well-formed: the server answers it with a stream error, and reads no further. */
  readonly sentBroken: boolean;
  /** The beginning of what a server said that is no XMPP, where it has said nothing else. */
  readonly greeting?: string | undefined;
  /** Who has closed the stream with its end tag. */
  readonly closedBy: readonly Side[];
  /** Requests of the server without an answer, oldest first. */
  readonly requests: readonly Request[];
}

export const OFFLINE: SessionState = {
  connection: "offline",
  secure: false,
  streams: 0,
  restartDue: false,
  available: false,
  sentBroken: false,
  closedBy: [],
  requests: [],
};

/** Whether a stream is open both ways: headers exchanged, and nobody has ended it. */
export function isStreamOpen(state: SessionState): boolean {
  return state.sent !== undefined && state.received !== undefined && state.closedBy.length === 0;
}

export function nextState(state: SessionState, entry: Entry): SessionState {
  switch (entry.type) {
    case "connection":
      return entry.change === "connected"
        ? { ...OFFLINE, connection: "connected", host: entry.host, port: entry.port, peer: entry.peer }
        : { ...OFFLINE, host: state.host, port: state.port };
    case "traffic": {
      const next =
        entry.from === "client" ? afterSent(state, entry.event) : afterReceived(state, entry.event);
      const requests = nextRequests(state.requests, entry);
      return requests === next.requests ? next : { ...next, requests };
    }
    case "command":
    case "note":
      return state;
  }
}

function afterSent(state: SessionState, event: StreamEvent): SessionState {
  if (event.type === "close") return { ...state, closedBy: [...state.closedBy, "client"] };
  if (event.type === "open") return afterSentHeader(state, event.header);
  if (event.type === "violation" && event.fatal) return { ...state, sentBroken: true };
  if (event.type !== "element") return state;
  const { element } = event;
  if (element.is("auth", NS.sasl)) return { ...state, sasl: saslExchange(element) };
  if (element.is("abort", NS.sasl)) return { ...state, sasl: undefined };
  if (element.getName() === "iq" && element.getChild("bind", NS.bind)) {
    return { ...state, binding: attribute(element, "id") };
  }
  if (element.getName() === "presence" && attribute(element, "to") === undefined) {
    const type = attribute(element, "type");
    if (type === undefined) return { ...state, available: state.jid !== undefined };
    if (type === "unavailable") return { ...state, available: false };
  }
  return state;
}

/** RFC 6120 §4.3.3: a header begins a new stream, and what was offered on the old one is void. */
function afterSentHeader(state: SessionState, header: StreamHeader): SessionState {
  return {
    ...state,
    sent: header,
    received: undefined,
    streams: state.streams + 1,
    features: undefined,
    sasl: undefined,
    jid: undefined,
    available: false,
    restartDue: false,
    sentBroken: false,
    closedBy: [],
    streamError: undefined,
  };
}

function afterReceived(state: SessionState, event: StreamEvent): SessionState {
  if (event.type === "open") return { ...state, received: event.header };
  if (event.type === "violation" || event.type === "fragment") return afterGreeting(state, event);
  if (event.type === "close") return { ...state, closedBy: [...state.closedBy, "server"] };
  if (event.type !== "element") return state;
  const { element, kind } = event;
  if (kind === "features") return { ...state, features: element };
  if (kind === "stream-error") return { ...state, streamError: element };
  if (element.is("success", NS.sasl)) {
    return { ...state, sasl: undefined, authenticated: state.sasl?.username ?? "", restartDue: true };
  }
  if (element.is("failure", NS.sasl)) return { ...state, sasl: undefined };
  if (element.getName() === "presence" && isOwnError(element)) return { ...state, available: false };
  return afterBindReply(state, element);
}

/** Our own presence was refused: it says so itself, or comes from nobody else. */
function isOwnError(presence: Element): boolean {
  return attribute(presence, "type") === "error" && attribute(presence, "from") === undefined;
}

const LONGEST_GREETING = 100;

function afterGreeting(state: SessionState, { raw, bytes }: Violation | Fragment): SessionState {
  const { greeting = "" } = state;
  if (state.received || greeting.length >= LONGEST_GREETING) return state;
  const text = greeting + raw + Buffer.from(bytes ?? []).toString("latin1");
  return { ...state, greeting: text.slice(0, LONGEST_GREETING) };
}

function afterBindReply(state: SessionState, element: Element): SessionState {
  const isReply = state.binding !== undefined && attribute(element, "id") === state.binding;
  if (!isReply || element.getName() !== "iq") return state;
  const jid = element.getChild("bind", NS.bind)?.getChildText("jid", NS.bind);
  if (attribute(element, "type") === "error") return { ...state, binding: undefined };
  return jid ? { ...state, binding: undefined, jid: parseJid(jid) } : state;
}

function saslExchange(auth: Element): SaslExchange {
  const mechanism = attribute(auth, "mechanism") ?? "";
  return { mechanism, username: mechanism === "PLAIN" ? usernameOfPlain(auth.getText()) : undefined };
}
