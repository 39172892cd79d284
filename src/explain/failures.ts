// What a failure means in this session, and what to do about it: first what happened here, then what is true in general.
import type { SessionState } from "../session/state.ts";
import { attribute, type Element } from "../xml/element.ts";
import { isIpAddress } from "../xmpp/address.ts";
import { SASL_FAILURES, STANZA_ERRORS, STREAM_ERRORS } from "../xmpp/conditions.ts";
import { NS } from "../xmpp/namespaces.ts";
import { offeredMechanisms } from "../xmpp/sasl/offer.ts";
import { componentErrorHere } from "./component.ts";
import { type ErrorContent, errorContent, explained, inGeneral } from "./conditions.ts";

/** A stream error: fatal. `before` is the state before it came. */
export function explainStreamError(error: Element, before: SessionState): string {
  const content = errorContent(error, NS.streamErrors);
  const here = streamErrorHere(content.condition, error, before);
  return explained(content, here ?? inGeneral(STREAM_ERRORS, content.condition), STREAM_ERRORS);
}

export const COMPONENT_PORT =
  "this port is for components (XEP-0114), not for clients: the client port is usually 5222";

const ONCE_IS_ENOUGH = "you are authenticated already, and once is enough";

function streamErrorHere(condition: string, error: Element, state: SessionState): string | undefined {
  const { sent, received, restartDue, authenticated, sasl, streams } = state;
  if (condition === "see-other-host") {
    return `the server asks you to connect to "${error.getChildText("see-other-host", NS.streamErrors) ?? ""}"; nothing follows it by itself`;
  }
  if (!sent) {
    return 'the server expects a stream header before anything else (run "open", or send <stream:stream …> by hand)';
  }
  if (received?.contentNamespace === NS.component && sent.contentNamespace !== NS.component)
    return COMPONENT_PORT;
  const asComponent = componentErrorHere(condition, state);
  if (asComponent !== undefined) return asComponent;
  const isAboutDomain = ["host-unknown", "host-gone"].includes(condition);
  if (isAboutDomain || (condition === "improper-addressing" && sent.to === undefined))
    return wrongDomain(state);
  if (restartDue === "TLS" && ["invalid-namespace", "invalid-xml"].includes(condition)) {
    return 'the stream was not restarted after TLS: the server began a new stream by itself and could not make sense of what came (after "starttls" comes "restart", RFC 6120 §5.4.3.3)';
  }
  if (restartDue === "authentication" && ["invalid-namespace", "invalid-xml"].includes(condition)) {
    return 'the stream was not restarted after <success/>: the server began a new stream by itself and could not make sense of what came (after "auth" comes "restart", RFC 6120 §6.4.6)';
  }
  if (condition === "not-well-formed" && !received && streams > 1) {
    return "a stream header or an XML declaration came where the server reads on: a second one is due only after <success/> and after TLS";
  }
  if (condition === "unsupported-stanza-type" && sasl && authenticated !== undefined) return ONCE_IS_ENOUGH;
  if (condition === "not-authorized" && authenticated === undefined) {
    return 'the server wants authentication first: nothing but SASL (or TLS) is taken before it (run "auth" after "open")';
  }
  return undefined;
}

function wrongDomain({ sent, host }: SessionState): string {
  if (sent?.to === undefined) {
    return 'the stream header named no domain: its "to" is missing (run "open --to DOMAIN")';
  }
  const address = isIpAddress(sent.to) ? ", and an IP address is no domain" : "";
  const also = sent.to === host ? ". The address to connect to and the domain are two things" : "";
  return `the server does not serve "${sent.to}", the domain in the header's "to"${address}${also}: "to" is the part of your JID behind the @ (run "open --to DOMAIN", or start with --domain DOMAIN)`;
}

/** A SASL failure: the stream stays open for another attempt. */
export function explainSaslFailure(failure: Element, before: SessionState): string {
  const content = errorContent(failure, NS.sasl);
  if (before.authenticated !== undefined && content.condition !== "aborted") {
    return explained(content, ONCE_IS_ENOUGH, SASL_FAILURES);
  }
  const here = saslFailureHere(content, before);
  const general = inGeneral(SASL_FAILURES, content.condition);
  return explained(content, `${here ?? general}. ${another(before)}`, SASL_FAILURES);
}

/** How to go on. */
function another({ sasl }: SessionState): string {
  // COMPAT(Prosody 0.12): it does not answer -PLUS again where it has failed.
  return sasl?.mechanism.endsWith("-PLUS")
    ? 'The stream stays open, but Prosody 0.12 gives no answer to another -PLUS on it: begin a new connection for that ("disconnect", "open")'
    : 'The stream stays open: "auth" can be tried again';
}

function saslFailureHere(
  { condition, text = "" }: ErrorContent,
  { sasl, features, secure }: SessionState,
): string | undefined {
  const mechanism = sasl?.mechanism ?? "";
  if (!sasl && condition !== "aborted")
    return 'no exchange is under way that this would belong to: <response/> answers a challenge (run "auth --step" first)';
  if (condition === "encryption-required" && !secure) {
    return 'the server takes this mechanism on an encrypted stream only (run "starttls", then "restart", then "auth")';
  }
  if (condition === "invalid-mechanism") {
    const offered = offeredMechanisms(features);
    return `the server does not know the mechanism "${mechanism}"${offered.length > 0 ? `: it offers ${offered.join(", ")}, and names are in capital letters` : ""}`;
  }
  // COMPAT(ejabberd 23): it says not-authorized where others say malformed-request or incorrect-encoding.
  if (text === "Response decoding failed")
    return `the server could not read the message of ${mechanism}, or its base64; the user and the password it has not looked at`;
  if (mechanism === "EXTERNAL") return notByCertificate(condition, text);
  if (
    condition === "not-authorized" &&
    mechanism.startsWith("SCRAM-") &&
    sasl?.username !== undefined &&
    !sasl.answered &&
    !/binding/i.test(text)
  ) {
    return `the server refused at the first message, before it asked for any proof of a password: there is no user "${sasl.username}" on its domain, or not for this mechanism`;
  }
  if (mechanism.endsWith("-PLUS")) return withBinding(condition, text, { sasl, features });
  if (condition !== "not-authorized") return undefined;
  if (mechanism === "PLAIN") return WRONG_CREDENTIALS;
  if (mechanism.startsWith("SCRAM-")) {
    return "the proof does not fit: most likely the password is wrong, because the server had no objection to the user name";
  }
  return undefined;
}

const WRONG_CREDENTIALS =
  "the user name or the password is wrong, and on purpose the server does not say which (the user name is the part of your JID before the @)";

/** What can go wrong with -PLUS, and lines to go on with. */
function withBinding(
  condition: string,
  text: string,
  { sasl, features }: Pick<SessionState, "sasl" | "features">,
): string | undefined {
  const mechanism = sasl?.mechanism ?? "";
  if (!offeredMechanisms(features).includes(mechanism)) {
    return `the server did not offer ${mechanism} on this stream`;
  }
  const isAboutBinding = /channel.?binding/i.test(text);
  if (!isAboutBinding && condition !== "not-authorized") return undefined;
  const user = sasl?.username ?? "USER";
  const lines = `"auth ${user} --channel-binding tls-unique" (ejabberd 23.01 takes nothing else, on TLS 1.3 too) or "auth ${user} --mechanism ${mechanism.replace("-PLUS", "")}", which does without`;
  return isAboutBinding
    ? `the server does not take this channel binding (try ${lines})`
    : `the user name or the password is wrong, or the server does not take the channel binding, and on purpose it does not say which (try ${lines})`;
}

/** Servers differ: without a certificate Prosody says account-disabled, ejabberd not-authorized. */
function notByCertificate(condition: string, text: string): string | undefined {
  if (text === "unsupported_mechanism") return "the server does not offer EXTERNAL here";
  if (condition !== "not-authorized" && condition !== "account-disabled") return undefined;
  return "the server has no client certificate that it trusts and that names the user, or the one in --authzid (--cert and --key show one; it is asked for in the TLS handshake only)";
}

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

function stanzaErrorHere(
  stanza: Element,
  condition: string,
  { jid, available }: SessionState,
): string | undefined {
  if (!["service-unavailable", "not-allowed", "not-authorized"].includes(condition)) return undefined;
  if (jid === undefined) return "stanzas are taken only after authentication and bind";
  if (available || condition !== "service-unavailable" || stanza.getName() !== "message") return undefined;
  return 'you have sent no presence yet, and before it no messages are delivered to you (run "presence")';
}
