// The SASL exchanges of a stream: what was begun, what the server asks, what was answered (RFC 6120 §6.4).
import { attribute, type Element } from "../xml/element.ts";
import { isBase64 } from "../xmpp/sasl/base64.ts";
import { type Slip, slipsInFirst, slipsInResponse } from "../xmpp/sasl/slips.ts";
import { identityIn } from "../xmpp/sasl/username.ts";

/** A SASL exchange that has begun and not ended. */
export interface SaslExchange {
  readonly mechanism: string;
  readonly username?: string | undefined;
  /** Whom it asks to act as. */
  readonly authzid?: string | undefined;
  /** The entry of its `<auth/>`. */
  readonly n: number;
  /** What the server asks and was not answered: the text of its challenge. */
  readonly challenge?: string | undefined;
  /** Whether a challenge was answered. */
  readonly answered?: true | undefined;
  /** What is wrong with its messages, as far as the wire shows it. */
  readonly slips?: readonly Slip[] | undefined;
}

export interface SaslExchanges {
  /** The one that was begun last. */
  readonly sasl?: SaslExchange | undefined;
  /** Exchanges that were begun before it and that the server has said nothing to yet, oldest first. */
  readonly earlierSasl?: readonly SaslExchange[] | undefined;
}

export const NO_EXCHANGES: SaslExchanges = { sasl: undefined, earlierSasl: undefined };

/** The exchange that the server's next word in SASL is about: it answers one after the other. */
export function exchangeAnswered({ sasl, earlierSasl }: SaslExchanges): SaslExchange | undefined {
  return earlierSasl?.[0] ?? sasl;
}

/** What the server has said nothing to yet is answered first; an exchange that is under way is given up. */
export function withAuth({ sasl, earlierSasl = [] }: SaslExchanges, auth: Element, n: number): SaslExchanges {
  const isWaiting = sasl !== undefined && sasl.challenge === undefined && !sasl.answered;
  return { sasl: exchangeBegunBy(auth, n), earlierSasl: isWaiting ? [...earlierSasl, sasl] : undefined };
}

export function withChallenge({ sasl, earlierSasl }: SaslExchanges, challenge: string): SaslExchanges {
  return { sasl: sasl && { ...sasl, challenge }, earlierSasl };
}

export function withResponse({ sasl, earlierSasl }: SaslExchanges, response: string): SaslExchanges {
  if (!sasl) return { sasl, earlierSasl };
  const { mechanism, challenge = "" } = sasl;
  const slips = [...(sasl.slips ?? []), ...slipsInResponse({ mechanism, challenge, response })];
  return { sasl: { ...sasl, challenge: undefined, answered: true, ...slipsOrNone(slips) }, earlierSasl };
}

export function withFailure({ sasl, earlierSasl = [] }: SaslExchanges): SaslExchanges {
  const [first, ...others] = earlierSasl;
  return first ? { sasl, earlierSasl: others } : NO_EXCHANGES;
}

function exchangeBegunBy(auth: Element, n: number): SaslExchange {
  const mechanism = attribute(auth, "mechanism") ?? "";
  const text = auth.getText();
  const message = isBase64(text) ? Buffer.from(text, "base64").toString("utf8") : "";
  return { mechanism, n, ...identityIn(mechanism, message), ...slipsOrNone(slipsInFirst(mechanism, text)) };
}

function slipsOrNone(slips: readonly Slip[]): Pick<SaslExchange, "slips"> {
  return slips.length === 0 ? {} : { slips };
}
