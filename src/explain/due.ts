// Where a client stands in the handshake, and the step that is due.
import { isBound, isComponent, isStreamOpen, type SessionState } from "../session/state.ts";
import { NS } from "../xmpp/namespaces.ts";

export interface Position {
  /** A few words: "authenticated". */
  readonly label: string;
  /** The name of the command that is due. */
  readonly next?: string;
}

/** RFC 6120 §4 to §7 in the order in which a client goes through them. */
export function position(state: SessionState): Position {
  if (state.connection === "offline") return offline(state);
  if (state.starttls === "due") return { label: "TLS agreed", next: "tls" };
  if (!state.sent) return { label: "connected", next: "open" };
  // RFC 6120 §4.9.1.1: there is no way back from it, and an end tag of the server's could not be read.
  if (state.receivedBroken) return { label: "stream unreadable", next: "disconnect" };
  if (state.closedBy.length > 0) return closing(state);
  if (state.streamError) return { label: "stream error", next: "close" };
  if (state.isRefuted) return { label: "server not proved", next: "disconnect" };
  if (state.restartDue === "TLS") return { label: "encrypted", next: "restart" };
  if (state.restartDue) return { label: "authenticated", next: "restart" };
  if (!isStreamOpen(state)) return { label: "stream opening" };
  // XEP-0114 §3: a component has the handshake in place of SASL, and binds nothing.
  if (isComponent(state)) {
    return state.authenticated === undefined
      ? { label: "stream open", next: "handshake" }
      : { label: "authenticated" };
  }
  if (isBound(state)) return state.available ? { label: "available" } : { label: "bound", next: "presence" };
  if (state.sasl?.challenge !== undefined) return { label: "challenged", next: "respond" };
  if (state.sasl) return { label: "authenticating" };
  const offers = (name: string, namespace: string) => state.features?.getChild(name, namespace) !== undefined;
  if (state.authenticated === undefined) {
    // RFC 6120 §5.3.1: TLS comes before authentication.
    if (!state.secure && offers("starttls", NS.tls)) return { label: "stream open", next: "starttls" };
    return offers("mechanisms", NS.sasl) ? { label: "stream open", next: "auth" } : { label: "stream open" };
  }
  return offers("bind", NS.bind) ? { label: "authenticated", next: "bind" } : { label: "authenticated" };
}

/** Stands where a line wants a domain that only the user knows. */
export const UNKNOWN_DOMAIN = "DOMAIN";

/** What can be typed as one word: a header that was written by hand may hold anything. */
const TYPEABLE = /^[\p{L}\p{N}][\p{L}\p{N}.:-]{0,254}$/u;

/** The line that begins a stream where there is no connection: what was a component's is a component's again. */
export function beginningLine({ component, port }: SessionState): string {
  if (component === undefined) return "open";
  const domain = TYPEABLE.test(component) ? component : UNKNOWN_DOMAIN;
  // Without a port the line would go to the usual one, and not to that of the last connection.
  return `component ${domain}${port === undefined ? "" : ` --port ${port}`}`;
}

function offline({ hasWayBack, component }: SessionState): Position {
  if (hasWayBack) return { label: "offline", next: "reconnect" };
  return { label: "offline", next: component === undefined ? "open" : "component" };
}

function closing({ closedBy }: SessionState): Position {
  if (closedBy.includes("client") && closedBy.includes("server"))
    return { label: "closed", next: "disconnect" };
  return closedBy.includes("client")
    ? { label: "closing" }
    : { label: "closed by the server", next: "close" };
}

/** The position in one line: `authenticated, restart next`. */
export function describePosition(state: SessionState): string {
  const { label, next } = position(state);
  return next ? `${label}, ${next} next` : label;
}
