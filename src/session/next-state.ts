// Where a client stands after an entry: a pure function of where it stood before.
import type { ConnectionChange, Entry } from "../transcript/entry.ts";
import { afterReceived } from "./after-received.ts";
import { afterSent } from "./after-sent.ts";
import { lostSession } from "./managed.ts";
import { nextRequests } from "./requests.ts";
import { OFFLINE, type Security, type SessionState } from "./state.ts";
import { hasWayBackAfter } from "./way-back.ts";

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
      const { host, port, domain, directTls, contentNamespace, component, wasAnswered } = state;
      const { dropped, isRefuted } = state;
      const where = { host, port, domain, directTls };
      const kept = { ...where, contentNamespace, component, wasAnswered, dropped, isRefuted };
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
