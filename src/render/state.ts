// Where a client stands, as rows of text.
import { describePosition } from "../explain/due.ts";
import type { SessionState } from "../session/state.ts";
import { formatAddress } from "../xmpp/address.ts";
import { formatJid } from "../xmpp/jid.ts";
import { securityRows, tlsSummary } from "./security.ts";
import { sanitizeLine } from "./text/sanitize.ts";

/** What is known of a client's session, a name and a value a row. Only rows that have a value. */
export function stateRows(state: SessionState): readonly (readonly [name: string, value: string])[] {
  const { host, port, peer, sent, received, features } = state;
  const address = host === undefined || port === undefined ? undefined : formatAddress(host, port);
  const offered = features?.getChildElements().map((feature) => feature.getName());
  const rows: (readonly [string, string | undefined])[] = [
    ["position", describePosition(state)],
    [
      "connection",
      state.connection === "offline"
        ? "none"
        : `${address} [${peer}], ${state.security ? tlsSummary(state.security.tls) : "not encrypted"}`,
    ],
    ...securityOf(state),
    ["stream", sent && `number ${state.streams} on this connection, to ${sent.to ?? "nobody"}`],
    ["stream id", received?.id],
    ["features", offered?.join(", ")],
    ["authenticated", authenticated(state)],
    ["JID", state.jid && formatJid(state.jid)],
    ["available", state.jid && (state.available ? "yes" : 'no (run "presence")')],
    ["unanswered", unanswered(state.requests.length)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, sanitizeLine(value)] as const]));
}

function authenticated({ authenticated: username, actingAs }: SessionState): string | undefined {
  if (username === undefined) return undefined;
  const who = username === "" ? "yes" : username;
  return actingAs === undefined ? who : `${who}, asked to act as ${actingAs}`;
}

/** What TLS has shown, below the connection. */
function securityOf({ security }: SessionState): readonly (readonly [string, string])[] {
  if (!security) return [];
  return securityRows(security.tls, security.verdict).map(([name, value]) => [`  ${name}`, value]);
}

function unanswered(count: number): string | undefined {
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? "request" : "requests"} (run "show pending")`;
}
