// Errors in words: the condition, what it means, and what to do about it here.
import type { SessionState } from "../session/state.ts";
import { attribute, type Element } from "../xml/element.ts";
import { isIpAddress } from "../xmpp/address.ts";
import { type Condition, SASL_FAILURES, STANZA_ERRORS, STREAM_ERRORS } from "../xmpp/conditions.ts";
import { NS } from "../xmpp/namespaces.ts";

/** The condition element of an error and the text the server added. */
export interface ErrorContent {
  readonly condition: string;
  readonly text?: string | undefined;
}

/** Takes a stream error, a SASL failure or a stanza's error child apart; `namespace` is that of its conditions. */
export function errorContent(error: Element, namespace: string): ErrorContent {
  const children = error.getChildElements().filter((child) => child.getNS() === namespace);
  const condition = children.find((child) => child.getName() !== "text");
  const text = children.find((child) => child.getName() === "text")?.getText();
  return { condition: condition?.getName() ?? "no condition", ...(text ? { text } : {}) };
}

/** A stream error: fatal. What this session did is said first, then what the condition means in general. */
export function explainStreamError(error: Element, before: SessionState): string {
  const content = errorContent(error, NS.streamErrors);
  const here = streamErrorHere(content.condition, error, before);
  return sentence(
    content,
    here ?? inGeneral(STREAM_ERRORS, content.condition),
    specOf(STREAM_ERRORS, content.condition),
  );
}

function streamErrorHere(condition: string, error: Element, state: SessionState): string | undefined {
  if (!state.sent && condition !== "see-other-host") {
    return 'the server expects a stream header before anything else (run "open", or send <stream:stream …> by hand)';
  }
  if (state.restartDue || (state.authenticated !== undefined && !state.received)) {
    if (condition === "invalid-namespace" || condition === "invalid-xml") return FORGOTTEN_RESTART;
  }
  if (condition === "host-unknown" || condition === "host-gone") return wrongDomain(state);
  if (condition === "see-other-host") {
    return `the server asks you to connect to "${error.getChildText("see-other-host", NS.streamErrors) ?? ""}"; nothing follows it by itself`;
  }
  if (condition === "not-authorized" && state.authenticated === undefined) {
    return 'the server wants authentication first: nothing but SASL (or TLS) is taken before it (run "auth" after "open")';
  }
  return undefined;
}

const FORGOTTEN_RESTART =
  'the stream was not restarted after <success/>: the server began a new stream by itself and could not make sense of what came (after "auth" comes "restart", RFC 6120 §6.4.6)';

function wrongDomain({ sent, host }: SessionState): string {
  if (sent?.to === undefined)
    return 'the stream header named no domain: its "to" is missing (run "open --to DOMAIN")';
  const address = isIpAddress(sent.to) ? ", and an IP address is no domain" : "";
  const also = sent.to === host ? ". The address to connect to and the domain are two things" : "";
  return `the server does not serve "${sent.to}", the domain in the header's "to"${address}${also}: "to" is the part of your JID behind the @ (run "open --to DOMAIN", or start with --domain DOMAIN)`;
}

/** A SASL failure: the stream stays open for another attempt. */
export function explainSaslFailure(failure: Element, before: SessionState): string {
  const content = errorContent(failure, NS.sasl);
  const here =
    before.authenticated === undefined ? undefined : "you are authenticated already, and once is enough";
  return sentence(
    content,
    here ?? inGeneral(SASL_FAILURES, content.condition),
    specOf(SASL_FAILURES, content.condition),
  );
}

/** A stanza error: about one stanza only. */
export function explainStanzaError(stanza: Element, before: SessionState): string | undefined {
  const error = stanza.getChildElements().find((child) => child.getName() === "error");
  if (!error) return undefined;
  const content = errorContent(error, NS.stanzaErrors);
  const type = attribute(error, "type");
  const unbound =
    before.jid === undefined &&
    ["service-unavailable", "not-allowed", "not-authorized"].includes(content.condition);
  const here = unbound ? "; stanzas are taken only after authentication and bind" : "";
  const general = inGeneral(STANZA_ERRORS, content.condition);
  const named = { ...content, condition: type ? `${content.condition} (${type})` : content.condition };
  return sentence(named, general + here, specOf(STANZA_ERRORS, content.condition));
}

function sentence({ condition, text }: ErrorContent, explanation: string, spec: string): string {
  const quoted = text ? ` The server says: "${text}".` : "";
  return `${condition}: ${explanation}${spec}.${quoted}`;
}

function inGeneral(table: readonly Condition[], name: string): string {
  const known = table.find((condition) => condition.name === name);
  if (!known) return "a condition that the specification does not know";
  return [
    known.meaning,
    known.cause && `Usual cause: ${known.cause}`,
    known.remedy && `What to do: ${known.remedy}`,
  ]
    .filter(Boolean)
    .join(" ")
    .replace(/\.$/, "");
}

function specOf(table: readonly Condition[], name: string): string {
  const spec = table.find((condition) => condition.name === name)?.spec;
  return spec ? ` [${spec}]` : "";
}
