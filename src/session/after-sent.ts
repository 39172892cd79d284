// Where a client stands after what it has sent.
import type { StreamEvent, Violation } from "../stream/event.ts";
import type { Entry, Traffic } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { describePlace } from "../xml/place.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { UNAVAILABLE, withSent } from "./availability.ts";
import { lostSession } from "./managed.ts";
import { noStanzaIn } from "./no-stanza.ts";
import { NO_EXCHANGES, withAuth, withResponse } from "./sasl-exchanges.ts";
import { isBound, type SessionState } from "./state.ts";

export function afterSent(state: SessionState, { event, n }: Entry<Traffic>): SessionState {
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
    return { ...state, ...withSent({ ...state, isBound: isBound(state) }, { n, presence: element }) };
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
    component: header.contentNamespace === NS.component ? (header.to ?? "") : undefined,
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
