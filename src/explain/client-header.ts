// Remarks on the stream header of a client, said before a server refuses it.
import type { SessionState } from "../session/state.ts";
import { isIpAddress, sameDomain } from "../xmpp/address.ts";
import { parseJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";

export function remarksOnClientHeader(header: StreamHeader, before: SessionState): readonly string[] {
  return [
    ...remarksOnAttributes(header),
    ...remarksOnCertifiedDomain(header, before),
    ...remarksOnNewStream(before),
  ];
}

/** What a server will make of a client's header, wherever it stands. */
function remarksOnAttributes(header: StreamHeader): readonly string[] {
  const remarks: string[] = [];
  const say = (condition: boolean, remark: string) => condition && remarks.push(remark);
  say(
    header.namespace !== NS.stream,
    `the stream's namespace is "${header.namespace}", not "${NS.stream}": servers answer invalid-namespace (RFC 6120 §4.8.1)`,
  );
  say(
    header.contentNamespace !== NS.client && header.contentNamespace !== NS.component,
    `the content namespace is ${header.contentNamespace ? `"${header.contentNamespace}"` : "missing"}: clients use xmlns='${NS.client}' (RFC 6120 §4.8.2)`,
  );
  say(
    header.to === undefined,
    'the header has no "to": a server does not know which of its domains is meant (RFC 6120 §4.7.2)',
  );
  say(
    header.to !== undefined && isIpAddress(header.to),
    `"to" is an IP address: it names the domain of your JID, and servers answer host-unknown to anything else (RFC 6120 §4.7.2)`,
  );
  say(
    header.to?.includes("@") === true,
    `"to" is a JID: in a header it is the domain alone, "${parseJid(header.to ?? "").domainpart}" (RFC 6120 §4.7.2)`,
  );
  if (header.contentNamespace === NS.component) return remarks;
  say(
    header.id !== undefined,
    'the header has an "id": only the server\'s has one, and it takes no notice of this (RFC 6120 §4.7.3)',
  );
  say(
    header.version === undefined,
    "the header has no version='1.0'. Servers differ: ejabberd then sends no features, Prosody sends them all the same (RFC 6120 §4.7.5)",
  );
  say(
    header.version !== undefined && header.version !== "1.0",
    `version='${header.version}': the one version there is, is 1.0 (RFC 6120 §4.7.5)`,
  );
  return remarks;
}

/** RFC 6120 §13.7.2.1: the certificate was checked for one domain, and says nothing of another. */
function remarksOnCertifiedDomain({ to }: StreamHeader, { security }: SessionState): readonly string[] {
  const domain = security?.verdict.domain;
  if (to === undefined || domain === undefined || sameDomain(to, domain)) return [];
  return [
    `the certificate was checked for "${domain}", and this header is to "${to}": nothing has shown that the server is theirs`,
  ];
}

function remarksOnNewStream(before: SessionState): readonly string[] {
  const isFirst = before.sent === undefined || before.closedBy.length > 0;
  if (isFirst || before.restartDue || before.streamError) return [];
  return [
    "a second stream header on an open stream, when no restart is due (that is after <success/> and after TLS): servers answer not-well-formed and close (RFC 6120 §4.3.3)",
  ];
}
