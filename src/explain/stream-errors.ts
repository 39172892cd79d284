// What a stream error means in this session, and what to do about it: first what happened here, then what is true in
// general.
import { isBound, isComponent, type SessionState } from "../session/state.ts";
import { isFar } from "../session/way-back.ts";
import type { Element } from "../xml/element.ts";
import { STREAM_ERRORS } from "../xmpp/conditions.ts";
import { formatJid } from "../xmpp/jid.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { StreamHeader } from "../xmpp/stream-header.ts";
import { componentErrorHere } from "./component.ts";
import { errorContent, explained, inGeneral } from "./conditions.ts";
import type { SaidOnce } from "./remark.ts";
import { ONCE_IS_ENOUGH } from "./sasl-failures.ts";
import { unsupportedElement } from "./unsupported.ts";
import { type KnownDomain, wrongDomain } from "./wrong-domain.ts";

/** A stream error: fatal. `before` is the state before it came, `known` are domains that may be meant. */
export function explainStreamError(
  error: Element,
  before: SessionState,
  known: readonly KnownDomain[],
): SaidOnce {
  const content = errorContent(error, NS.streamErrors);
  const { condition } = content;
  const here =
    condition === "see-other-host"
      ? otherHost(error, before)
      : (beforeAnyStream(before) ??
        mangledHere(condition, before) ??
        componentErrorHere(condition, before) ??
        domainHere(condition, before, known) ??
        restartHere(condition, before) ??
        headerHere(condition, before) ??
        orderHere(condition, before));
  const meaning = here ?? inGeneral(STREAM_ERRORS, content);
  return explained(content, `${meaning}${again(condition, { meaning, before })}`, STREAM_ERRORS);
}

/** What a client did wrong, and can do right on another stream; the others are the server's own affair. */
const OUR_DOING: readonly string[] = [
  "bad-format",
  "not-authorized",
  "policy-violation",
  "undefined-condition",
  "unsupported-stanza-type",
  "unsupported-version",
];

/** A stream error ends the stream: whoever does not know that types on in vain. */
function again(
  condition: string,
  { meaning, before }: { readonly meaning: string; readonly before: SessionState },
): string {
  if (!OUR_DOING.includes(condition) || meaning.includes("to begin again")) return "";
  return ` (run ${beginAgain(before)})`;
}

/** Whoever had got somewhere need not do it all by hand. */
function beginAgain(before: SessionState): string {
  return `${isFar(before) ? '"reconnect" or ' : ""}"open" to begin again`;
}

export const COMPONENT_PORT =
  "this port is for components (XEP-0114), not for clients: the client port is usually 5222";

/** RFC 6120 §4.9.3.19: a host with or without a port, an IPv6 address in brackets. Nothing else is put into a line. */
const PLACE = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

function otherHost(error: Element, { sent }: SessionState): string {
  const host = error.getChildText("see-other-host", NS.streamErrors) ?? "";
  const to = sent?.to !== undefined && PLACE.test(sent.to) ? ` --to ${sent.to}` : "";
  const remedy = PLACE.test(host) ? ` (run "open ${host}${to}" yourself if you trust it)` : "";
  return `the server asks you to connect to "${host}"; nothing follows it by itself${remedy}. Without TLS anybody in between can say so; whoever goes there all the same keeps the "to" of the header, and looks for that name in the certificate`;
}

function beforeAnyStream({ sent, received, mangled }: SessionState): string | undefined {
  if (!sent && !mangled) {
    return 'the server expects a stream header before anything else (run "open", or send <stream:stream …> by hand)';
  }
  const isComponents = received?.contentNamespace === NS.component && sent?.contentNamespace !== NS.component;
  return isComponents ? COMPONENT_PORT : undefined;
}

/** What servers call XML that they cannot read: they do not agree about it. */
const ABOUT_XML: readonly string[] = [
  "bad-format",
  "bad-namespace-prefix",
  "invalid-namespace",
  "invalid-xml",
  "not-well-formed",
  "restricted-xml",
];

function mangledHere(condition: string, before: SessionState): string | undefined {
  const { mangled } = before;
  if (!mangled || !ABOUT_XML.includes(condition)) return undefined;
  const { n, detail, where } = mangled;
  return `because of #${n}: ${detail}${where === undefined ? "" : `, ${where}`}. One such slip ends the whole stream, and a server reads nothing behind it (run ${beginAgain(before)})`;
}

function domainHere(
  condition: string,
  state: SessionState,
  known: readonly KnownDomain[],
): string | undefined {
  const to = state.sent?.to;
  // RFC 6120 §4.9.3.5: unlike host-unknown, it says that the domain was right, until now.
  if (condition === "host-gone" && to !== undefined) {
    return `the server does not serve "${to}", the domain in the header's "to", any more: it has moved, or was given up. What you sent is right, and to "open" it here again is no use; the SRV records of "${to}" say where it is now (RFC 6120 §3.2.1)`;
  }
  const isAboutDomain = ["host-unknown", "host-gone"].includes(condition);
  const isMissing = condition === "improper-addressing" && to === undefined;
  return isAboutDomain || isMissing ? wrongDomain(state, known) : undefined;
}

/** Measured: Prosody says invalid-namespace, ejabberd invalid-xml; others may say not-authorized (RFC 6120 §7.1). */
const WITHOUT_RESTART: readonly string[] = ["invalid-namespace", "invalid-xml", "not-authorized"];

function restartHere(condition: string, { restartDue }: SessionState): string | undefined {
  if (!restartDue || !WITHOUT_RESTART.includes(condition)) return undefined;
  return restartDue === "TLS"
    ? 'the stream was not restarted after TLS: the server began a new stream by itself and could not make sense of what came (after "starttls" comes "restart", RFC 6120 §5.4.3.3)'
    : 'the stream was not restarted after <success/>: the server began a new stream by itself and could not make sense of what came (after "auth" comes "restart", RFC 6120 §6.4.6)';
}

function headerHere(condition: string, { sent, received, streams }: SessionState): string | undefined {
  if (condition === "not-well-formed" && !received && streams > 1) {
    return "a stream header or an XML declaration came where the server reads on: a second one is due only after <success/> and after TLS";
  }
  if (!sent || !ABOUT_XML.includes(condition)) return undefined;
  return wrongNamespaces(sent);
}

function wrongNamespaces({ namespace, contentNamespace }: StreamHeader): string | undefined {
  if (namespace !== NS.stream) {
    return `the stream's namespace in the header was "${namespace}", and it is "${NS.stream}": a name, not an address, so it is compared letter by letter, http too (copy it, or run "open")`;
  }
  if (contentNamespace === NS.client) return undefined;
  const was = contentNamespace === undefined ? "was missing" : `was "${contentNamespace}"`;
  return `the content namespace in the header ${was}: a client writes xmlns='${NS.client}' there (or run "open")`;
}

function orderHere(condition: string, state: SessionState): string | undefined {
  const { sasl, authenticated, jid } = state;
  if (condition === "unsupported-stanza-type" && sasl && authenticated !== undefined) return ONCE_IS_ENOUGH;
  if (condition === "unsupported-stanza-type") return unsupportedElement(state);
  if (condition === "policy-violation" && isTlsDemanded(state) && authenticated === undefined) {
    return 'the server wants encryption before anything else (run "open" to begin again, then "starttls" and "restart"; RFC 6120 §5.3.1)';
  }
  if (condition === "not-authorized" && authenticated === undefined) {
    return 'the server wants authentication first: nothing but SASL (or TLS) is taken before it (run "open" to begin again, then "auth")';
  }
  if (condition === "not-authorized" && !isBound(state) && !isComponent(state)) {
    return 'no resource is bound yet, and before it only the server itself may be spoken to (run "open" to begin again, and "bind" before anything else; RFC 6120 §7.1)';
  }
  if (condition === "not-authorized" && isBound(state) && !isComponent(state)) {
    return "you were authenticated and bound, and are not allowed to go on: the account was removed, or its password was changed, or something was sent that this user may not do";
  }
  if (condition === "conflict" && jid) {
    const resumed = state.managed?.id === undefined ? "" : ", or has resumed this very session (XEP-0198 §5)";
    return `another connection has bound "${formatJid(jid)}" meanwhile${resumed}, and the server has ended this one in favour of it (run "open" again and "bind" with another resource, or without one: then the server chooses)`;
  }
  return undefined;
}

/** Where TLS is no more than offered, something else was against the rules: too many wrong passwords, say. */
function isTlsDemanded({ secure, features }: SessionState): boolean {
  const starttls = features?.getChild("starttls", NS.tls);
  if (secure || !starttls) return false;
  return starttls.getChild("required", NS.tls) !== undefined || !features?.getChild("mechanisms", NS.sasl);
}
