// What was sent that is no stanza of the stream: a server takes some of it, and ends the stream because of the rest.
import type { Element } from "../xml/element.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

export interface NoStanza {
  /** The entry it is. */
  readonly n: number;
  readonly name: string;
  readonly namespace?: string | undefined;
}

export const STANZA_NAMES: readonly string[] = ["iq", "message", "presence"];

/** RFC 6120 §8: a stanza is one of three elements in the content namespace; undefined where it is one. */
export function noStanzaIn(
  element: Element,
  n: number,
  header: StreamHeader | undefined,
): NoStanza | undefined {
  const name = element.getName();
  const namespace = element.getNS();
  if (STANZA_NAMES.includes(name) && namespace === header?.contentNamespace) return undefined;
  return { n, name, namespace };
}
