// Which SASL mechanism to use when nobody has said: the strongest that is offered and fits the connection, and why.
import { UsageError } from "../../errors.ts";
import { shortList } from "../../explain/shortened.ts";
import type { SaslMechanism } from "../../xmpp/sasl/mechanism.ts";
import { MECHANISMS } from "../../xmpp/sasl/mechanisms.ts";
import { noUser } from "./credentials.ts";

export interface Fit {
  /** The client's name. */
  readonly client: string;
  /** Where an account can be written down for it, as far as that is read. */
  readonly configFile?: string | undefined;
  readonly offered: readonly string[];
  readonly isSecure: boolean;
  /** Whether the connection has channel binding of a type that the server takes. */
  readonly canBind: boolean;
  readonly hasClientCertificate: boolean;
  readonly hasUser: boolean;
  /** Whether the line says who authenticates: then it is not for a certificate to say. */
  readonly isUserTyped: boolean;
  /** Why a password must not be sent as it is, or undefined where it may. */
  readonly whyNotPlain: string | undefined;
}

export interface Choice {
  readonly mechanism: SaslMechanism;
  readonly why: string;
}

/** The mechanism that every server must know (RFC 6120 §13.8.1): it gives nothing away where nothing was offered. */
const FALLBACK = "SCRAM-SHA-1";

/** @throws UsageError when nothing fits. */
export function chooseMechanism(fit: Fit): Choice {
  const { offered } = fit;
  if (offered.length === 0) return fallback();
  const reasons: string[] = [];
  for (const mechanism of MECHANISMS.filter(({ name }) => offered.includes(name))) {
    const reason = whyNot(mechanism, fit);
    if (reason === undefined) return { mechanism, why: whyThis(mechanism, offered, reasons) };
    reasons.push(`${mechanism.name}: ${reason}`);
  }
  const wantsUser = !fit.hasUser && reasons.some((reason) => reason.endsWith(USER_UNKNOWN));
  throw new UsageError(wantsUser ? noUser(fit.client, fit.configFile) : nothingFits(offered, reasons));
}

function fallback(): Choice {
  const mechanism = MECHANISMS.find(({ name }) => name === FALLBACK);
  if (!mechanism) throw new Error(`${FALLBACK} is not there`);
  return {
    mechanism,
    why: `${FALLBACK}: the server has offered no mechanism, and this is the one that each must know (RFC 6120 §13.8.1)`,
  };
}

function whyThis(
  { name, summary }: SaslMechanism,
  offered: readonly string[],
  reasons: readonly string[],
): string {
  const skipped = reasons.length === 0 ? "" : ` (not ${reasons.join("; not ")})`;
  return offered.length === 1
    ? `${name}, the only mechanism that the server offers: it ${summary}`
    : `${name}, the strongest that fits of ${shortList(offered)}: it ${summary}${skipped}`;
}

const USER_UNKNOWN = "no user is known";

function whyNot({ name, needs }: SaslMechanism, fit: Fit): string | undefined {
  if (needs.includes("channel binding") && !fit.canBind) {
    return fit.isSecure ? "no channel binding that both sides know" : "needs TLS";
  }
  if (needs.includes("client certificate")) {
    if (!fit.hasClientCertificate) return "needs a client certificate (--cert, --key)";
    return fit.isUserTyped ? "a user was given" : undefined;
  }
  if (needs.includes("nobody"))
    return fit.hasUser ? "a user was given (--mechanism ANONYMOUS takes nobody)" : undefined;
  if (needs.includes("password") && !fit.hasUser) return USER_UNKNOWN;
  return name === "PLAIN" ? fit.whyNotPlain : undefined;
}

function nothingFits(offered: readonly string[], reasons: readonly string[]): string {
  const unknown = offered.filter((name) => !MECHANISMS.some((mechanism) => mechanism.name === name));
  const others =
    unknown.length === 0
      ? ""
      : `${reasons.length === 0 ? " " : "; "}${shortList(unknown)} ${unknown.length === 1 ? "is" : "are"} not computed here (--mechanism NAME with --initial or --step goes on by hand)`;
  const why = reasons.length === 0 ? "" : ` ${reasons.join("; ")}`;
  return `Cannot auth: nothing that the server offers fits.${why}${others}`;
}
