// Remarks on what a server sends and on how a connection ends.
import { isStreamOpen, type SessionState } from "../session/state.ts";
import type { StreamEvent, Violation } from "../stream/event.ts";
import type { ConnectionChange } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { formatAddress } from "../xmpp/address.ts";
import { NS } from "../xmpp/namespaces.ts";
import { foreignServer } from "./foreign.ts";
import type { Remark, SaidOnce } from "./remark.ts";
import { explainSaslFailure } from "./sasl-failures.ts";
import { remarksOnServerHeader } from "./server-header.ts";
import { shortened } from "./shortened.ts";
import { explainStanzaError } from "./stanza-errors.ts";
import { explainStreamError } from "./stream-errors.ts";
import type { KnownDomain } from "./wrong-domain.ts";

/** What is known beside the session. */
export interface Beside {
  /** The domains that may be meant where the server does not know one, the likeliest first. */
  domains(): readonly KnownDomain[];
  /** What a line begins with that is for this client and not for the current one: `@juliet `, else nothing. */
  prefix(): string;
}

/** What there is to know about an entry beside itself. */
export interface Situation extends Beside {
  readonly before: SessionState;
  readonly after: SessionState;
}

/** What is remarkable about something received in entry `n`. */
export function remarksOnReceived(event: StreamEvent, n: number, situation: Situation): readonly Remark[] {
  const { before } = situation;
  switch (event.type) {
    case "element":
      return [
        ...remarksOnElement(event.element, n, situation),
        ...event.breaches.map(({ rule, detail }) => broken(rule, detail)),
      ];
    case "open":
      return [
        ...remarksOnServerHeader(event.header, before),
        ...event.breaches.map(({ rule, detail }) => broken(rule, detail)),
      ];
    case "violation":
      return [remarkOnViolation(event, before)];
    case "fragment":
      return remarksOnGreeting(event.raw, before);
    case "close":
    case "whitespace":
      return [];
  }
}

function remarksOnElement(element: Element, n: number, situation: Situation): readonly Remark[] {
  const { before, after, domains, prefix } = situation;
  if (element.is("error", NS.stream)) return [explainStreamError(element, before, domains())];
  if (element.is("failure", NS.sasl)) return [explainSaslFailure(element, before)];
  if (element.is("features", NS.stream)) return remarksOnFeatures(element, before);
  if (element.is("failure", NS.tls)) return [TLS_REFUSED];
  const type = attribute(element, "type");
  if (type === "error") return [explainStanzaError(element, before)].filter((remark) => remark !== undefined);
  if (element.getName() === "iq" && (type === "get" || type === "set"))
    return [remarkOnRequest(element, `${prefix()}reply ${n}`)];
  return remarksOnBound(before, after);
}

/** RFC 6120 §7.7: what is asked for is a wish. */
function remarksOnBound(before: SessionState, { jid }: SessionState): readonly string[] {
  const asked = before.resourceAsked;
  if (!jid || jid === before.jid || asked === undefined || jid.resourcepart === asked) return [];
  return [
    `the server has bound "${jid.resourcepart ?? ""}" in place of "${asked}": it may choose, and what it says holds (RFC 6120 §7.7)`,
  ];
}

const TLS_REFUSED =
  "the server refuses TLS, although it may have offered it, and closes the connection now (RFC 6120 §5.4.2.2)";

/** Longer than any that is specified. */
const LONGEST_NAMESPACE = 100;

function remarkOnRequest(iq: Element, line: string): SaidOnce {
  const payload = iq.getChildElements()[0];
  const what = payload
    ? `<${shortened(payload.getName())} xmlns='${shortened(payload.getNS() ?? "", LONGEST_NAMESPACE)}'/>`
    : "nothing";
  return {
    text: `a request, asking for ${what}: every iq get and set wants an answer, and this tool gives none by itself (run "${line}"; RFC 6120 §8.2.3)`,
    what: "a request",
    again: (first) => `a request again (run "${line}"; #${first} says more)`,
  };
}

function remarksOnFeatures(features: Element, before: SessionState): readonly string[] {
  const starttls = features.getChild("starttls", NS.tls);
  if (!starttls || before.secure || features.getChild("mechanisms", NS.sasl)) return [];
  return [
    'the server offers nothing but STARTTLS: it wants encryption before anybody authenticates (run "starttls"; RFC 6120 §5.3.1)',
  ];
}

function broken(rule: string, detail: string): string {
  return `${rule}: the server sent ${detail}, which XMPP forbids (RFC 6120 §11)`;
}

/** A greeting may come in pieces: it is named as soon as it can be told. */
function remarksOnGreeting(raw: string, { greeting, received }: SessionState): readonly string[] {
  if (received || greeting === undefined || foreignServer(greeting)) return [];
  const foreign = foreignServer(greeting + raw);
  return foreign ? [foreignRemark(foreign)] : [];
}

function foreignRemark(foreign: string): string {
  return `this is no XMPP server: it looks like ${foreign}`;
}

function remarkOnViolation(
  { rule, detail, raw, bytes, offset, fatal }: Violation,
  before: SessionState,
): string {
  const foreign = before.received
    ? undefined
    : foreignServer(raw + Buffer.from(bytes ?? []).toString("latin1"));
  if (foreign) return foreignRemark(foreign);
  if (rule === "injected-plaintext") return TLS_RECORD.test(raw) ? TLS_TOO_EARLY : INJECTED;
  if (rule === "policy-violation") {
    return `${rule}: the server sent ${detail}; the connection is dropped (see "set limit")`;
  }
  const where = offset === undefined || raw === "" ? "" : ` (at character ${offset})`;
  return `${rule}: the server sent ${detail}${where}; ${fatal ? UNREADABLE : READ_ON}`;
}

const UNREADABLE =
  'what follows is shown as it comes, and no reply can be read on this stream any more (run "disconnect"; a client ends the stream with this very error, RFC 6120 §4.9.1.1)';
const READ_ON =
  "XMPP forbids it. It can be read on all the same, and is, so that you see what comes; a client may end the stream with this very error (RFC 6120 §4.9.3, §11)";

const INJECTED =
  "injected-plaintext: something came behind <proceed/> before TLS began. Read on, it would be taken for what the server said under TLS: somebody in between may have slipped it in, or the server is broken. The connection is dropped (RFC 6120 §5.4.3.3)";

/** The header of a TLS record (RFC 8446 §5.1): no XML begins like that. */
const TLS_RECORD = /^[\x14-\x17]\x03[\x00-\x04]/;
const TLS_TOO_EARLY =
  'the server speaks TLS already, and this side has not begun ("tls" does): an alert, because TLS never came, or something else did';

const PERHAPS_ANOTHER_SERVER =
  ": it may be no XMPP server, or its port wants TLS from the first byte (--direct-tls; the client port is usually 5222)";

/** What a change of the connection means. */
export function remarksOnConnection(change: ConnectionChange, before: SessionState): readonly string[] {
  if (change.change === "secured") return remarksOnSecurity(change);
  if (change.change !== "disconnected" || before.closedBy.length > 0) return [];
  if (change.by === "client") return isDroppedAsOpen(before) ? [DROPPED_AS_OPEN] : [];
  const cause = change.cause ? ` (${change.cause})` : "";
  const server = formatAddress(before.host ?? "the server", before.port ?? 0);
  if (before.streamError || (before.greeting !== undefined && foreignServer(before.greeting))) return [];
  if (before.starttls === "due") {
    return [`${server} closed the connection${cause}: it waited for TLS ("tls" right behind <proceed/>)`];
  }
  if (before.secure && !before.received) {
    return [
      `${server} closed the encrypted connection without a stream header${cause}: it may not take this client without a certificate (--cert, --key)${before.wasAnswered ? "" : ", or be no XMPP server"}`,
    ];
  }
  if (!before.received) {
    const what = before.wasAnswered ? "another stream header" : "a stream header";
    // What has answered once is an XMPP server.
    const guess = before.wasAnswered ? "" : PERHAPS_ANOTHER_SERVER;
    return [`${server} closed the connection without ${what}${cause}${guess}`];
  }
  // What was said last may have been the end tag.
  const without = before.receivedBroken ? "another word that could be read" : "</stream:stream>";
  return [
    `${server} closed the connection without ${without}${cause}: stanzas on their way may be lost (RFC 6120 §4.4)`,
  ];
}

/** Whether somebody has dropped a connection whose stream could have been closed. */
function isDroppedAsOpen(before: SessionState): boolean {
  const { streamError, starttls, restartDue, dropped, receivedBroken, sentBroken, isRefuted } = before;
  // RFC 6120 §4.3.3: where a restart is due the old stream is gone, and its end tag would be an error on the new one.
  const isHopeless =
    streamError ?? starttls ?? restartDue ?? dropped ?? isRefuted ?? (receivedBroken || sentBroken);
  return isStreamOpen(before) && !isHopeless;
}

const DROPPED_AS_OPEN =
  'dropped while the stream was open: "close" sends </stream:stream> first and waits for the server\'s, so that nothing on its way is lost. Without it the server finds out from TCP alone, at once or minutes later, and till then others see you as available (RFC 6120 §4.4, §4.6)';

function remarksOnSecurity({
  tls,
  verdict,
}: ConnectionChange & { readonly change: "secured" }): readonly string[] {
  const remarks: string[] = [];
  if (verdict.accepted === "not verified" && verdict.reasons.length > 0) {
    remarks.push(
      `the certificate was not verified, because you said --insecure: ${verdict.reasons.join("; ")}. Whoever is at the other end reads everything, a password sent by PLAIN too`,
    );
  }
  if (/^TLSv1(\.1)?$/.test(tls.protocol)) {
    remarks.push(`${tls.protocol} must not be used any more: its protection is weak (RFC 8996)`);
  }
  return remarks;
}
