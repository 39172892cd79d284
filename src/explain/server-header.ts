// What is remarkable about a server's stream header.
import type { SessionState } from "../session/state.ts";
import { sameDomain } from "../xmpp/address.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { COMPONENT_PORT } from "./stream-errors.ts";

export function remarksOnServerHeader(header: StreamHeader, before: SessionState): readonly string[] {
  const { sent } = before;
  if (!sent || sent.contentNamespace === NS.component) return [];
  if (header.contentNamespace === NS.component) return [COMPONENT_PORT];
  return [...onVersion(header), ...(isAnswer(before) ? onAttributes(header, sent) : [])];
}

/**
 * A server that cannot make sense of what came begins a stream only to send an error on it: nobody learns anything from
 * what is missing there.
 */
function isAnswer({ sent, restartDue, mangled }: SessionState): boolean {
  return sent?.namespace === NS.stream && !restartDue && !mangled;
}

function onVersion({ version }: StreamHeader): readonly string[] {
  if (version === "1.0") return [];
  return version === undefined
    ? [
        "the server's header has no version: it need not offer features, and some servers then send none (RFC 6120 §4.7.5)",
      ]
    : [`the server's header has version='${version}': what this tool knows is 1.0 (RFC 6120 §4.7.5)`];
}

function onAttributes(header: StreamHeader, sent: StreamHeader): readonly string[] {
  const { namespace, contentNamespace, from, id } = header;
  const remarks: string[] = [];
  const say = (condition: boolean, remark: string) => condition && remarks.push(remark);
  say(
    namespace !== NS.stream,
    `the server's header has the namespace "${namespace}", not "${NS.stream}" (RFC 6120 §4.8.1)`,
  );
  say(
    contentNamespace !== NS.client,
    `the server's header has ${contentNamespace === undefined ? "no content namespace" : `the content namespace "${contentNamespace}"`}: to a client it is ${NS.client} (RFC 6120 §4.8.2)`,
  );
  say(
    from === undefined,
    'the server\'s header has no "from": it does not say which domain it speaks for (RFC 6120 §4.7.1)',
  );
  say(
    from !== undefined && sent.to !== undefined && !sameDomain(from, sent.to),
    `the server answers as "${from}", and this stream is to "${sent.to}": they should be the same (RFC 6120 §4.7.1)`,
  );
  say(!id, 'the server\'s header has no "id": a stream has one, new each time (RFC 6120 §4.7.3)');
  return remarks;
}
