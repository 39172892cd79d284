// What a SASL failure means in this session: what was sent says more than the server does.
import { exchangeAnswered } from "../session/sasl-exchanges.ts";
import type { SessionState } from "../session/state.ts";
import type { Element } from "../xml/element.ts";
import { SASL_FAILURES } from "../xmpp/conditions.ts";
import { NS } from "../xmpp/namespaces.ts";
import { offeredMechanisms } from "../xmpp/sasl/offer.ts";
import { type ErrorContent, errorContent, explained, inGeneral } from "./conditions.ts";
import type { SaidOnce } from "./remark.ts";
import { shortened, shortList } from "./shortened.ts";
import { nameDoubt, slipCause } from "./slips.ts";

export const ONCE_IS_ENOUGH = "you are authenticated already, and once is enough";

/** A SASL failure: the stream stays open for another attempt. */
export function explainSaslFailure(failure: Element, state: SessionState): SaidOnce {
  const before = { ...state, sasl: exchangeAnswered(state) };
  const content = errorContent(failure, NS.sasl);
  if (before.authenticated !== undefined && content.condition !== "aborted") {
    return explained(content, ONCE_IS_ENOUGH, SASL_FAILURES);
  }
  const here = saslFailureHere(content, before);
  const general = inGeneral(SASL_FAILURES, content);
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
    return `the server does not know the mechanism "${shortened(mechanism)}"${offered.length > 0 ? `: it offers ${shortList(offered)}, and names are in capital letters` : ""}`;
  }
  const slip = sasl && ABOUT_CREDENTIALS.includes(condition) ? slipCause(sasl) : undefined;
  if (slip !== undefined) return `the message of ${mechanism} was not right: ${slip}`;
  // COMPAT(ejabberd 23): it says not-authorized where others say malformed-request or incorrect-encoding.
  if (text === "Response decoding failed")
    return `the server could not read the message of ${mechanism}, or its base64; the user and the password it has not looked at`;
  if (mechanism === "EXTERNAL") return notByCertificate(condition, text);
  const doubt = sasl && ABOUT_CREDENTIALS.includes(condition) ? nameDoubt(sasl) : undefined;
  if (doubt !== undefined && !/binding/i.test(text)) return `${doubt}. Else ${WRONG_CREDENTIALS}`;
  if (
    condition === "not-authorized" &&
    mechanism.startsWith("SCRAM-") &&
    sasl?.username !== undefined &&
    !sasl.answered &&
    !/binding/i.test(text)
  ) {
    return "the server refused at the first message, before it asked for any proof of a password: there is no such user on its domain, or not for this mechanism";
  }
  if (mechanism.endsWith("-PLUS")) return withBinding(condition, text, { sasl, features });
  if (condition !== "not-authorized") return undefined;
  if (mechanism === "PLAIN") return WRONG_CREDENTIALS;
  if (mechanism.startsWith("SCRAM-")) {
    // RFC 5802 does not say what becomes of a user who is not there, and to make up a salt hides that there is none.
    return `the proof does not fit: ${WRONG_CREDENTIALS}. A challenge is no sign that it knows the user: servers may make up a salt`;
  }
  return undefined;
}

/** Servers differ: Prosody says malformed-request of a name or a password with a newline in it. */
const ABOUT_CREDENTIALS: readonly string[] = ["incorrect-encoding", "malformed-request", "not-authorized"];

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
  const auth = `auth ${userIn(sasl)}`;
  const lines = `"${auth} --channel-binding tls-unique" (ejabberd 23.01 takes nothing else, on TLS 1.3 too) or "${auth} --mechanism ${mechanism.replace("-PLUS", "")}", which does without`;
  return isAboutBinding
    ? `the server does not take this channel binding (try ${lines})`
    : `the user name or the password is wrong, or the server does not take the channel binding, and on purpose it does not say which (try ${lines})`;
}

/** As it is typed; a name that is no plain word is for whoever types it to quote. */
function userIn(sasl: SessionState["sasl"]): string {
  const user = sasl?.username ?? "";
  return /^[\w.@][\w.@+-]*$/.test(user) ? user : "USER";
}

/** Servers differ: without a certificate Prosody says account-disabled, ejabberd not-authorized. */
function notByCertificate(condition: string, text: string): string | undefined {
  if (text === "unsupported_mechanism") return "the server does not offer EXTERNAL here";
  if (condition !== "not-authorized" && condition !== "account-disabled") return undefined;
  return "the server has no client certificate that it trusts and that names the user, or the one in --authzid (--cert and --key show one; it is asked for in the TLS handshake only)";
}
