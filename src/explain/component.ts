// A component's stream (XEP-0114): its handshake as a worked example, and what is remarkable or goes wrong on it.
import { isComponent, type SessionState } from "../session/state.ts";
import type { Derivation } from "../transcript/entry.ts";
import { attribute, type Element } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";

export interface ComponentHandshake {
  readonly streamId: string;
  readonly secret: string;
  readonly hash: string;
}

export function derivationOfHandshake({ streamId, secret, hash }: ComponentHandshake): Derivation {
  return {
    type: "derivation",
    title: "component: the handshake (XEP-0114 §3)",
    rows: [
      { name: "stream id", value: streamId, meaning: "the id in the server's header" },
      { name: "secret", value: secret, meaning: "what the server knows of this component", secret: true },
      { name: "text", formula: "stream id secret", value: `${streamId}${secret}`, secret: true },
      { name: "sent", formula: "hexadecimal(SHA-1(text)), in lower case", value: hash, secret: true },
    ],
  };
}

/** What is remarkable about an element that is sent on a component's stream. */
export function remarksOnComponentElement(element: Element, before: SessionState): readonly string[] {
  const name = element.getName();
  const isDone = before.authenticated !== undefined;
  if (name === "handshake") return isDone ? [SECOND_HANDSHAKE] : [];
  if (name !== "iq" && name !== "message" && name !== "presence") return [];
  if (!isDone) return [NO_HANDSHAKE];
  return Object.entries(MISSING).flatMap(([needed, remark]) =>
    attribute(element, needed) === undefined ? [remark] : [],
  );
}

const SECOND_HANDSHAKE =
  "already authenticated: one handshake is enough. Servers differ: Prosody closes with unsupported-stanza-type, ejabberd says nothing (XEP-0114 §3)";

const NO_HANDSHAKE =
  'a stanza before the handshake. Servers differ: Prosody answers service-unavailable, ejabberd closes with not-authorized (run "handshake"; XEP-0114 §3)';

/** XEP-0114 §3: nothing is added to what a component sends, so each stanza has both. */
const MISSING = {
  from: 'no "from": a component says in each stanza whom it is from. Servers differ: Prosody puts the component\'s domain there, ejabberd closes with improper-addressing (the commands write it, and --from says another; XEP-0114 §3)',
  to: 'no "to": a component says in each stanza whom it is for. Servers differ: Prosody answers bad-request, ejabberd closes with improper-addressing (XEP-0114 §3)',
} as const;

/** What a stream error means on a component's stream, where that is another thing than on a client's. */
export function componentErrorHere(condition: string, state: SessionState): string | undefined {
  if (!isComponent(state)) return undefined;
  const { sent, received, authenticated } = state;
  if (received && received.contentNamespace !== NS.component) return CLIENT_PORT;
  const domain = `"${sent?.to ?? ""}"`;
  switch (condition) {
    case "host-unknown":
      return `the server has no component ${domain} on this port: its configuration must name it, with its secret`;
    case "conflict":
      return `${domain} is connected already, and Prosody takes a component once`;
    case "not-authorized":
      return authenticated === undefined ? notAuthorized(domain) : undefined;
    default:
      return undefined;
  }
}

const CLIENT_PORT = "this port is for clients, not for components: theirs is usually 5347";

function notAuthorized(domain: string): string {
  return `the secret is not the one that the server knows of ${domain}, it has no such component (ejabberd says not-authorized then too), or something came before the handshake`;
}
