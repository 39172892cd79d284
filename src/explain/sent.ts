// Remarks on what a client sends: what a server will make of it. It is sent all the same: making the mistake is the lesson.
import { isComponent, type SessionState } from "../session/state.ts";
import type { Breach, StreamEvent, Violation } from "../stream/event.ts";
import type { Element } from "../xml/element.ts";
import { isIpAddress, sameDomain } from "../xmpp/address.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { remarksOnComponentElement } from "./component.ts";

/** What is remarkable about something sent, given the state before it. */
export function remarksOnSent(event: StreamEvent, before: SessionState): readonly string[] {
  if (before.starttls === "due") return [TLS_DUE];
  switch (event.type) {
    case "open":
      return [
        ...remarksOnHeader(event.header),
        ...remarksOnCertifiedDomain(event.header, before),
        ...remarksOnNewStream(before),
        ...event.breaches.map(
          ({ rule, detail }) => `${rule}: ${detail}; servers answer with a stream error (RFC 6120 §11)`,
        ),
      ];
    case "element":
      return [...remarksOnElement(event.element, before), ...event.breaches.flatMap(remarksOnBreach)];
    case "violation":
      return before.closedBy.includes("client") ? [AFTER_OUR_END] : [remarkOnViolation(event)];
    case "fragment":
      if (before.closedBy.includes("client")) return [AFTER_OUR_END];
      if (event.broken) return ["sent behind XML that is not well-formed: the server reads no further"];
      if (!isWorthSaying(event.raw)) return [];
      return ["not a whole element yet: the server waits for the rest of it"];
    case "close":
    case "whitespace":
      return [];
  }
}

const AFTER_OUR_END = "sent after our own </stream:stream>: nothing may follow it (RFC 6120 §4.4)";

/** An XML declaration alone is the beginning of a stream header, as in the tutorials. */
function isWorthSaying(raw: string): boolean {
  return raw.trim() !== "" && !/^\s*<\?xml[^>]*\?>\s*$/.test(raw);
}

function remarkOnViolation({ rule, detail, offset, fatal }: Violation): string {
  if (rule === "restricted-xml") return restricted(detail);
  const where = offset === undefined ? "" : `, at character ${offset}`;
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

function remarksOnHeader(header: StreamHeader): readonly string[] {
  const remarks: string[] = [];
  const say = (condition: boolean, remark: string) => condition && remarks.push(remark);
  say(
    header.namespace !== NS.stream,
    `the stream's namespace is "${header.namespace}", not "${NS.stream}": servers answer invalid-namespace (RFC 6120 §4.8.1)`,
  );
  say(
    header.contentNamespace !== NS.client && header.contentNamespace !== NS.component,
    `the content namespace is ${header.contentNamespace ? `"${header.contentNamespace}"` : "missing"}: clients use xmlns='${NS.client}' (RFC 6120 §4.8.2)`,
  );
  say(
    header.to === undefined,
    'the header has no "to": a server does not know which of its domains is meant (RFC 6120 §4.7.2)',
  );
  say(
    header.to !== undefined && isIpAddress(header.to),
    `"to" is an IP address: it names the domain of your JID, and servers answer host-unknown to anything else (RFC 6120 §4.7.2)`,
  );
  if (header.contentNamespace === NS.component) return remarks;
  say(
    header.version === undefined,
    "the header has no version='1.0'. Servers differ: ejabberd then sends no features, Prosody sends them all the same (RFC 6120 §4.7.5)",
  );
  say(
    header.version !== undefined && header.version !== "1.0",
    `version='${header.version}': the one version there is, is 1.0 (RFC 6120 §4.7.5)`,
  );
  return remarks;
}

/** RFC 6120 §13.7.2.1: the certificate was checked for one domain, and says nothing of another. */
function remarksOnCertifiedDomain({ to }: StreamHeader, { security }: SessionState): readonly string[] {
  const domain = security?.verdict.domain;
  if (to === undefined || domain === undefined || sameDomain(to, domain)) return [];
  return [
    `the certificate was checked for "${domain}", and this header is to "${to}": nothing has shown that the server is theirs`,
  ];
}

function remarksOnNewStream(before: SessionState): readonly string[] {
  const isFirst = before.sent === undefined || before.closedBy.length > 0;
  if (isFirst || before.restartDue || before.streamError) return [];
  return [
    "a second stream header on an open stream, when no restart is due (that is after <success/> and after TLS): servers answer not-well-formed and close (RFC 6120 §4.3.3)",
  ];
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
  if (isAuth) return remarksOnAuth(before);
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

function remarksOnAuth(before: SessionState): readonly string[] {
  if (before.authenticated === undefined) return [];
  return [
    "already authenticated on this connection. Servers differ: Prosody closes with unsupported-stanza-type, ejabberd answers with a SASL failure (RFC 6120 §6.4.6)",
  ];
}

function remarksOnBind(before: SessionState): readonly string[] {
  if (before.authenticated === undefined) {
    return [
      "bind before authentication. Servers differ: Prosody answers with a stanza error, ejabberd closes with a stream error (RFC 6120 §7.1)",
    ];
  }
  if (before.jid)
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
  if (before.jid === undefined) {
    return [
      "a stanza before bind. Servers differ: Prosody answers service-unavailable, ejabberd nothing at all (RFC 6120 §7.1)",
    ];
  }
  if (stanza.getChild("session", NS.session) && !before.features?.getChild("session", NS.session)) {
    return ["the server did not offer <session/>: it may answer with an error (it is a relic of RFC 3921)"];
  }
  return [];
}
