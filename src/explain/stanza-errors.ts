// What a stanza error means in this session: it is about one stanza only.
import type { SessionState } from "../session/state.ts";
import { attribute, type Element } from "../xml/element.ts";
import { sameDomain } from "../xmpp/address.ts";
import { STANZA_ERRORS } from "../xmpp/conditions.ts";
import { bareJid, formatJid, type Jid, parseJid, sameJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import { type ErrorContent, errorContent, explained, inGeneral } from "./conditions.ts";
import { noAccount } from "./no-account.ts";
import type { SaidOnce } from "./remark.ts";

/** A stanza error: about one stanza only. */
export function explainStanzaError(stanza: Element, before: SessionState): SaidOnce | undefined {
  const error = stanza.getChildElements().find((child) => child.getName() === "error");
  if (!error) return undefined;
  const content = errorContent(error, NS.stanzaErrors);
  const general = inGeneral(STANZA_ERRORS, content);
  const here = stanzaErrorHere(stanza, content, before);
  return explained({ ...content, type: attribute(error, "type") }, here ?? general, STANZA_ERRORS);
}

function stanzaErrorHere(
  stanza: Element,
  { condition, text }: ErrorContent,
  state: SessionState,
): string | undefined {
  const { jid, available, binding } = state;
  if (condition === "conflict" && binding !== undefined && attribute(stanza, "id") === binding) {
    return 'another session has this resource, and the server keeps it there (run "bind" with another, or without one: then the server chooses; RFC 6120 §7.7.2.2)';
  }
  if (condition === "remote-server-not-found") return noAccount(attribute(stanza, "from"), { stanza, state });
  if (!["service-unavailable", "not-allowed", "not-authorized"].includes(condition)) return undefined;
  if (jid === undefined) return tooEarly(state);
  // The id stays known until the request is answered.
  if (binding !== undefined && attribute(stanza, "id") === binding) return ONE_RESOURCE;
  if (condition !== "service-unavailable" || stanza.getName() !== "message") return undefined;
  const from = attribute(stanza, "from");
  if (from !== undefined && isNeighbour(from, jid)) {
    const silence = text === undefined ? ", and on purpose the server does not say which" : "";
    return `there is no account "${from}", or nobody is there whom the message could be delivered to${silence} (RFC 6121 §8.5.1, §8.5.2.2)`;
  }
  // RFC 6120 §8.1.2.1: without "from" it is from our own account.
  const isOwn = from === undefined || sameJid(from, formatJid(bareJid(jid)));
  if (available || !isOwn) return undefined;
  return 'you have sent no presence yet, and before it no messages are delivered to you (run "presence")';
}

const ONE_RESOURCE =
  'a resource is bound already, and a stream has one: another client takes another (as in "@second open"; RFC 6120 §7.1)';

/** Whether it is the bare JID of another account of the own domain. */
function isNeighbour(text: string, own: Jid): boolean {
  const { localpart, domainpart, resourcepart } = parseJid(text);
  const isAccount = localpart !== undefined && resourcepart === undefined;
  return isAccount && sameDomain(domainpart, own.domainpart) && !sameJid(text, formatJid(bareJid(own)));
}

/** What is missing before a server takes stanzas. */
function tooEarly({ authenticated, restartDue, secure, features }: SessionState): string {
  const early = "stanzas are taken only after authentication and bind";
  if (restartDue) return `${early}, and the restart is missing too (run "restart", then "bind")`;
  if (authenticated !== undefined) return `${early}, and only bind is missing (run "bind")`;
  const isTlsFirst = !secure && features?.getChild("starttls", NS.tls) !== undefined;
  return isTlsFirst
    ? `${early} (run "starttls", "restart", "auth", "restart", "bind")`
    : `${early} (run "auth", "restart", "bind")`;
}
