// What a server says at the first level of a stream that is no stanza: features and errors.
import { type Element, xml } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";

/** What a stream error says beside its condition. */
export interface Failure {
  readonly text?: string | undefined;
  /** An element beside the condition (RFC 6120 §4.9.4). */
  readonly extra?: Element | undefined;
  /** What the condition itself holds: the address of see-other-host. */
  readonly content?: string | undefined;
}

/** RFC 6120 §4.3.2 */
export function streamFeatures(offers: readonly Element[]): Element {
  return xml("stream:features", {}, ...offers);
}

/** RFC 6120 §4.9.2 */
export function streamError(condition: string, { text, extra, content }: Failure): Element {
  return xml(
    "stream:error",
    {},
    xml(condition, { xmlns: NS.streamErrors }, content),
    text === undefined ? undefined : xml("text", { xmlns: NS.streamErrors, "xml:lang": "en" }, text),
    extra,
  );
}
