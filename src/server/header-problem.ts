// What is wrong with a client's stream header, as RFC 6120 §4.7 and §4.8 have it.
import { sameDomain } from "../xmpp/address.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

export interface HeaderProblem {
  /** A stream error condition. */
  readonly condition: string;
  readonly text?: string;
}

/** Undefined for a header that opens a stream to the domain. */
export function headerProblem(header: StreamHeader, domain: string): HeaderProblem | undefined {
  const { namespace, contentNamespace, to, version } = header;
  // RFC 6120 §4.8.1 and §4.8.2
  if (namespace !== NS.stream)
    return { condition: "invalid-namespace", text: `the stream is in "${namespace}"` };
  if (contentNamespace !== NS.client) {
    return { condition: "invalid-namespace", text: `this port is for clients: xmlns='${NS.client}'` };
  }
  // RFC 6120 §4.8.5: the prefix stream: is the only one that everybody accepts.
  if (header.name !== "stream:stream") return { condition: "bad-namespace-prefix", text: `<${header.name}>` };
  // RFC 6120 §4.7.2
  if (to === undefined) return { condition: "host-unknown", text: 'the header has no "to"' };
  if (!sameDomain(to, domain)) return { condition: "host-unknown", text: `"${to}" is not served here` };
  // RFC 6120 §4.7.5: without a version it is the protocol from before 2004, which is not spoken here.
  if (version === undefined)
    return { condition: "unsupported-version", text: "the header has no version='1.0'" };
  const major = /^(\d+)\.\d+$/.exec(version)?.[1];
  if (major === undefined || Number(major) < 1) return { condition: "unsupported-version", text: version };
  return undefined;
}
