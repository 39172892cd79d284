// TLS as a step: what it is asked for, and whether the certificate will do. Shared by `starttls`, `tls`, `open` and `connect`.
import { judgeCertificate, type Trust } from "../../explain/certificate.ts";
import type { TlsFacts, TlsOptions } from "../../stream/security.ts";
import type { Endpoint } from "../../stream/transport.ts";
import type { Verdict } from "../../transcript/entry.ts";
import { isIpAddress, toAscii } from "../../xmpp/address.ts";
import type { ClientService } from "../../xmpp/certificate.ts";
import type { Connecting } from "../connecting.ts";
import type { Definitions } from "../definitions.ts";
import type { Source } from "../draws.ts";
import { parseDuration } from "../language/units.ts";
import { type Outcome, PASSED } from "../outcome.ts";
import type { RunningLine } from "../running-line.ts";
import { streamDomain } from "./stream-domain.ts";
import type { TlsWishes } from "./target.ts";
import { checkFiles, checkVersions, filesOf, mergeWishes, trustOf, versionOf } from "./tls-wishes.ts";

/** XEP-0368 §3: what a client asks for by ALPN. */
const ALPN = "xmpp-client";

/** The domain that a certificate must be for: the stream's, or the one that a stream would be opened to. */
export function domainToSecure({ client, target }: RunningLine & Connecting): string {
  const { state } = client.session;
  return state.sent?.to ?? streamDomain(target, state) ?? "";
}

export interface Securing {
  readonly wishes: TlsWishes;
  /** The stream's domain: the certificate must be for it. */
  readonly domain: string;
  /** Where it is, when there is no connection yet. */
  readonly place?: Endpoint | undefined;
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
export async function prepareTls(
  context: RunningLine & Connecting & Definitions & Source,
  securing: Securing,
): Promise<Secure> {
  const { client, target, signal, now, keylog, settings } = context;
  const connected = context.tlsWishes.get(client.session.id) ?? {};
  const wishes = mergeWishes(mergeWishes(target.tls, connected), securing.wishes);
  const { domain, how, timeout } = securing;
  const trust = trustFor(wishes, context, securing.place);
  checkVersions(wishes);
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
  let isChainTrusted = false;
  const judge = (facts: TlsFacts) => {
    isChainTrusted = facts.chainError === undefined;
    return judgeCertificate(facts, { domain, services, trust, now: now() });
  };
  return async () => {
    const { dropped } = client.session.state;
    if (dropped !== undefined) {
      return { status: "failed", reason: `Cannot secure the connection: it was dropped (${dropped})` };
    }
    const isAgreed = client.session.state.starttls === "due";
    const verdict = await client.session.secure({ ...options, isAgreed }, judge, signal);
    if (verdict.accepted) return PASSED;
    return {
      status: "failed",
      reason: refusal(verdict, {
        trust,
        isChainTrusted,
        hasOwnRoots: wishes.ca !== undefined,
        showedCertificate: wishes.cert !== undefined,
      }),
    };
  };
}

/** What nobody has said otherwise of, a server that is known is trusted by its certificate. */
function trustFor(wishes: TlsWishes, { client, target }: RunningLine & Connecting, place?: Endpoint): Trust {
  const { host, port } = place ?? client.session.state;
  const { known } = target;
  const isSaid = wishes.insecure || wishes.pin !== undefined || wishes.ca !== undefined;
  const isKnown = known?.place.host === host && known?.place.port === port;
  if (!known || !isKnown || isSaid) return trustOf(wishes);
  return { by: "practice", fingerprint: known.fingerprint };
}

interface Refusing {
  readonly trust: Trust;
  readonly isChainTrusted: boolean;
  /** Whether the roots are the user's own. */
  readonly hasOwnRoots: boolean;
  readonly showedCertificate: boolean;
}

function refusal(
  { domain, reasons }: Verdict,
  { trust, isChainTrusted, hasOwnRoots, showedCertificate }: Refusing,
): string {
  const aboutRoots = hasOwnRoots
    ? "the file of --ca must have the root of its chain"
    : "--ca FILE trusts its issuer";
  const advice = adviceFor(trust.by, [
    "--pin with the SHA-256 above takes this very certificate",
    ...(isChainTrusted ? [] : [aboutRoots]),
    "--insecure goes on without verification",
  ]);
  return `Cannot trust the server's certificate for "${domain}": ${reasons.join("; ")}. ${showedCertificate ? "Nothing but your client certificate" : "Nothing"} was sent over TLS, and the connection was dropped (${advice})`;
}

function adviceFor(by: Trust["by"], ways: readonly string[]): string {
  switch (by) {
    case "pin":
      return "either the server has a new certificate, or somebody is in between: ask whoever runs it which fingerprint is right";
    case "practice":
      return "the practice server keeps its certificate as long as it runs: somebody else answers in its place";
    case "verification":
    case "nothing":
      return ways.join(", ");
  }
}
