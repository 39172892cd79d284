// Remarks on what a client sends: what a server will make of it. It is sent all the same: making the mistake is the lesson.
import { isStrayDeclaration } from "../session/after-sent.ts";
import { isBound, isComponent, type SessionState } from "../session/state.ts";
import type { Breach, StreamEvent, Violation } from "../stream/event.ts";
import { attribute, type Element } from "../xml/element.ts";
import { describePlace } from "../xml/place.ts";
import { bareJid, formatJid, sameJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { slipsInFirst, slipsInResponse } from "../xmpp/sasl/slips.ts";
import { remarksOnClientHeader } from "./client-header.ts";
import { remarksOnComponentElement } from "./component.ts";
import { remarksOnAddressees } from "./no-account.ts";
import { remarksOnPayload } from "./no-payload.ts";
import { slipText } from "./slips.ts";
import { remarksOnValues } from "./unknown-values.ts";

/** What is remarkable about something sent, given the state before it. */
export function remarksOnSent(event: StreamEvent, before: SessionState): readonly string[] {
  if (before.starttls === "due") return [TLS_DUE];
  switch (event.type) {
    case "open":
      return [
        ...remarksOnTrust(before),
        ...remarksOnClientHeader(event.header, before),
        ...event.breaches.map(
          ({ rule, detail }) => `${rule}: ${detail}; servers answer with a stream error (RFC 6120 §11)`,
        ),
      ];
    case "element":
      return [
        ...remarksOnTrust(before),
        ...(isStrayDeclaration(event, before) ? [STRAY_DECLARATION] : []),
        ...remarksOnElement(event.element, before),
        ...event.breaches.flatMap(remarksOnBreach),
      ];
    case "violation":
      return before.closedBy.includes("client") ? [AFTER_OUR_END] : [remarkOnViolation(event)];
    case "fragment":
      if (before.closedBy.includes("client")) return [AFTER_OUR_END];
      if (event.broken) return ["sent behind XML that is not well-formed: the server reads no further"];
      if (isStrayDeclaration(event, before)) return [STRAY_DECLARATION];
      if (!isWorthSaying(event.raw)) return [];
      return ["not a whole element yet: the server waits for the rest of it"];
    case "close":
      return event.raw === "" ? [CLOSED_AT_ONCE] : [];
    case "whitespace":
      return [];
  }
}

/** RFC 5802 §3, §5.1: a client that cannot verify the server's signature takes the authentication as failed. */
function remarksOnTrust({ isRefuted }: SessionState): readonly string[] {
  return isRefuted ? [REFUTED] : [];
}

const REFUTED =
  'the server has not proved that it knows your password: it may be anybody, and reads this all the same (run "disconnect"; RFC 5802 §5.1)';

const CLOSED_AT_ONCE =
  'the "/>" of the header has closed the stream that it had just opened: a header ends with ">", and the stream stays open until </stream:stream> (RFC 6120 §4.2)';

const AFTER_OUR_END = "sent after our own </stream:stream>: nothing may follow it (RFC 6120 §4.4)";

const STRAY_DECLARATION =
  "an XML declaration in the middle of a stream: it belongs before a header that begins a new stream, and only there. Servers answer not-well-formed and close (RFC 6120 §11.5)";

/** An XML declaration alone is the beginning of a stream header, as in the tutorials. */
function isWorthSaying(raw: string): boolean {
  return raw.trim() !== "" && !/^\s*<\?xml[^>]*\?>\s*$/.test(raw);
}

function remarkOnViolation({ rule, detail, raw, offset, fatal }: Violation): string {
  if (rule === "restricted-xml") return restricted(detail);
  const where = offset === undefined ? "" : `, ${describePlace(raw, offset)}`;
  const end = fatal ? " and close the stream" : "";
  return `${rule}: ${detail}${where}. It is sent as it is; a server will answer with a stream error${end} (RFC 6120 §4.9.3)`;
}

/** That no stream is open yet is said with the element itself. */
function remarksOnBreach({ rule, detail }: Breach): readonly string[] {
  return rule === "restricted-xml" ? [restricted(detail)] : [];
}

function restricted(detail: string): string {
  return `${detail} is forbidden on a stream (RFC 6120 §11.1). Servers differ: Prosody answers not-well-formed, ejabberd drops a comment without a word`;
}

function remarksOnElement(element: Element, before: SessionState): readonly string[] {
  const name = element.getName();
  const isAuth = element.is("auth", NS.sasl);
  const isBind = name === "iq" && element.getChild("bind", NS.bind) !== undefined;
  if (!before.sent) return ['no stream is open: a server expects the stream header first (run "open")'];
  if (before.closedBy.includes("client")) return [AFTER_OUR_END];
  if (isComponent(before)) return remarksOnComponentElement(element, before);
  if (before.restartDue === "TLS") {
    return [
      "the restart is missing: after TLS the stream header must be sent again, because both sides have forgotten the old stream (RFC 6120 §5.4.3.3)",
    ];
  }
  if (before.restartDue) {
    return [
      "the restart is missing: after <success/> the stream header must be sent again. Servers answer with a new stream and an error: Prosody invalid-namespace, ejabberd invalid-xml (RFC 6120 §6.4.6)",
    ];
  }
  if (element.is("starttls", NS.tls)) return remarksOnStarttls(before);
  if (isAuth) return remarksOnAuth(element, before);
  if (element.is("response", NS.sasl)) return remarksOnResponse(element, before);
  const namespace = OWN_NAMESPACES[name];
  if (namespace !== undefined && element.getNS() !== namespace) return [wrongNamespace(name, namespace)];
  if (isBind) return remarksOnBind(before);
  if (name === "iq" || name === "message" || name === "presence") return remarksOnStanza(element, before);
  return [];
}

const TLS_DUE =
  'the server has agreed to TLS and waits for its first bytes: anything else breaks the connection (run "tls"; RFC 6120 §5.4.3.2)';

/** What has a namespace of its own, and is a slip without. */
const OWN_NAMESPACES: Readonly<Record<string, string>> = {
  starttls: NS.tls,
  auth: NS.sasl,
  response: NS.sasl,
  abort: NS.sasl,
};

function wrongNamespace(name: string, namespace: string): string {
  return `<${name}/> without a namespace of its own is in that of the stream: it needs xmlns='${namespace}'`;
}

function remarksOnStarttls({ secure, authenticated, features }: SessionState): readonly string[] {
  if (secure) return ["TLS is there already: servers answer with an error and close (RFC 6120 §5.3.1)"];
  if (authenticated !== undefined)
    return ["STARTTLS after authentication: it comes before it (RFC 6120 §5.3.1)"];
  if (features && !features.getChild("starttls", NS.tls)) {
    return [
      "the server did not offer STARTTLS: it will answer with <failure/> and close, or with a stream error",
    ];
  }
  return [];
}

function remarksOnAuth(auth: Element, before: SessionState): readonly string[] {
  if (before.authenticated === undefined) {
    const mechanism = attribute(auth, "mechanism") ?? "";
    return slipsInFirst(mechanism, auth.getText()).map((slip) => slipText(slip, mechanism));
  }
  return [
    "already authenticated on this connection. Servers differ: Prosody closes with unsupported-stanza-type, ejabberd answers with a SASL failure (RFC 6120 §6.4.6)",
  ];
}

function remarksOnResponse(response: Element, { sasl }: SessionState): readonly string[] {
  if (!sasl) return [];
  const { mechanism, challenge = "" } = sasl;
  const slips = slipsInResponse({ mechanism, challenge, response: response.getText() });
  return slips.map((slip) => slipText(slip, mechanism));
}

function remarksOnBind(before: SessionState): readonly string[] {
  if (before.authenticated === undefined) {
    return [
      "bind before authentication. Servers differ: Prosody answers with a stanza error, ejabberd closes with a stream error (RFC 6120 §7.1)",
    ];
  }
  if (isBound(before))
    return ["a resource is bound already: Prosody and ejabberd answer service-unavailable (RFC 6120 §7.1)"];
  return [];
}

function remarksOnStanza(stanza: Element, before: SessionState): readonly string[] {
  if (before.authenticated === undefined) {
    // XEP-0077 §3.1: an account is made before anybody can authenticate.
    if (stanza.getChild("query", NS.register)) return [];
    return [
      "a stanza before authentication: servers answer with an error, or close with not-authorized (RFC 6120 §6)",
    ];
  }
  if (!isBound(before)) {
    return [
      "a stanza before bind. Servers differ: Prosody answers service-unavailable, ejabberd nothing at all, and others, as the RFC has it, end the stream with not-authorized (RFC 6120 §7.1)",
    ];
  }
  if (stanza.getChild("session", NS.session) && !before.features?.getChild("session", NS.session)) {
    return ["the server did not offer <session/>: it may answer with an error (it is a relic of RFC 3921)"];
  }
  return [
    ...(isKeptBack(stanza, before) ? [KEPT_BACK] : []),
    ...remarksOnAddressees(stanza, before),
    ...remarksOnPayload(stanza),
    ...remarksOnValues(stanza),
  ];
}

/** RFC 6121 §8.5.2.2: a message to a bare JID goes to those of its resources that are available. */
function isKeptBack(stanza: Element, { jid, available }: SessionState): boolean {
  if (stanza.getName() !== "message" || available || !jid) return false;
  const to = attribute(stanza, "to");
  return to === undefined || sameJid(to, formatJid(bareJid(jid)));
}

const KEPT_BACK =
  'a message to yourself, and you have sent no presence: the server keeps it for later or gives it back, in place of delivering it (run "presence" first; RFC 6121 §8.5.2.2)';
