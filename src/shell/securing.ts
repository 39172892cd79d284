// TLS as a step: what it is asked for, and whether the certificate will do. Shared by `starttls`, `tls`, `open` and `connect`.
import { readFileSync } from "node:fs";
import { UsageError } from "../errors.ts";
import { judgeCertificate, type Trust } from "../explain/certificate.ts";
import { TLS_VERSIONS, type TlsFacts, type TlsOptions, type TlsVersion } from "../stream/security.ts";
import type { Verdict } from "../transcript/entry.ts";
import { isIpAddress, toAscii } from "../xmpp/address.ts";
import type { ClientService } from "../xmpp/certificate.ts";
import type { Context, Outcome, TlsWishes } from "./command.ts";
import { PASSED } from "./command.ts";
import { parseDuration } from "./units.ts";

/** XEP-0368 §3: what a client asks for by ALPN. */
const ALPN = "xmpp-client";

/** The options of a command that secures a connection. */
export const tlsOptions = {
  insecure: { summary: "accept any certificate, on this connection", weakens: true },
  ca: { value: "FILE", summary: "trust the certificates in this PEM file, in place of the usual ones" },
  pin: { value: "SHA256", summary: "accept the certificate with this fingerprint and no other" },
  cert: { value: "FILE", summary: "a certificate of yours, in PEM, for a server that asks who you are" },
  key: { value: "FILE", summary: "its private key, in PEM" },
  "tls-min": { value: "VERSION", summary: "the oldest version of TLS to take", choices: TLS_VERSIONS },
  "tls-max": { value: "VERSION", summary: "the newest version of TLS to take", choices: TLS_VERSIONS },
} as const;

/** The domain that a certificate must be for: the stream's, or the one that a stream would be opened to. */
export function domainToSecure({ client, target }: Context): string {
  const { sent, domain, host = "" } = client.session.state;
  return sent?.to ?? target.domain ?? domain ?? host;
}

export interface Securing {
  readonly wishes: TlsWishes;
  /** The stream's domain: the certificate must be for it. */
  readonly domain: string;
  /** `direct`: TLS from the first byte of the connection (XEP-0368). */
  readonly how: "direct" | "STARTTLS";
  /** How long the handshake may take, as it is typed. */
  readonly timeout?: string | undefined;
}

/** Does the handshake. A certificate that is not accepted is a failed step, and nothing was sent after the handshake. */
export type Secure = () => Promise<Outcome>;

/**
 * Makes ready to secure the client's connection: mistakes in what was typed show before anything is sent.
 * @throws UsageError for them.
 */
export async function prepareTls(context: Context, securing: Securing): Promise<Secure> {
  const { client, target, signal, now, keylog, settings } = context;
  const wishes = mergeWishes(target.tls, securing.wishes);
  const { domain, how, timeout } = securing;
  const trust = trustOf(wishes);
  const options: TlsOptions = {
    ...filesOf(wishes),
    timeout: timeout === undefined ? settings.get("timeout") : parseDuration(timeout),
    servername: isIpAddress(domain) ? undefined : toAscii(domain) || undefined,
    alpn: how === "direct" ? [ALPN] : [],
    minVersion: versionOf(wishes["tls-min"]),
    maxVersion: versionOf(wishes["tls-max"]),
    keylog,
  };
  await checkFiles(options);
  const services: ClientService[] = how === "direct" ? ["xmpp-client", "xmpps-client"] : ["xmpp-client"];
  const judge = (facts: TlsFacts) => judgeCertificate(facts, { domain, services, trust, now: now() });
  return async () => {
    const verdict = await client.session.secure(options, judge, signal);
    return verdict.accepted ? PASSED : { status: "failed", reason: refusal(verdict) };
  };
}

/** What is in the files shows only when TLS reads them. */
async function checkFiles(options: TlsOptions): Promise<void> {
  const { ca, cert, key } = options;
  if (ca === undefined && cert === undefined && key === undefined) return;
  const { checkTlsOptions } = await import("../stream/tls.ts");
  const problem = checkTlsOptions(options);
  if (problem !== undefined) throw new UsageError(`Cannot use TLS as you say: ${problem}`);
}

/** A line decides for its connection: what it says of trust replaces what the command line said. */
function mergeWishes(general: TlsWishes, own: TlsWishes): TlsWishes {
  const saysTrust = own.insecure || own.pin !== undefined || own.ca !== undefined;
  const { insecure, pin, ca, ...rest } = general;
  const present = Object.entries(own).filter(([, value]) => value !== undefined && value !== false);
  return { ...rest, ...(saysTrust ? {} : { insecure, pin, ca }), ...Object.fromEntries(present) };
}

function trustOf({ insecure, pin }: TlsWishes): Trust {
  if (insecure && pin !== undefined)
    throw new UsageError("Cannot use --insecure and --pin: they exclude each other");
  if (insecure) return { by: "nothing" };
  return pin === undefined ? { by: "verification" } : { by: "pin", fingerprint: fingerprintOf(pin) };
}

/** A SHA-256 fingerprint as Node writes it: upper-case pairs with colons. */
function fingerprintOf(pin: string): string {
  const digits = pin
    .replace(/^sha-?256[:=]/i, "")
    .replace(/[:\s]/g, "")
    .toUpperCase();
  if (/^[0-9A-F]{64}$/.test(digits)) return digits.replace(/..(?!$)/g, "$&:");
  throw new UsageError(
    `Cannot use --pin "${pin}": it is the SHA-256 of the certificate, 64 hexadecimal digits, with or without colons (every TLS step shows it)`,
  );
}

function filesOf({ ca, cert, key }: TlsWishes): Pick<TlsOptions, "ca" | "cert" | "key"> {
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError("Cannot show a client certificate: --cert and --key belong together");
  }
  return { ca: pemIn("--ca", ca), cert: pemIn("--cert", cert), key: pemIn("--key", key) };
}

function pemIn(option: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `Cannot read ${option} ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (text.includes("-----BEGIN ")) return text;
  throw new UsageError(`Cannot use ${option} ${file}: it is not PEM (text with -----BEGIN …----- in it)`);
}

function versionOf(text: string | undefined): TlsVersion | undefined {
  const version = TLS_VERSIONS.find((known) => known === text);
  if (version !== undefined || text === undefined) return version;
  throw new UsageError(`Cannot use TLS "${text}": there are ${TLS_VERSIONS.join(", ")}`);
}

function refusal({ domain, reasons }: Verdict): string {
  return `Cannot trust the server's certificate for "${domain}": ${reasons.join("; ")}. Nothing was sent on the connection, and it was dropped (--pin with the SHA-256 above takes this very certificate, --ca FILE trusts its issuer, --insecure goes on without verification)`;
}
