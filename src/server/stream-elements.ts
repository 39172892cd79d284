// What a server says that is no stanza: its header, features and errors.
import { type Element, xml } from "../xml/element.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type StreamHeader, streamHeader } from "../xmpp/stream-header.ts";

/** What a stream error says beside its condition. */
export interface Failure {
  readonly text?: string | undefined;
  /** An element beside the condition (RFC 6120 §4.9.4). */
  readonly extra?: Element | undefined;
  /** What the condition itself holds: the address of see-other-host. */
  readonly content?: string | undefined;
}

/**
 * The server's header on a stream (RFC 6120 §4.7).
 * @param header the client's; undefined where none has come, and an error is to be said all the same.
 */
export function answeringHeader(
  header: StreamHeader | undefined,
  { domain, id }: { readonly domain: string; readonly id: string },
): string {
  // Whoever speaks another content namespace could not read a refusal in ours.
  const contentNamespace = header?.contentNamespace ?? NS.client;
  const to = header?.from;
  return streamHeader({
    to,
    from: domain,
    id,
    lang: "en",
    version: "1.0",
    contentNamespace,
    declaration: "written",
  });
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
