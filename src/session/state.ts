// Where one client stands: a pure function of what happened to it.
import type { Fragment, Rule, StreamEvent, Violation } from "../stream/event.ts";
import type { TlsFacts } from "../stream/security.ts";
import type { ConnectionChange, Entry, Side, Traffic, Verdict } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { describePlace } from "../xml/place.ts";
import { type Jid, parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { type Availability, UNAVAILABLE, withRefused, withSent } from "./availability.ts";
import {
  isForgotten,
  lostSession,
  type ManagedSession,
  managedSession,
  resumedSession,
  withHandled,
} from "./managed.ts";
import { type NoStanza, noStanzaIn } from "./no-stanza.ts";
import { nextRequests, type Request } from "./requests.ts";
import {
  exchangeAnswered,
  NO_EXCHANGES,
  type SaslExchanges,
  withAuth,
  withChallenge,
  withFailure,
  withResponse,
} from "./sasl-exchanges.ts";
import { hasWayBackAfter } from "./way-back.ts";

/** Something sent that no server can read as XML. */
export interface Mangled {
  /** The entry it is. */
  readonly n: number;
  /** What is wrong, as a noun phrase. */
  readonly detail: string;
  /** Where in that entry it was noticed: "at character 16". */
  readonly where?: string | undefined;
}

/** What TLS, where it protects the connection, has shown of the server. */
export interface Security {
  readonly tls: TlsFacts;
  readonly verdict: Verdict;
}

export interface SessionState extends SaslExchanges, Availability {
  readonly connection: "offline" | "connected";
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** The address that was reached. */
  readonly peer?: string | undefined;
  /** Whose server it is meant to be, when that is not the host. */
  readonly domain?: string | undefined;
  /** Whether the last connection had TLS from the first byte. */
  readonly directTls?: true | undefined;
  readonly secure: boolean;
  readonly security?: Security | undefined;
  /** Where STARTTLS stands: asked for, or granted, so that the TLS handshake is due. */
  readonly starttls?: "asked" | "due" | undefined;
  /** The header this client last sent, and the server's answer to it. */
  readonly sent?: StreamHeader | undefined;
  readonly received?: StreamHeader | undefined;
  /** The content namespace of the header this client last sent, also when the connection has gone. */
  readonly contentNamespace?: string | undefined;
  /** Whether the server has sent a stream header: then it is an XMPP server. Until the next connection. */
  readonly wasAnswered?: true | undefined;
  /** Whether a connection was lost when more than a stream was agreed on. Until a server answers on another one. */
  readonly hasWayBack?: true | undefined;
  /** How many stream headers this client sent on the connection. */
  readonly streams: number;
  readonly features?: Element | undefined;
  /** The user name the server accepted, of a component its domain; empty when it could not be read from the wire. */
  readonly authenticated?: string | undefined;
  /** Whom the user asked to act as, when that was accepted. Servers differ in what they make of it. */
  readonly actingAs?: string | undefined;
  /** Whether the server has said success without proving what it must: it may be anybody. Until the next connection. */
  readonly isRefuted?: true | undefined;
  /** What a new stream must be opened after: TLS (RFC 6120 §5.4.3.3) or authentication (§6.4.6). */
  readonly restartDue?: "TLS" | "authentication" | undefined;
  /** The id of a bind request without an answer. */
  readonly binding?: string | undefined;
  /** The resource that was asked for last; undefined where the server was to choose. */
  readonly resourceAsked?: string | undefined;
  readonly jid?: Jid | undefined;
  /** The session under stream management: that of this stream, or one that was lost and may be resumed. */
  readonly managed?: ManagedSession | undefined;
  readonly streamError?: Element | undefined;
  /** Whether XML was sent that is not well-formed: the server answers it with a stream error, and reads no further. */
  readonly sentBroken: boolean;
  /** The first such thing on this stream, or an XML declaration in its middle. */
  readonly mangled?: Mangled | undefined;
  /** What was sent last on this stream that is no stanza of it. */
  readonly notStanza?: NoStanza | undefined;
  /** Whether the server sent XML that is not well-formed: what follows is not read, until the next stream. */
  readonly receivedBroken?: true | undefined;
  /** The beginning of what a server said that is no XMPP, where it has said nothing else. */
  readonly greeting?: string | undefined;
  /** The rule that the server broke when this side dropped the connection for it; until the next connection. */
  readonly dropped?: Rule | undefined;
  /** Who has closed the stream with its end tag. */
  readonly closedBy: readonly Side[];
  /** Requests of the server without an answer, oldest first. */
  readonly requests: readonly Request[];
}

export const OFFLINE: SessionState = {
  connection: "offline",
  secure: false,
  streams: 0,
  ...UNAVAILABLE,
  sentBroken: false,
  closedBy: [],
  requests: [],
};

/** Whether a stream is open both ways: headers exchanged, and nobody has ended it. */
export function isStreamOpen(state: SessionState): boolean {
  return state.sent !== undefined && state.received !== undefined && state.closedBy.length === 0;
}

/** Whether the stream is that of a component (XEP-0114): without SASL, without bind, and without a JID that is bound. */
export function isComponent({ sent }: SessionState): boolean {
  return sent?.contentNamespace === NS.component;
}

/** Whether stanzas are taken: a resource was bound, or a session resumed in place of that (XEP-0198 §5). */
export function isBound({ jid, managed }: SessionState): boolean {
  return jid !== undefined || managed?.isOn === true;
}

export function nextState(state: SessionState, entry: Entry): SessionState {
  switch (entry.type) {
    case "connection":
      return afterConnection(state, entry);
    case "traffic": {
      const next = entry.from === "client" ? afterSent(state, entry) : afterReceived(state, entry.event);
      const requests = nextRequests(state.requests, entry);
      return requests === next.requests ? next : { ...next, requests };
    }
    case "derivation":
      return entry.refutes ? { ...state, isRefuted: true } : state;
    case "command":
    case "expectation":
    case "note":
      return state;
  }
}

function afterConnection(state: SessionState, change: ConnectionChange): SessionState {
  switch (change.change) {
    case "connected": {
      const { host, port, peer, domain, directTls } = change;
      const { managed, hasWayBack } = state;
      const known = { host, port, peer, domain, directTls, managed, hasWayBack };
      return { ...OFFLINE, connection: "connected", ...known };
    }
    case "secured":
      return afterSecured(state, { tls: change.tls, verdict: change.verdict });
    case "disconnected":
    case "failed": {
      const { host, port, domain, directTls, contentNamespace, wasAnswered, dropped, isRefuted } = state;
      const kept = { host, port, domain, directTls, contentNamespace, wasAnswered, dropped, isRefuted };
      return { ...OFFLINE, ...kept, hasWayBack: hasWayBackAfter(state, change), managed: lostSession(state) };
    }
    case "looked-up":
    case "rejected":
      return state;
  }
}

/** RFC 6120 §5.4.3.3: what was said before TLS is void, and the stream begins anew. */
function afterSecured(state: SessionState, security: Security): SessionState {
  const { connection, host, port, peer, domain, directTls, sent, streams, wasAnswered, hasWayBack } = state;
  const restartDue = sent ? ("TLS" as const) : undefined;
  const kept = { connection, host, port, peer, domain, directTls, sent, streams, wasAnswered, hasWayBack };
  return { ...OFFLINE, ...kept, managed: lostSession(state), restartDue, secure: true, security };
}

function afterSent(state: SessionState, { event, n }: Entry<Traffic>): SessionState {
  if (event.type === "close") return { ...state, closedBy: [...state.closedBy, "client"] };
  if (event.type === "open") return afterSentHeader(state, event.header);
  if (event.type === "violation" && event.fatal) return { ...withMangled(state, event, n), sentBroken: true };
  if (isStrayDeclaration(event, state))
    return withMangled(state, { detail: STRAY_DECLARATION, raw: event.raw }, n);
  if (event.type !== "element") return state;
  const notStanza = noStanzaIn(event.element, n, state.sent);
  return afterSentElement(notStanza ? { ...state, notStanza } : state, event.element, n);
}

function afterSentElement(state: SessionState, element: Element, n: number): SessionState {
  if (element.is("auth", NS.sasl)) return { ...state, ...withAuth(state, element, n) };
  if (element.is("response", NS.sasl)) return { ...state, ...withResponse(state, element.getText()) };
  if (element.is("abort", NS.sasl)) return { ...state, ...NO_EXCHANGES };
  if (element.is("starttls", NS.tls)) return { ...state, starttls: "asked" };
  if (element.getName() === "iq" && element.getChild("bind", NS.bind)) {
    const resourceAsked = element.getChild("bind", NS.bind)?.getChildText("resource", NS.bind) || undefined;
    return { ...state, binding: attribute(element, "id"), resourceAsked };
  }
  if (element.getName() === "presence")
    return { ...state, ...withSent({ ...state, isBound: isBound(state) }, element) };
  return state;
}

const STRAY_DECLARATION = "an XML declaration in the middle of a stream";

/** RFC 6120 §11.5: an XML declaration stands at the beginning of a stream, and a new stream begins where one is due. */
export function isStrayDeclaration(
  event: StreamEvent,
  { sent, restartDue, closedBy }: SessionState,
): boolean {
  if (event.type !== "fragment" && event.type !== "element") return false;
  return sent !== undefined && !restartDue && closedBy.length === 0 && /^\s*<\?xml\s/.test(event.raw);
}

function withMangled(
  state: SessionState,
  { detail, raw, offset }: Pick<Violation, "detail" | "raw" | "offset">,
  n: number,
): SessionState {
  if (state.mangled) return state;
  const where = offset === undefined ? undefined : describePlace(raw, offset);
  return { ...state, mangled: { n, detail, where } };
}

/** RFC 6120 §4.3.3: a header begins a new stream, and what was offered on the old one is void. */
function afterSentHeader(state: SessionState, header: StreamHeader): SessionState {
  return {
    ...state,
    sent: header,
    contentNamespace: header.contentNamespace,
    received: undefined,
    streams: state.streams + 1,
    features: undefined,
    ...NO_EXCHANGES,
    jid: undefined,
    managed: lostSession(state),
    ...UNAVAILABLE,
    restartDue: undefined,
    sentBroken: false,
    mangled: undefined,
    notStanza: undefined,
    closedBy: [],
    streamError: undefined,
  };
}

function afterReceived(state: SessionState, event: StreamEvent): SessionState {
  // A stream that could not be read any more can be, once the server has really begun another one.
  if (event.type === "open") {
    return { ...state, received: event.header, wasAnswered: true, receivedBroken: undefined };
  }
  if (event.type === "violation" && event.fatal) {
    const dropped = isDropped(event) ? { dropped: event.rule } : {};
    return { ...afterGreeting(state, event), receivedBroken: true, ...dropped };
  }
  if (event.type === "violation" || event.type === "fragment") return afterGreeting(state, event);
  if (event.type === "close") return { ...state, closedBy: [...state.closedBy, "server"] };
  if (event.type !== "element") return state;
  const { element, kind } = event;
  if (kind === "features") return { ...state, features: element };
  if (kind === "stream-error") return { ...state, streamError: element };
  if (element.is("success", NS.sasl)) return afterSuccess(state);
  if (element.is("failure", NS.sasl)) return { ...state, ...withFailure(state) };
  if (element.getNS() === NS.streamManagement) return afterManagement(state, element);
  if (kind === "stanza") return afterReceivedStanza(state, element);
  if (isComponent(state) && element.is("handshake", NS.component)) {
    return { ...state, authenticated: state.sent?.to ?? "" };
  }
  if (element.is("challenge", NS.sasl)) return { ...state, ...withChallenge(state, element.getText()) };
  if (state.starttls === "asked") return afterStarttlsReply(state, element);
  return state;
}

function afterReceivedStanza(before: SessionState, stanza: Element): SessionState {
  const { managed } = before;
  const state = managed?.isOn ? { ...before, managed: withHandled(managed) } : before;
  if (stanza.getName() === "presence" && attribute(stanza, "type") === "error")
    return { ...state, ...withRefused(state, stanza) };
  return afterBindReply(state, stanza);
}

/** XEP-0198 §3, §5: where a session is resumed, the server has its resource and its presence still. */
function afterManagement(state: SessionState, element: Element): SessionState {
  if (element.is("enabled")) return { ...state, managed: managedSession(element, state.jid) };
  if (element.is("resumed")) {
    const managed = resumedSession(element, state.managed);
    return { ...state, managed, jid: managed.jid, available: managed.available };
  }
  return isForgotten(element) && !state.managed?.isOn ? { ...state, managed: undefined } : state;
}

function afterSuccess(state: SessionState): SessionState {
  const { username = "", authzid } = exchangeAnswered(state) ?? {};
  return {
    ...state,
    ...NO_EXCHANGES,
    authenticated: username,
    actingAs: authzid,
    restartDue: "authentication",
  };
}

/** Whether nobody listens to a server any longer that breaks such a rule. */
export function isDropped({ rule }: Violation): boolean {
  return rule === "policy-violation" || rule === "injected-plaintext";
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

function afterStarttlsReply(state: SessionState, element: Element): SessionState {
  if (element.is("proceed", NS.tls)) return { ...state, starttls: "due" };
  return element.is("failure", NS.tls) ? { ...state, starttls: undefined } : state;
}
