// What a server means that takes an element for none of its stream's (RFC 6120 §4.9.3.24).
import { STANZA_NAMES } from "../session/no-stanza.ts";
import type { SessionState } from "../session/state.ts";
import { NS } from "../xmpp/namespaces.ts";
import { shortened } from "./shortened.ts";

/** Undefined where nothing was sent that could be meant. */
export function unsupportedElement({ notStanza, sent }: SessionState): string | undefined {
  if (!notStanza) return undefined;
  const { n, name, namespace = "" } = notStanza;
  const element = `<${shortened(name)}/>`;
  const because = `because of #${n}: ${element}`;
  if (STANZA_NAMES.includes(name)) {
    return `${because} is in the namespace "${shortened(namespace)}" there, and the stanzas of this stream are in "${sent?.contentNamespace ?? ""}", as its header says (leave xmlns out)`;
  }
  // What it is for is known; that it is too early, too late or not offered, the remark on it says.
  if (namespace === NS.tls || namespace === NS.sasl) return `${because} is not taken here, or not now`;
  return `${because} is no stanza, and nothing else that this server takes: what one asks for is put into <iq type='get'>…</iq>`;
}
