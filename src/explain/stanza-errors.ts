// What a stanza error means in this session: it is about one stanza only.
import type { SessionState } from "../session/state.ts";
import { attribute, type Element } from "../xml/element.ts";
import { STANZA_ERRORS } from "../xmpp/conditions.ts";
import { NS } from "../xmpp/namespaces.ts";
import { errorContent, explained, inGeneral } from "./conditions.ts";

/** A stanza error: about one stanza only. */
export function explainStanzaError(stanza: Element, before: SessionState): string | undefined {
  const error = stanza.getChildElements().find((child) => child.getName() === "error");
  if (!error) return undefined;
  const content = errorContent(error, NS.stanzaErrors);
  const general = inGeneral(STANZA_ERRORS, content.condition);
  const here = stanzaErrorHere(stanza, content.condition, before);
  const type = attribute(error, "type");
  const text = explained(content, here ?? general, STANZA_ERRORS);
  return type ? text.replace(":", ` (${type}):`) : text;
}

function stanzaErrorHere(stanza: Element, condition: string, state: SessionState): string | undefined {
  const { jid, available, binding } = state;
  if (condition === "conflict" && binding !== undefined && attribute(stanza, "id") === binding) {
    return 'another session has this resource, and the server keeps it there (run "bind" with another, or without one: then the server chooses; RFC 6120 §7.7.2.2)';
  }
  if (!["service-unavailable", "not-allowed", "not-authorized"].includes(condition)) return undefined;
  if (jid === undefined) return tooEarly(state);
  if (available || condition !== "service-unavailable" || stanza.getName() !== "message") return undefined;
  return 'you have sent no presence yet, and before it no messages are delivered to you (run "presence")';
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
