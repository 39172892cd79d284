// Where one client stands: a pure function of what happened to it.
import type { Fragment, Rule, StreamEvent, Violation } from "../stream/event.ts";
import type { TlsFacts } from "../stream/security.ts";
import type { ConnectionChange, Entry, Side, Traffic, Verdict } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { type Jid, parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { isBase64 } from "../xmpp/sasl/base64.ts";
import { type Slip, slipsInFirst, slipsInResponse } from "../xmpp/sasl/slips.ts";
import { identityIn } from "../xmpp/sasl/username.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import {
  isForgotten,
  lostSession,
  type ManagedSession,
  managedSession,
  resumedSession,
  withHandled,
} from "./managed.ts";
import { nextRequests, type Request } from "./requests.ts";

/** A SASL exchange that has begun and not ended. */
export interface SaslExchange {
  readonly mechanism: string;
  readonly username?: string | undefined;
  /** Whom it asks to act as. */
  readonly authzid?: string | undefined;
  /** The entry of its `<auth/>`. */
  readonly n: number;
  /** What the server asks and was not answered: the text of its challenge. */
  readonly challenge?: string | undefined;
  /** Whether a challenge was answered. */
  readonly answered?: true | undefined;
  /** What is wrong with its messages, as far as the wire shows it. */
  readonly slips?: readonly Slip[] | undefined;
}

/** Something sent that no server can read as XML. */
export interface Mangled {
  /** The entry it is. */
  readonly n: number;
  /** What is wrong, as a noun phrase. */
  readonly detail: string;
  /** Where in that entry it was noticed, in UTF-16 units. */
  readonly offset?: number | undefined;
}

/** What TLS, where it protects the connection, has shown of the server. */
export interface Security {
  readonly tls: TlsFacts;
  readonly verdict: Verdict;
}

export interface SessionState {
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
  /** How many stream headers this client sent on the connection. */
  readonly streams: number;
  readonly features?: Element | undefined;
  readonly sasl?: SaslExchange | undefined;
  /** Exchanges that were begun before it and that the server has said nothing to yet, oldest first. */
  readonly earlierSasl?: readonly SaslExchange[] | undefined;
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
  /** Whether presence without type was sent (RFC 6121 §4.2). */
  readonly available: boolean;
  readonly streamError?: Element | undefined;
  /** Whether XML was sent that is not well-formed: the server answers it with a stream error, and reads no further. */
  readonly sentBroken: boolean;
  /** The first such thing on this stream, or an XML declaration in its middle. */
  readonly mangled?: Mangled | undefined;
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
  available: false,
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

/** The exchange that the server's next word in SASL is about: it answers one after the other. */
export function exchangeAnswered({ sasl, earlierSasl }: SessionState): SaslExchange | undefined {
  return earlierSasl?.[0] ?? sasl;
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
      const { managed } = state;
      return { ...OFFLINE, connection: "connected", host, port, peer, domain, directTls, managed };
    }
    case "secured":
      return afterSecured(state, { tls: change.tls, verdict: change.verdict });
    case "disconnected":
    case "failed": {
      const { host, port, domain, directTls, contentNamespace, wasAnswered, dropped, isRefuted } = state;
      const kept = { host, port, domain, directTls, contentNamespace, wasAnswered, dropped, isRefuted };
      return { ...OFFLINE, ...kept, managed: whatIsLeft(state) };
    }
    case "looked-up":
    case "rejected":
      return state;
  }
}

/** RFC 6120 §5.4.3.3: what was said before TLS is void, and the stream begins anew. */
function afterSecured(state: SessionState, security: Security): SessionState {
  const { connection, host, port, peer, domain, directTls, sent, streams, wasAnswered } = state;
  const restartDue = sent ? ("TLS" as const) : undefined;
  const kept = { connection, host, port, peer, domain, directTls, sent, streams, wasAnswered };
  return { ...OFFLINE, ...kept, managed: whatIsLeft(state), restartDue, secure: true, security };
}

function whatIsLeft({ managed, available, closedBy }: SessionState): ManagedSession | undefined {
  return lostSession(managed, { available, isClosed: closedBy.length > 0 });
}

function afterSent(state: SessionState, { event, n }: Entry<Traffic>): SessionState {
  if (event.type === "close") return { ...state, closedBy: [...state.closedBy, "client"] };
  if (event.type === "open") return afterSentHeader(state, event.header);
  if (event.type === "violation" && event.fatal) return { ...withMangled(state, event, n), sentBroken: true };
  if (isStrayDeclaration(event, state)) return withMangled(state, { detail: STRAY_DECLARATION }, n);
  if (event.type !== "element") return state;
  const { element } = event;
  if (element.is("auth", NS.sasl)) return afterAuth(state, saslExchange(element, n));
  if (element.is("response", NS.sasl)) return afterResponse(state, element.getText());
  if (element.is("abort", NS.sasl)) return { ...state, sasl: undefined, earlierSasl: undefined };
  if (element.is("starttls", NS.tls)) return { ...state, starttls: "asked" };
  if (element.getName() === "iq" && element.getChild("bind", NS.bind)) {
    const resourceAsked = element.getChild("bind", NS.bind)?.getChildText("resource", NS.bind) || undefined;
    return { ...state, binding: attribute(element, "id"), resourceAsked };
  }
  if (element.getName() === "presence" && attribute(element, "to") === undefined) {
    const type = attribute(element, "type");
    if (type === undefined) return { ...state, available: isBound(state) };
    if (type === "unavailable") return { ...state, available: false };
  }
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
  { detail, offset }: Pick<Violation, "detail" | "offset">,
  n: number,
): SessionState {
  return state.mangled ? state : { ...state, mangled: { n, detail, offset } };
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
    sasl: undefined,
    earlierSasl: undefined,
    jid: undefined,
    managed: whatIsLeft(state),
    available: false,
    restartDue: undefined,
    sentBroken: false,
    mangled: undefined,
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
  if (element.is("failure", NS.sasl)) return afterFailure(state);
  if (element.getNS() === NS.streamManagement) return afterManagement(state, element);
  if (kind === "stanza") return afterReceivedStanza(state, element);
  if (isComponent(state) && element.is("handshake", NS.component)) {
    return { ...state, authenticated: state.sent?.to ?? "" };
  }
  if (element.is("challenge", NS.sasl)) return withChallenge(state, element.getText());
  if (state.starttls === "asked") return afterStarttlsReply(state, element);
  return state;
}

function afterReceivedStanza(before: SessionState, stanza: Element): SessionState {
  const { managed } = before;
  const state = managed?.isOn ? { ...before, managed: withHandled(managed) } : before;
  if (stanza.getName() === "presence" && isOwnError(stanza)) return { ...state, available: false };
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

/** What the server has said nothing to yet is answered first; an exchange that is under way is given up. */
function afterAuth(state: SessionState, exchange: SaslExchange): SessionState {
  const { sasl, earlierSasl = [] } = state;
  const isWaiting = sasl !== undefined && sasl.challenge === undefined && !sasl.answered;
  return { ...state, sasl: exchange, earlierSasl: isWaiting ? [...earlierSasl, sasl] : undefined };
}

function afterSuccess(state: SessionState): SessionState {
  const { username = "", authzid } = exchangeAnswered(state) ?? {};
  const over = { sasl: undefined, earlierSasl: undefined };
  return { ...state, ...over, authenticated: username, actingAs: authzid, restartDue: "authentication" };
}

function afterFailure(state: SessionState): SessionState {
  const [first, ...others] = state.earlierSasl ?? [];
  return first ? { ...state, earlierSasl: others } : { ...state, sasl: undefined };
}

/** Our own presence was refused: it says so itself, or comes from nobody else. */
function isOwnError(presence: Element): boolean {
  return attribute(presence, "type") === "error" && attribute(presence, "from") === undefined;
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

function saslExchange(auth: Element, n: number): SaslExchange {
  const mechanism = attribute(auth, "mechanism") ?? "";
  const text = auth.getText();
  const message = isBase64(text) ? Buffer.from(text, "base64").toString("utf8") : "";
  return { mechanism, n, ...identityIn(mechanism, message), ...slipsOrNone(slipsInFirst(mechanism, text)) };
}

function withChallenge(state: SessionState, challenge: string): SessionState {
  return state.sasl ? { ...state, sasl: { ...state.sasl, challenge } } : state;
}

function afterResponse(state: SessionState, response: string): SessionState {
  const { sasl } = state;
  if (!sasl) return state;
  const { mechanism, challenge = "" } = sasl;
  const slips = [...(sasl.slips ?? []), ...slipsInResponse({ mechanism, challenge, response })];
  return { ...state, sasl: { ...sasl, challenge: undefined, answered: true, ...slipsOrNone(slips) } };
}

function slipsOrNone(slips: readonly Slip[]): Pick<SaslExchange, "slips"> {
  return slips.length === 0 ? {} : { slips };
}
