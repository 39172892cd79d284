// Namespaces by their last part: most of a namespace is the same in all of them.

const VERSION = /^[\d.]+$/;
/** Several known namespaces end with these: jabber:x:data and urn:xmpp:avatar:data. */
const AMBIGUOUS = ["compress", "data", "delay", "file-transfer", "info", "oob", "time"];

/**
 * "http://jabber.org/protocol/disco#info" as "…disco#info", "urn:xmpp:carbons:2" as "…carbons:2", and by two parts where
 * the last says too little: "jabber:x:data" as "…x:data".
 */
export function shortNamespace(namespace: string): string {
  const parts = namespace.split(/([/:]+)/);
  // A separator at the very end has an empty part behind it.
  let at = parts.findLastIndex((part, index) => index % 2 === 0 && part !== "");
  if (at > 1 && VERSION.test(parts[at] ?? "")) at -= 2;
  if (at > 2 && AMBIGUOUS.includes(parts[at] ?? "")) at -= 2;
  const short = `…${parts.slice(at).join("")}`;
  return at > 0 && short.length < namespace.length ? short : namespace;
}

/** What features, fields and forms are named by, beside the elements themselves. */
const KNOWN =
  /^(?:urn:(?:xmpp|ietf:params:xml:ns):|https?:\/\/(?:jabber\.org|etherx\.jabber\.org)\/|jabber:(?:iq|x|client|server|component):?)[^\s]*$/;

/** Whether an attribute's value is a namespace. */
export function standsForNamespace(attribute: string, value: string): boolean {
  return attribute === "xmlns" || attribute.startsWith("xmlns:") || KNOWN.test(value);
}
