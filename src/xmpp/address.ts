// Where to connect: `host`, `host:port`, `[::1]:5222`, `xmpp://host:port`, `xmpps://host:port` (our notation,
// not the URIs of RFC 5122). The domain that a stream is opened to is another thing.
import { domainToASCII } from "node:url";
import { UsageError } from "../errors.ts";

export interface Address {
  readonly host: string;
  /** Undefined when none was written: what DNS says, else the usual port. */
  readonly port?: number;
  /** What was written before the ://; xmpps is TLS from the first byte (XEP-0368). */
  readonly scheme?: "xmpp" | "xmpps";
}

/** RFC 6120 §3.2.2 */
export const DEFAULT_PORT = 5222;
/** By custom only: XEP-0368 leaves it to DNS. */
export const DEFAULT_DIRECT_TLS_PORT = 5223;

/** The text with a mask where a URL would have a password, as in `me:secret@localhost`: no address here has one. */
export function withoutPassword(text: string, mask: string): string {
  return text.replace(WITH_PASSWORD, (_, before: string) => before + mask);
}

/** A JID behind xmpp: is a URI (RFC 5122 §2.2), in which nothing is a password. */
const WITH_PASSWORD = /^((?:[a-z]+:\/\/|xmpp:)?(?!xmpp:)[^\s:/]*:)\S+(?=@)/i;

/** @throws UsageError when the text is no address. */
export function parseAddress(text: string): Address {
  const scheme = /^(xmpps?):\/\//.exec(text);
  const rest = scheme ? text.slice(scheme[0].length).replace(/\/$/, "") : text;
  const match =
    /^(?:\[([0-9a-f:.]+(?:%[^\]\s]+)?)\]|([^:[\]/@\s]+)|([0-9a-f]*:[0-9a-f:.]+(?:%[^\]\s]+)?))(?::(\d+))?$/i.exec(
      rest,
    );
  if (!match) {
    const shown = withoutPassword(text, "…");
    throw new UsageError(`Cannot read the address "${shown}": ${whatIsWrong(rest)}`);
  }
  if (/^\d+$/.test(rest)) {
    throw new UsageError(
      `Cannot read the address "${text}": a number alone is a port (did you mean "${scheme?.[0] ?? ""}localhost:${rest}"?)`,
    );
  }
  const host = match[1] ?? match[2] ?? match[3] ?? "";
  const port = match[4] === undefined ? undefined : Number(match[4]);
  if (port !== undefined && (port < 1 || port > 65535)) {
    throw new UsageError(`Cannot read the address "${text}": a port is a number from 1 to 65535`);
  }
  const written = scheme && (scheme[1] === "xmpps" ? "xmpps" : "xmpp");
  return { host, ...(port === undefined ? {} : { port }), ...(written ? { scheme: written } : {}) };
}

/** @throws UsageError when the text is no port. */
export function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  throw new UsageError(`Cannot use the port "${text}": a port is a number from 1 to 65535`);
}

function whatIsWrong(text: string): string {
  if (text.includes("@")) {
    return `it looks like a JID; the address is where to connect (write "${text.replace(/^.*@/, "").replace(/\/.*$/, "")}")`;
  }
  if (/:[^\d/]*$/.test(text)) return 'the port behind ":" is not a number (write host:5222)';
  return 'it is neither host, host:port nor [IPv6]:port (write for example "localhost:5222")';
}

/** Brackets an IPv6 address where a port follows. */
export function formatAddress(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a host is this machine. Only then do passwords go out in the clear without being asked for. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/%.*$/, "").toLowerCase();
  return bare === "localhost" || bare === "::1" || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(bare);
}

/** Whether a text is an IP address rather than a name. */
export function isIpAddress(host: string): boolean {
  return host.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** What no domain has. Node's domainToASCII would read a URL into it, and cut it short or decode it. */
const NOT_IN_A_DOMAIN = /[\0-\x20\x7f"#%/:<>?@[\\\]^`{|}]/;

/** A domain as DNS and certificates write it: international labels as A-labels, lower case, no dot at the end. "" for none. */
export function toAscii(domain: string): string {
  const name = NOT_IN_A_DOMAIN.test(domain) ? "" : domainToASCII(domain.replace(/\.$/, ""));
  // "0x7f.1" would become an IP address.
  return isIpAddress(name) ? "" : name;
}

/** Whether two domains are the same, however they are written. */
export function sameDomain(a: string, b: string): boolean {
  const name = toAscii(a);
  return a === b || (name !== "" && name === toAscii(b));
}

/** Whether DNS may know where a domain's servers are: not for addresses, single labels, and what is local by definition. */
export function isLookedUp(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return !isIpAddress(name) && name.includes(".") && !/\.(local|localhost)$/.test(name);
}
