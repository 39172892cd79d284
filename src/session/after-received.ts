// Where a client stands after what it has received.
import type { Fragment, StreamEvent, Violation } from "../stream/event.ts";
import { attribute, type Element } from "../xml/element.ts";
import { parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { withRefused } from "./availability.ts";
import { isForgotten, managedSession, resumedSession, withHandled } from "./managed.ts";
import { exchangeAnswered, NO_EXCHANGES, withChallenge, withFailure } from "./sasl-exchanges.ts";
import { isComponent, type SessionState } from "./state.ts";

export function afterReceived(state: SessionState, event: StreamEvent): SessionState {
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
