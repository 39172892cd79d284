// host-unknown: which domain was asked for, and which ones are worth a try here.
import type { SessionState } from "../session/state.ts";
import { isIpAddress, isLoopback, parseAddress, sameDomain, toAscii } from "../xmpp/address.ts";

/** A domain that may be the one that is meant. */
export interface KnownDomain {
  readonly domain: string;
  /** How it is known: "of your JID". */
  readonly because: string;
}

/** The stream error about the domain; `known` are those that are known from elsewhere, the likeliest first. */
export function wrongDomain(state: SessionState, known: readonly KnownDomain[]): string {
  const { sent, host } = state;
  const tries = triesFor(state, known);
  if (sent?.to === undefined) {
    return `the stream header named no domain: its "to" is missing (run "open --to DOMAIN")${tries}`;
  }
  const address = isIpAddress(sent.to) ? ", and an IP address is no domain" : "";
  const also = sent.to === host ? ". The address to connect to and the domain are two things" : "";
  return `the server does not serve "${sent.to}", the domain in the header's "to"${address}${also}: "to" is the part of your JID behind the @ (run "open --to DOMAIN", or start with --domain DOMAIN)${tries}`;
}

const MOST_TRIES = 3;

function triesFor(state: SessionState, known: readonly KnownDomain[]): string {
  const to = state.sent?.to ?? "";
  const found: KnownDomain[] = [];
  for (const candidate of [...known, ...shownBy(state)]) {
    // What a server or a certificate says is a stranger's text: only what can be a domain is made a line of.
    if (toAscii(candidate.domain) === "" || sameDomain(candidate.domain, to)) continue;
    if (found.some(({ domain }) => sameDomain(domain, candidate.domain))) continue;
    found.push(candidate);
  }
  if (found.length === 0) return "";
  const tries = found
    .slice(0, MOST_TRIES)
    .map(({ domain, because }) => `"open --to ${domain}" (${because})`)
    .join(", ");
  return `. Worth a try here: ${tries}`;
}

/** Domains that the server or the connection itself has shown. */
function shownBy({ received, security, peer }: SessionState): readonly KnownDomain[] {
  const names = security?.tls.chain[0]?.names ?? [];
  const certified = names.flatMap(({ kind, value }) => {
    if (kind === "SRV") return value.replace(/^_[^.]*\./, "");
    return kind === "XMPP" || (kind === "DNS" && !value.startsWith("*.")) ? value : [];
  });
  return [
    ...(received?.from ? [{ domain: received.from, because: "what the server calls itself" }] : []),
    ...certified.map((domain) => ({ domain, because: "in the server's certificate" })),
    ...(isHere(peer) ? [{ domain: "localhost", because: "usual for a server on this machine" }] : []),
  ];
}

function isHere(peer: string | undefined): boolean {
  return peer !== undefined && isLoopback(parseAddress(peer).host);
}
