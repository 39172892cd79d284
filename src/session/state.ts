// Where one client stands.
import type { Rule } from "../stream/event.ts";
import type { TlsFacts } from "../stream/security.ts";
import type { Side, Verdict } from "../transcript/entry.ts";
import type { Element } from "../xml/element.ts";
import type { Jid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { type Availability, UNAVAILABLE } from "./availability.ts";
import type { ManagedSession } from "./managed.ts";
import type { NoStanza } from "./no-stanza.ts";
import type { Request } from "./requests.ts";
import type { SaslExchanges } from "./sasl-exchanges.ts";

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
  /** The domain of the component that has last opened a stream here, also when the connection has gone. */
  readonly component?: string | undefined;
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
